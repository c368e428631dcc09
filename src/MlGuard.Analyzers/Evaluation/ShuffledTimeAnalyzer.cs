using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Frameworks.MlNet;
using MlGuard.Catalogue;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Evaluation;

/// <summary>MLG3012: days of a time series split at random, so that the days around each tested one were learnt.</summary>
/// <remarks>
/// dotnet/machinelearning#7164. Run against Microsoft.ML 5.0.1 with a random walk: R² is 0.98 on random days and -0.84 on the days that
/// follow.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ShuffledTimeAnalyzer() : MlGuardAnalyzer(
    RuleIds.ShuffledTime, [MlNet.Framework], scope: RuleScope.NotInTests | RuleScope.NotInModelBuilderCode)
{
    /// <summary>Whether a number is learnt from where the row stands in the series: its index, or values before it.</summary>
    private static readonly OncePerBody<bool> s_learnsOrder = new((body, compilation, _) => LearnsOrder(body, compilation));

    /// <summary>Words of columns that say where in the series a row stands, or what came before it.</summary>
    private static readonly ImmutableHashSet<string> s_order = [
        "index", "lag", "lagged", "previous", "prev", "yesterday", "trend", "ordinal", "elapsed", "rolling", "moving", "window"];

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation) =>
        start.RegisterOperationAction(operation => Check(operation, compilation), OperationKind.Invocation);

    private void Check(OperationAnalysisContext context, MlCompilation compilation)
    {
        var split = (IInvocationOperation)context.Operation;
        if (split.TargetMethod.Name != "TrainTestSplit"
            || !compilation.Symbols.Plays(split.TargetMethod, Role.Split)
            || split.Arguments.Argument("samplingKeyColumnName")?.IsWritten() == true
            || split.Arguments.Argument("data") is not { } data
            || LocalValues.Origin(data.Value) is not IInvocationOperation { TargetMethod: { TypeArguments: [{ } row] } load }
            || !compilation.Symbols.Plays(load, Role.LoadData)
            || !HasTime(row, compilation.Symbols)
            || !s_learnsOrder.Of(split, compilation))
            return;

        Report(context, compilation, Diagnostic.Create(Rule, Bodies.NameOf(split).GetLocation(), row.Name, split.TargetMethod.Name));
    }

    private static bool HasTime(ITypeSymbol row, MlSymbols symbols) =>
        RowClass.ColumnsOf(row, symbols).Any(column => RowClass.ValueTypeOf(column).Name is "DateTime" or "DateTimeOffset" or "DateOnly");

    private static bool LearnsOrder(IEnumerable<IOperation> body, MlCompilation compilation)
    {
        var steps = body.OfType<IInvocationOperation>()
            .Select(call => (call, row: compilation.Pipelines.Members.Of(call.TargetMethod).Row))
                .Where(step => step.row is not null).ToList();
        return steps.Any(step => step.row!.Task == TrainerTask.Regression)
            && steps.Where(step => step.row!.Method == "Concatenate")
                .SelectMany(step => step.call.Arguments).Where(argument => argument.Parameter?.Name == "inputColumnNames")
                .SelectMany(argument => Constants.Elements(argument.Value) ?? [argument.Value])
                .Select(Constants.Text).OfType<string>().Any(name => WordsOf(name).Any(s_order.Contains));
    }

    private static IEnumerable<string> WordsOf(string name) =>
        System.Text.RegularExpressions.Regex.Split(name, "(?<=[a-z])(?=[A-Z0-9])|_").Select(word => word.ToLowerInvariant());
}
