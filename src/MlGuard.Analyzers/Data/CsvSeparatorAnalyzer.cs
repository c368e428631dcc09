using MlGuard.Analyzers.Digest;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Frameworks.MlNet;
using MlGuard.Analyzers.Models;
using MlGuard.Catalogue;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Data;

/// <summary>
/// MLG1001: a <c>.csv</c> file read with the loader's default, the tab. Nothing fails: every column after the first is NaN, 0 or false.
/// </summary>
/// <remarks>Seen in dotnet/machinelearning#5443 and in the framework's own AutoML how-to; run against Microsoft.ML 5.0.1.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CsvSeparatorAnalyzer()
    : MlGuardAnalyzer(RuleIds.CsvSeparator, [MlNet.Framework], scope: RuleScope.NotInTests | RuleScope.NotInModelBuilderCode)
{
    /// <summary>Diagnostic property: the literal of the separator that the file's name asks for.</summary>
    internal const string SeparatorProperty = "Separator";

    /// <summary>
    /// Which separator an ending promises, and with which other one it is confused. Files that hold tabs are often called CSV, so a tab
    /// that
    /// the code asks for is meant.
    /// </summary>
    private static readonly ImmutableArray<
        (string Ending, char Promised, string Right, char Wrong, string WrongName, bool IsMeantWhenWritten)> s_endings =
    [
        (".csv", ',', "','", '\t', "tab", true),
        (".tsv", '\t', @"'\t'", ',', "comma", false),
    ];

    /// <summary>Whether the rule reports that <paramref name="file"/> is read with the wrong separator.</summary>
    internal static bool IsAbout(IInvocationOperation call, DataFile file, MlCompilation compilation) =>
        file.Shape is { } shape
        && TextSeparator.Of(call, compilation) is { } separator && separator.Value != shape.Separator
        && s_endings.Any(ending =>
            file.Path.EndsWith(ending.Ending, StringComparison.OrdinalIgnoreCase) && separator.Value == ending.Wrong
            && shape.Separator == ending.Promised);

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation)
    {
        var files = DataFiles.Of(start.Options, start.CancellationToken);
        start.RegisterOperationAction(operation => Check(operation, files, compilation), OperationKind.Invocation);
        RegisterCalls(start, (context, method, arguments) => CheckHandedOn(context, method, arguments, files, compilation));
    }

    /// <summary>A path that the code hands to a method which reads it, here or in another project.</summary>
    private void CheckHandedOn(
        OperationAnalysisContext context, IMethodSymbol method, ImmutableArray<IArgumentOperation> arguments, DataFiles files,
        MlCompilation compilation)
    {
        if (compilation.Symbols.RowOf(method) is not null || !compilation.Knowledge.MayHandOnPaths(method))
            return;
        foreach (var argument in arguments)
        {
            if (argument is not { Parameter: { Type.SpecialType: SpecialType.System_String } parameter }
                || Constants.Tail(argument.Value) is not { } path)
                continue;
            foreach (var (ending, promised, right, wrong, wrongName, _) in s_endings)
            {
                if (path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)
                    && (files.Find(path, argument.Syntax.SyntaxTree.FilePath)?.Shape?.Separator ?? promised) == promised
                    && compilation.Knowledge.PathsOf(method, parameter.Ordinal, context.CancellationToken)
                        .Any(sink => sink.Role == Role.LoadData && sink.Separator == wrong)
                    && !WrittenFiles.AreWrittenWith(wrong, FileName(path), argument, compilation, context.CancellationToken))
                    Report(
                        context, compilation,
                        // The call that hands the path on has no separator to pass.
                        Diagnostic.Create(
                            Rule, argument.Value.Syntax.GetLocation(), FileName(path), wrongName, $"{right} in '{MethodName.Of(method)}'"));
            }
        }
    }

    private void Check(OperationAnalysisContext context, DataFiles files, MlCompilation compilation)
    {
        var symbols = compilation.Symbols;
        var call = (IInvocationOperation)context.Operation;
        if (!symbols.Plays(call.TargetMethod, Role.LoadData)
            || TextSeparator.Of(call, compilation) is not { } separator || ReadsWholeLines(call, symbols))
            return;

        foreach (var path in LoadedFiles.Of(call, compilation))
        {
            // What stands in the file is stronger than what its name promises.
            var seen = files.Find(path, call.Syntax.SyntaxTree.FilePath)?.Shape?.Separator;
            if (seen is null && ReadsLabelledText(call, symbols))
                continue;
            foreach (var (ending, promised, right, wrong, wrongName, isMeantWhenWritten) in s_endings)
            {
                if (separator.Value == wrong
                    && (seen is null ? !(isMeantWhenWritten && separator.IsWritten) : seen == promised)
                    && path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)
                    && !WrittenFiles.AreWrittenWith(wrong, FileName(path), call, compilation, context.CancellationToken))
                {
                    var properties = ImmutableDictionary<string, string?>.Empty.Add(SeparatorProperty, right);
                    Report(
                        context, compilation, Diagnostic.Create(
                            Rule, separator.Blame.GetLocation(), properties, FileName(path), wrongName, right));
                    return;
                }
            }
        }
    }

    /// <summary>Whether the rows have a single column, the first: then the separator is meant never to be met.</summary>
    private static bool ReadsWholeLines(IInvocationOperation call, MlSymbols symbols) => call.TargetMethod.TypeArguments is [{ } row]
        ? Columns(row, symbols) is [(_, { ConstructorArguments: [{ Kind: not TypedConstantKind.Array, Value: 0 }] })]
        : call.Arguments.Argument("columns") is { } columns
            && LocalValues.Origin(columns.Value) is IArrayCreationOperation { Initializer.ElementValues: [{ } only] }
            && LocalValues.Origin(only)
                is IObjectCreationOperation { Arguments: [_, _, { Value.ConstantValue: { HasValue: true, Value: 0 } }] };

    /// <summary>
    /// Whether the rows are a text and one other column. Such a text is full of commas itself, and its file holds tabs whatever it is
    /// called:
    /// of two that were found in public code, both did.
    /// </summary>
    private static bool ReadsLabelledText(IInvocationOperation call, MlSymbols symbols) =>
        call.TargetMethod.TypeArguments is [{ } row]
        && Columns(row, symbols) is { Count: 2 } columns
        && columns.Any(column => IsText(column.Member));

    private static List<(ISymbol Member, AttributeData Attribute)> Columns(ITypeSymbol row, MlSymbols symbols) =>
    [
        .. row.GetMembers().SelectMany(member => member.GetAttributes(), (member, attribute) => (member, attribute))
            .Where(column => symbols.Is(column.attribute.AttributeClass, MlNetTypes.LoadColumnAttribute)),
    ];

    private static bool IsText(ISymbol column) =>
        column is IPropertySymbol { Type.SpecialType: SpecialType.System_String }
            or IFieldSymbol { Type.SpecialType: SpecialType.System_String };

    private static string FileName(string path) => path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);
}
