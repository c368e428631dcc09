using MlGuard.Analyzers.Flow;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Data;

/// <summary>
/// MLG1001: a <c>.csv</c> file read with the loader's default, the tab. Nothing fails: every column after the first is NaN, 0 or false.
/// </summary>
/// <remarks>Seen in dotnet/machinelearning#5443 and in the framework's own AutoML how-to; run against Microsoft.ML 5.0.1.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CsvSeparatorAnalyzer : MlGuardAnalyzer
{
    internal const string RuleId = "MLG1001";

    /// <summary>Diagnostic property: the literal of the separator that the file's name asks for.</summary>
    internal const string SeparatorProperty = "Separator";

    private const string LoadColumn = "Microsoft.ML.Data.LoadColumnAttribute";

    /// <summary>
    /// Which separator an ending promises, and with which other one it is confused. Files that hold tabs are often called CSV, so a tab that
    /// the code asks for is meant.
    /// </summary>
    private static readonly ImmutableArray<(string Ending, string Right, char Wrong, string WrongName, bool IsMeantWhenWritten)> s_endings =
    [
        (".csv", "','", '\t', "tab", true),
        (".tsv", @"'\t'", ',', "comma", false),
    ];

    /// <summary>Creates the rule.</summary>
    public CsvSeparatorAnalyzer()
        : base(RuleId, [MlNet.Framework])
    {
    }

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation) =>
        start.RegisterOperationAction(operation => Check(operation, compilation.Symbols), OperationKind.Invocation);

    private void Check(OperationAnalysisContext context, MlSymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        if (!symbols.Plays(call.TargetMethod, Role.LoadData) || ModelBuilderCode.Wrote(call.Syntax.SyntaxTree) ||
            TextSeparator.Of(call, symbols) is not { } separator || ReadsWholeLines(call, symbols))
            return;

        foreach (var path in LoadedFiles.Of(call, symbols))
        {
            foreach (var (ending, right, wrong, wrongName, isMeantWhenWritten) in s_endings)
            {
                if (separator.Value == wrong && !(isMeantWhenWritten && separator.IsWritten) && path.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
                {
                    var properties = ImmutableDictionary<string, string?>.Empty.Add(SeparatorProperty, right);
                    context.ReportDiagnostic(Diagnostic.Create(Rule, separator.Blame.GetLocation(), properties, FileName(path), wrongName, right));
                    return;
                }
            }
        }
    }

    /// <summary>
    /// Whether the rows have a single column, the first: then the separator is meant never to be met. A text beside one other column is full
    /// of commas itself, and such files hold tabs whatever they are called: of two that were found in public code, both did.
    /// </summary>
    private static bool ReadsWholeLines(IInvocationOperation call, MlSymbols symbols)
    {
        if (call.TargetMethod.TypeArguments is [{ } row])
        {
            var columns = row.GetMembers()
                .SelectMany(member => member.GetAttributes(), (member, attribute) => (member, attribute))
                .Where(column => symbols.Is(column.attribute.AttributeClass, LoadColumn)).ToList();
            return columns is [{ attribute: { ConstructorArguments: [{ Kind: not TypedConstantKind.Array, Value: 0 }] } }] ||
                (columns.Count == 2 && columns.Any(column => IsText(column.member)));
        }

        return call.Arguments.Argument("columns") is { } columnList &&
            LocalValues.Origin(columnList.Value) is IArrayCreationOperation { Initializer.ElementValues: [{ } only] } &&
            LocalValues.Origin(only) is IObjectCreationOperation { Arguments: [_, _, { Value.ConstantValue: { HasValue: true, Value: 0 } }] };
    }

    private static bool IsText(ISymbol column) => column is IPropertySymbol { Type.SpecialType: SpecialType.System_String } or IFieldSymbol { Type.SpecialType: SpecialType.System_String };

    private static string FileName(string path) => path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);
}
