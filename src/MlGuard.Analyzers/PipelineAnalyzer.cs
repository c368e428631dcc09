using System.Collections.Concurrent;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Pipelines;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers;

/// <summary>A rule that reports what the pipeline checker found under its ID.</summary>
public abstract class PipelineAnalyzer : MlGuardAnalyzer
{
    private protected PipelineAnalyzer(string ruleId)
        : base(ruleId, [MlNet.Framework], RuleScope.NotInTests | RuleScope.NotInModelBuilderCode)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation)
    {
        // A helper is read with each of its callers: the first of them reports what is wrong with it.
        var reported = new ConcurrentDictionary<Location, SyntaxNode>();
        start.RegisterOperationBlockAction(context =>
        {
            foreach (var block in context.OperationBlocks)
            {
                var findings = FindingsOf(block, compilation, context.CancellationToken)
                    .Where(finding => ReportsAt(finding.Place, context.OwningSymbol, compilation));
                foreach (var finding in findings)
                {
                    if (IsFirst(finding.Place, Bodies.RootOf(block).Syntax))
                        context.ReportDiagnostic(finding.ToDiagnostic(Rule));
                }
            }
        });

        bool IsFirst(Location place, SyntaxNode body) => reported.GetOrAdd(place, body) == body;
    }

    /// <summary>What the rule finds in the body that <paramref name="block"/> belongs to.</summary>
    private protected virtual IEnumerable<PipelineFinding> FindingsOf(
        IOperation block, MlCompilation compilation, CancellationToken cancellationToken) =>
        compilation.Pipelines.FindingsOf(block, cancellationToken).Where(finding => finding.RuleId == Rule.Id);
}
