using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks.Torch;
using MlGuard.Analyzers.Networks;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Training;

/// <summary>MLG2029: a second backward pass through a graph that the first one has freed.</summary>
/// <remarks>Run against TorchSharp 0.107.0: it throws, also for two losses of one answer.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BackwardTwiceAnalyzer() : TorchAnalyzer(RuleIds.BackwardTwice)
{
    private const int MaximumParts = 200;

    private protected override IEnumerable<Diagnostic> FindingsIn(
        TorchBody body, MlCompilation compilation, CancellationToken cancellationToken)
    {
        // The cells of a notebook run in any order, and again.
        if (body.Roots.Any(Bodies.IsInScript))
            yield break;

        var passes = body.OwnOf(TorchMeaning.Backward).Where(it => it.Call.Instance is not null)
            .Select(it => (Pass: it, Graph: GraphOf(it.Call.Instance!, compilation.Torch))).ToList();
        for (var i = 0; i < passes.Count; i++)
        {
            var (pass, graph) = passes[i];
            if (IsRepeated(pass, compilation.Torch)
                || passes.Take(i).Any(earlier => Frees(earlier.Pass, pass) && graph.Overlaps(earlier.Graph)))
                yield return At(pass.Call);
        }
    }

    private static bool Keeps(TorchEvent pass) =>
        pass.Call.Arguments.Argument("retain_graph") is { } keep && keep.IsWritten()
        && keep.Value.ConstantValue is not { HasValue: true, Value: false };

    /// <summary>Whether <paramref name="earlier"/> has always run before <paramref name="later"/>, and has freed its graph.</summary>
    private static bool Frees(TorchEvent earlier, TorchEvent later) =>
        !Keeps(earlier) && earlier.Around.Length <= later.Around.Length
        && earlier.Around.SequenceEqual(later.Around.Take(earlier.Around.Length));

    /// <summary>Whether a loop runs the pass again, on a loss that was computed before the loop.</summary>
    private static bool IsRepeated(TorchEvent pass, TorchFlow flow)
    {
        if (Keeps(pass) || pass.Loop is not { } loop || pass.Call.Instance is not ILocalReferenceOperation read
            || Bodies.LoopsAround(pass.Call).FirstOrDefault() is not { } own || !ReferenceEquals(own, loop))
            return false;

        return TorchValues.DefinitionOf(read) is IInvocationOperation made && !IsIn(made, loop) && GraphOf(made, flow).Count > 0
            && !BodyIndex.Around(read).ReferencesTo(read.Local)
                .Any(it => IsIn(it, loop) && it.Parent is IAssignmentOperation assignment && ReferenceEquals(assignment.Target, it));
    }

    /// <summary>By the source: the statements of a script are bound more than once.</summary>
    private static bool IsIn(IOperation operation, IOperation outer) => outer.Syntax.Span.Contains(operation.Syntax.Span);

    /// <summary>The answers and losses that a tensor was computed from, up to where a gradient ends.</summary>
    private static HashSet<IOperation> GraphOf(IOperation tensor, TorchFlow flow)
    {
        var graph = new HashSet<IOperation>();
        var seen = new HashSet<IOperation>();
        var pending = new Stack<IOperation>([tensor]);
        while (pending.Count > 0 && seen.Count < MaximumParts)
        {
            var source = TensorReader.Source(pending.Pop());
            if (!seen.Add(source))
                continue;
            if (source is IInvocationOperation call && TorchTypes.Declares(call.TargetMethod) && call.TargetMethod.Name is "detach" or "item")
                continue;
            if (source is IInvocationOperation { TargetMethod: var method }
                && flow.Members.Of(method) is TorchMeaning.Forward or TorchMeaning.Loss)
                graph.Add(source);
            if (source is IInvocationOperation or IBinaryOperation or IUnaryOperation or IArgumentOperation or IConversionOperation
                or IPropertyReferenceOperation)
            {
                foreach (var child in source.ChildOperations)
                    pending.Push(child);
            }
        }

        return graph;
    }
}
