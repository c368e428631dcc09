using MlGuard.Frameworks;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Facts.Ways;

namespace MlGuard.Lifecycle.Product;

/// <summary>A way through the code on which a model is trained and no check was run before.</summary>
/// <remarks>
/// What a loop does for each of its rounds is done: where there is nothing to look at, nothing is left unseen. What cannot be followed is
/// no such way.
/// </remarks>
internal sealed class SkippedCheck
{
    private const int Deepest = 32;

    private readonly ProductFacts _facts;
    private readonly ImmutableHashSet<ProductMethod> _checks;
    private readonly MethodSet _toChecks;
    private readonly MethodSet _toFit;
    private readonly Dictionary<(ProductMethod Method, int Body), Outcome> _known = [];

    public SkippedCheck(ProductFacts facts, ImmutableArray<ProductMethod> checks)
    {
        (_facts, _checks) = (facts, [.. checks]);
        _toChecks = facts.Graph.Reaching(checks);
        _toFit = facts.Graph.Reaching(facts.Playing(Role.Fit, Role.CrossValidate));
    }

    /// <summary>The methods down to the one that trains without the check; null where there is no such way.</summary>
    public ImmutableArray<ProductMethod>? WayFrom(ProductMethod start) => Of(start, 0, 0).Trains;

    private Outcome Of(ProductMethod method, int body, int depth)
    {
        if (_known.TryGetValue((method, body), out var known))
            return known;
        // Who calls itself does what its other ways do.
        _known.Add((method, body), Outcome.Nothing);
        return _known[(method, body)] = depth < Deepest && body < method.Ways.Length
            ? Walked(method, method.Ways[body].Steps, depth)
            : Outcome.Nothing;
    }

    private Outcome Walked(ProductMethod method, ImmutableArray<Step> steps, int depth)
    {
        if (steps.IsEmpty)
            return new(null, _toChecks.Contains(method));
        var (effects, always) = (new Effect[steps.Length], true);
        var trains = default(ImmutableArray<ProductMethod>?);
        for (var i = 0; i < steps.Length; i++)
            effects[i] = EffectOf(method, steps[i], depth);
        var inLoop = LoopsWith(steps, [.. effects.Select(effect => effect.Checks)]);
        var seen = new bool[steps.Length];
        var open = new Stack<int>([0]);
        while (open.Count > 0)
        {
            var at = open.Pop();
            if (at < 0 || at >= steps.Length || seen[at])
                continue;
            seen[at] = true;
            trains ??= inLoop[at] ? null : effects[at].Trains;
            if (effects[at].Checks || inLoop[at])
                continue;
            always &= !steps[at].IsExit;
            foreach (var next in steps[at].Next)
                open.Push(next);
        }

        return new(trains, always && _toChecks.Contains(method));
    }

    /// <summary>What a step does first: train, or look.</summary>
    private Effect EffectOf(ProductMethod method, Step step, int depth)
    {
        foreach (var move in step.Moves)
        {
            var effect = move.Kind switch
            {
                MoveKind.Call or MoveKind.Access when move.Number < method.Calls.Length =>
                    OfCall(method, method.Calls[move.Number], depth),
                MoveKind.Body => OfTarget(method, Of(method, move.Number, depth + 1)),
                // Nobody follows here when it runs: it counts as run.
                MoveKind.Delegate => new(null, Of(method, move.Number, depth + 1).AlwaysChecks),
                _ => default,
            };
            if (effect.Checks || effect.Trains is not null)
                return effect;
        }

        return default;
    }

    private Effect OfCall(ProductMethod method, Call call, int depth)
    {
        if (_facts.Plays(call, Role.Fit) || _facts.Plays(call, Role.CrossValidate))
            return new([method], false);
        ImmutableArray<ProductMethod> targets = [.. _facts.Graph.TargetsOf(call, method)];
        if (targets.IsEmpty)
            return default;
        if (targets.Any(_checks.Contains))
            return new(null, true);
        ImmutableArray<Outcome> outcomes =
        [
            .. targets.Where(target => _toFit.Contains(target) || _toChecks.Contains(target)).Select(target => Of(target, 0, depth + 1)),
        ];
        var trains = outcomes.Select(outcome => outcome.Trains).FirstOrDefault(way => way is not null);
        return OfTarget(method, new(trains, outcomes.Length == targets.Length && outcomes.All(outcome => outcome.AlwaysChecks)));
    }

    private static Effect OfTarget(ProductMethod method, Outcome outcome) =>
        new(outcome.Trains is { } way ? [method, .. way.Where(step => step != method)] : null, outcome.AlwaysChecks);

    /// <summary>The steps of each loop in which a check runs: steps that lead to one another, by Kosaraju's algorithm.</summary>
    private static bool[] LoopsWith(ImmutableArray<Step> steps, ImmutableArray<bool> checks)
    {
        var loops = new bool[steps.Length];
        if (!checks.Contains(true))
            return loops;
        var leading = Enumerable.Range(0, steps.Length).SelectMany(from => steps[from].Next.Select(to => (from, to)))
            .ToLookup(edge => edge.to, edge => edge.from);
        var (seen, finished) = (new bool[steps.Length], new List<int>(steps.Length));
        for (var at = 0; at < steps.Length; at++)
            Visit(at, from => steps[from].Next, seen, finished);
        Array.Clear(seen, 0, seen.Length);
        foreach (var last in Enumerable.Reverse(finished))
        {
            var loop = new List<int>();
            Visit(last, to => leading[to], seen, loop);
            if (loop.Exists(at => checks[at]) && (loop.Count > 1 || steps[last].Next.Contains(last)))
                loop.ForEach(at => loops[at] = true);
        }

        return loops;
    }

    /// <summary>Adds each step that can be reached and was not seen, behind those that it leads to.</summary>
    private static void Visit(int from, Func<int, IEnumerable<int>> next, bool[] seen, List<int> finished)
    {
        var open = new Stack<(int At, bool IsFinished)>([(from, false)]);
        while (open.Count > 0)
        {
            var (at, isFinished) = open.Pop();
            if (isFinished)
                finished.Add(at);
            if (isFinished || at < 0 || at >= seen.Length || seen[at])
                continue;
            seen[at] = true;
            open.Push((at, true));
            foreach (var step in next(at))
                open.Push((step, false));
        }
    }

    /// <summary>What one step does.</summary>
    private readonly record struct Effect(ImmutableArray<ProductMethod>? Trains, bool Checks);

    /// <summary>What is known of a body: the way on which it trains unchecked, and whether it looks on every way.</summary>
    private sealed record Outcome(ImmutableArray<ProductMethod>? Trains, bool AlwaysChecks)
    {
        public static Outcome Nothing { get; } = new(null, false);
    }
}
