using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Facts.Ways;

namespace MlGuard.Lifecycle.Product;

/// <summary>Whether a check stops what runs it: what it throws comes through, and what it gives is looked at.</summary>
internal sealed class StoppingCheck(ProductFacts facts, ImmutableArray<ProductMethod> checks)
{
    private readonly ImmutableHashSet<ProductMethod> _checks = [.. checks];
    private readonly ImmutableHashSet<ProductMethod> _leading = facts.Graph.Reaching(checks);

    /// <summary>Why nothing stops when the check finds something, to stand after its name; null when something does.</summary>
    public string? LackFrom(ProductMethod start)
    {
        var givesAnswer = checks.Any(check => check.Fact.Result is not ("Void" or "System.Threading.Tasks.Task"));
        if (givesAnswer && _leading.Where(method => !_checks.Contains(method)).Any(LooksAt))
            return null;
        if (givesAnswer && !facts.Graph.Reach(checks).Any(Throws))
            return "gives what it finds to nobody";
        var ways = new WayAnalysis(
            facts, (method, call) => facts.Graph.TargetsOf(call, method).Any(_checks.Contains), _leading, [start],
            new(WayKind.Failure, [], [])).Of(start);
        return ways.Open is null && ways.Gap is not { IsUnseen: true } ? "is caught when it finds something, or nobody waits for it" : null;
    }

    /// <summary>Whether a method asks for what the check gives.</summary>
    private bool LooksAt(ProductMethod method) => method.Ways.IsEmpty
        ? method.Calls.Any(call => IsCheck(method, call))
        : method.Ways.SelectMany(body => body.Steps.Select(step => (body, step))).Any(place => LooksAt(method, place.body, place.step));

    private bool LooksAt(ProductMethod method, WayBody body, Step step)
    {
        for (var i = 0; i < step.Moves.Length; i++)
            if (step.Moves[i] is { Kind: MoveKind.Call, Targets: [var given, ..] } move
                && move.Number < method.Calls.Length
                && IsCheck(method, method.Calls[move.Number])
                && IsUsed(body, step, i, given))
                return true;
        return false;
    }

    /// <summary>Whether somebody takes a value before something else stands in its place.</summary>
    private static bool IsUsed(WayBody body, Step step, int place, int given)
    {
        if (step.Moves.Skip(place + 1).FirstOrDefault(move => Mentions(move, given)) is { } next)
            return next.Sources.Contains(given);
        return step.Decides.Contains(given) || step.Next.Where(number => number < body.Steps.Length).Any(number =>
            body.Steps[number].Moves.FirstOrDefault(move => Mentions(move, given)) is { } later && later.Sources.Contains(given));
    }

    private static bool Mentions(Move move, int value) => move.Sources.Contains(value) || move.Targets.Contains(value);

    private static bool Throws(ProductMethod method) =>
        method.Ways.Any(body => body.Steps.IsEmpty || body.Steps.Any(step => step.Next.IsEmpty && !step.IsExit));

    private bool IsCheck(ProductMethod method, Call call) => facts.Graph.TargetsOf(call, method).Any(_checks.Contains);
}
