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

    private protected sealed override void Register(CompilationStartAnalysisContext start, MlCompilation compilation) => Register(start, compilation, Rule);

    /// <summary>Reports what the checker finds for <paramref name="rule"/>.</summary>
    internal static void Register(CompilationStartAnalysisContext start, MlCompilation compilation, DiagnosticDescriptor rule)
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
                    if (problem.RuleId == rule.Id && told.GetOrAdd(problem.Place, root) == root)
                        context.ReportDiagnostic(Diagnostic.Create(rule, problem.Place, problem.MendAt is { } mendAt ? [mendAt] : [], problem.Properties, [.. problem.Arguments]));
                }
            }
        });
    }
}
