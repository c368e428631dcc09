using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks.MlNet;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Data;

/// <summary>A rule about rows that are made anew on each pass of a trainer.</summary>
public abstract class RowSourceAnalyzer : MlGuardAnalyzer
{
    private protected RowSourceAnalyzer(string ruleId)
        : base(ruleId, [MlNet.Framework])
    {
    }

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation) =>
        start.RegisterOperationAction(operation => Check(operation, compilation), OperationKind.Invocation);

    /// <summary>Whether the rule is about a source, by what it asks on each pass.</summary>
    private protected abstract bool IsAbout(string? asked);

    private void Check(OperationAnalysisContext context, MlCompilation compilation)
    {
        var load = (IInvocationOperation)context.Operation;
        if (load.TargetMethod.Name != "LoadFromEnumerable"
            || !compilation.Symbols.Is(load.TargetMethod.ContainingType, MlNetTypes.DataOperationsCatalog)
            || load.Arguments.Argument("data") is not { } rows
            || RowSource.Of(rows.Value, compilation, context.CancellationToken) is not { } source
            || !IsAbout(source.Asks)
            || !RowPasses.AreRepeated(load, source.IsQuery, compilation, context.CancellationToken))
            return;

        Report(context, compilation, Diagnostic.Create(Rule, rows.Value.Syntax.GetLocation(), source.Name, source.Asks));
    }
}
