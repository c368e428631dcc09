using MlGuard.Analyzers.Digest;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Frameworks.MlNet;
using MlGuard.Catalogue;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Data;

/// <summary>MLG1041: missing values are replaced behind a text loader that makes none, since it reads empty cells as 0.</summary>
/// <remarks>
/// dotnet/machinelearning#1980. Run against Microsoft.ML 5.0.1: the age of a passenger without one is 0; ?, NA and NaN are missing.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnmarkedGapsAnalyzer() : MlGuardAnalyzer(RuleIds.UnmarkedGaps, [MlNet.Framework])
{
    private const string Mark = "MissingRealsAsNaNs";

    /// <summary>Whether all rows of the body come from text loaders that are known not to mark what is missing.</summary>
    private static readonly OncePerBody<bool> s_loadsWithoutMarks =
        new((body, compilation, _) => LoadsWithoutMarks(body, compilation.Symbols));

    private static readonly ImmutableHashSet<string> s_handlers = ["ReplaceMissingValues", "IndicateMissingValues"];

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation)
    {
        var files = DataFiles.Of(start.Options, start.CancellationToken);
        start.RegisterOperationAction(operation => Check(operation, files, compilation), OperationKind.Invocation);
    }

    private void Check(OperationAnalysisContext context, DataFiles files, MlCompilation compilation)
    {
        var handler = (IInvocationOperation)context.Operation;
        if (!s_handlers.Contains(handler.TargetMethod.Name)
            || !compilation.Symbols.Is(handler.TargetMethod.ContainingType, MlNetTypes.ExtensionsCatalog)
            || (context.ContainingSymbol as IMethodSymbol)?.Parameters
                .Any(parameter => compilation.Symbols.Is(parameter.Type, MlNetTypes.IDataView)) == true
            || !s_loadsWithoutMarks.Of(handler, compilation)
            || AreMarkedInFiles(handler, files, compilation, context.CancellationToken))
            return;

        Report(context, compilation, Diagnostic.Create(Rule, Bodies.NameOf(handler).GetLocation(), handler.TargetMethod.Name));
    }

    /// <summary>Whether the files themselves say what is missing, and leave no cell empty as far as the build has seen.</summary>
    private static bool AreMarkedInFiles(
        IInvocationOperation handler, DataFiles files, MlCompilation compilation, CancellationToken cancellationToken)
    {
        if (files.IsEmpty)
            return false;
        var cells = CellKinds.None;
        foreach (var load in LoadedFiles.LoadsAround(handler, compilation, cancellationToken))
        {
            var shapes = LoadedFiles.KnownOf(load, files, compilation, cancellationToken).Select(file => file.Shape).ToList();
            cells = shapes.SelectMany(shape => shape?.Columns ?? []).Aggregate(cells, (all, column) => all | column.Kinds);
        }

        return (cells & (CellKinds.Missing | CellKinds.Empty)) == CellKinds.Missing;
    }

    private static bool LoadsWithoutMarks(IEnumerable<IOperation> body, MlSymbols symbols)
    {
        var operations = body.ToList();
        var calls = operations.OfType<IInvocationOperation>().ToList();
        var loads = calls.Where(call => symbols.Plays(call.TargetMethod, Role.LoadData)).ToList();
        var setsMark = operations.Any(operation => operation is IFieldReferenceOperation { Field.Name: Mark });
        // An empty text that is converted to a number becomes a missing value.
        return loads.Count > 0 && !calls.Any(call => call.TargetMethod.Name == "ConvertType") && loads.All(load =>
            symbols.Is(load.TargetMethod.ContainingType, MlNetTypes.TextLoaderSaverCatalog) && !MayMark(load, setsMark, symbols));
    }

    private static bool MayMark(IInvocationOperation load, bool setsMark, MlSymbols symbols)
    {
        var options = load.Arguments.FirstOrDefault(argument => symbols.Is(argument.Parameter?.Type, MlNetTypes.TextLoaderOptions));
        if (options is null)
            return load.Arguments.Any(argument => argument.Parameter?.Name == "missingRealsAsNaNs" && argument.IsWritten());

        return setsMark || LocalValues.Origin(options.Value) is not IObjectCreationOperation;
    }
}
