using System.Collections.Concurrent;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Networks;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers;

/// <summary>A rule about what a body does with TorchSharp.</summary>
public abstract class TorchAnalyzer : MlGuardAnalyzer
{
    private protected TorchAnalyzer(string ruleId)
        : base(ruleId, [TorchSharp.Framework])
    {
    }

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation)
    {
        if (!compilation.Torch.IsInUse(start.CancellationToken))
            return;

        // A helper is read with each of its callers: the first of them reports what is wrong with it.
        var reported = new ConcurrentDictionary<Location, SyntaxNode>();
        start.RegisterOperationBlockAction(context =>
        {
            foreach (var root in context.OperationBlocks.Select(Bodies.RootOf).Distinct())
            {
                var body = compilation.Torch.BodyAround(root, context.OwningSymbol, context.CancellationToken);
                foreach (var finding in FindingsIn(body, compilation, context.CancellationToken))
                {
                    if (reported.GetOrAdd(finding.Location, root.Syntax) == root.Syntax)
                        Report(context, compilation, finding);
                }
            }
        });
    }

    /// <summary>What the rule finds in a body.</summary>
    private protected abstract IEnumerable<Diagnostic> FindingsIn(
        TorchBody body, MlCompilation compilation, CancellationToken cancellationToken);

    private protected Diagnostic At(Location place, params object?[] words) => Diagnostic.Create(Rule, place, words);

    private protected Diagnostic At(IOperation call, params object?[] words) => At(TorchValues.PlaceOf(call), words);
}
