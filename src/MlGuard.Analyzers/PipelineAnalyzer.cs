using System.Collections.Concurrent;
using MlGuard.Analyzers.Flow;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers;

/// <summary>A rule that reports what the pipeline checker found under its ID.</summary>
public abstract class PipelineAnalyzer : MlGuardAnalyzer
{
    private protected PipelineAnalyzer(string ruleId)
        : base(ruleId, [MlNet.Framework])
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
            foreach (var block in context.OperationBlocks)
            {
                foreach (var problem in compilation.Pipelines.ProblemsOf(block, context.CancellationToken))
                {
                    if (problem.RuleId == rule.Id && !IsWrittenAgain(problem.Place) && !IsTest(context.OwningSymbol, compilation) && IsFirst(problem.Place, Bodies.RootOf(block).Syntax))
                        context.ReportDiagnostic(Diagnostic.Create(rule, problem.Place, problem.MendAt is { } mendAt ? [mendAt] : [], problem.Properties, [.. problem.Arguments]));
                }
            }
        });

        bool IsFirst(Location place, SyntaxNode teller) => told.GetOrAdd(place, teller) == teller;
    }

    /// <summary>Model Builder writes its training files again, so that nobody can mend them.</summary>
    private static bool IsWrittenAgain(Location place) => place.SourceTree is { } tree && ModelBuilderCode.Wrote(tree);

    private static bool IsTest(ISymbol code, MlCompilation compilation) => compilation.IsTestProject || TestCode.Contains(code, compilation.Symbols);
}
