using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Facts.Ways;

namespace MlGuard.Lifecycle.Product;

/// <summary>After which places of a body a way leads to its end on which nothing is sure to fail.</summary>
internal sealed class WayPasses(WayAnalysis analysis, ProductMethod method, ImmutableArray<Step> steps)
{
    /// <summary>What passes after a place depends on the <c>try</c> around it alone: one walk answers for all places in it.</summary>
    private readonly Dictionary<int, bool[]> _passing = [];

    private bool[]? _ending;

    private bool[] Ending => _ending ??= [.. steps.Select(step => step.Moves.Any(Ends))];

    /// <summary>
    /// Whether a way passes once a call has returned. What its own handlers make of a failure behind it is another matter: they stand
    /// there for the call itself, unless the code says with a <c>throw</c> that it means them.
    /// </summary>
    public bool IsAfter((int Step, int Move) place)
    {
        var step = steps[place.Step];
        return !step.Moves.Skip(place.Move + 1).Any(Ends) && GoesOn(step, Passing(step.Handlers));
    }

    private bool GoesOn(Step step, bool[] passing) =>
        step.IsExit || step.Next.Any(next => passing[next]) || CatchesThrown(step).Any(handler => passing[handler.Step]);

    private bool[] Passing(ImmutableArray<Handler> around)
    {
        var inner = around.IsEmpty ? -1 : around[0].Try;
        if (!_passing.TryGetValue(inner, out var passing))
            _passing.Add(inner, passing = Walked([.. around.Select(handler => handler.Try)]));
        return passing;
    }

    /// <summary>The steps from which an end is reached, from the ends backwards.</summary>
    private bool[] Walked(ImmutableHashSet<int> own)
    {
        var before = Enumerable.Range(0, steps.Length)
            .SelectMany(number => After(number, own).Where(next => next < steps.Length), (number, next) => (number, next))
            .ToLookup(edge => edge.next, edge => edge.number);
        var passing = new bool[steps.Length];
        var open = new Stack<int>(Enumerable.Range(0, steps.Length).Where(number => steps[number].IsExit && !Ending[number]));
        while (open.Count > 0)
        {
            var number = open.Pop();
            if (passing[number])
                continue;
            passing[number] = true;
            foreach (var earlier in before[number])
                open.Push(earlier);
        }

        return passing;
    }

    private IEnumerable<int> After(int number, ImmutableHashSet<int> own)
    {
        var step = steps[number];
        var caught = step.MayThrow ? step.Handlers.Where(handler => !own.Contains(handler.Try)) : [];
        return (Ending[number] ? [] : step.Next.Concat(CatchesThrown(step).Select(handler => handler.Step)))
            .Concat(caught.Select(handler => handler.Step));
    }

    private IEnumerable<Handler> CatchesThrown(Step step) => step.Throws is { } thrown && !TestAssertions.Failures.Contains(thrown)
        ? step.Handlers.Where(handler =>
            WayHandlers.Failure(handler, thrown, analysis.Question, analysis.BasesOf) != Catches.Never)
        : [];

    private bool Ends(Move move) => analysis.Ends(method, move);
}
