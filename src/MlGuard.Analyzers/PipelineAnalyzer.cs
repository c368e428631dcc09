using System.Collections.Concurrent;
using MlGuard.Analyzers.Flow;

namespace MlGuard.Analyzers;

/// <summary>A rule that reports what the pipeline checker found under its ID.</summary>
public abstract class PipelineAnalyzer : MlGuardAnalyzer
{
    private protected PipelineAnalyzer(string ruleId)
        : base(ruleId)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation)
    {
        // A helper is read with each of its callers: whoever comes first tells what is wrong with it.
        var told = new ConcurrentDictionary<Location, SyntaxNode>();
        start.RegisterOperationBlockAction(context =>
        {
            if (compilation.IsTestProject || TestCode.Contains(context.OwningSymbol, compilation.Symbols))
                return;

            foreach (var block in context.OperationBlocks)
            {
                var root = Bodies.RootOf(block).Syntax;
                foreach (var problem in compilation.Pipelines.ProblemsOf(block, context.CancellationToken))
                {
                    if (problem.RuleId == Rule.Id && told.GetOrAdd(problem.Place, root) == root)
                        context.ReportDiagnostic(Diagnostic.Create(Rule, problem.Place, problem.MendAt is { } mendAt ? [mendAt] : [], problem.Properties, [.. problem.Arguments]));
                }
            }
        });
    }
}
