namespace MlGuard.Analyzers.Flow.Calls;

/// <summary>One step from a node of a graph to the next.</summary>
/// <param name="Step">What the step is, for whoever reads the path.</param>
/// <param name="Next">The node that it leads to.</param>
internal readonly record struct GraphStep<TNode, TStep>(TStep Step, TNode Next);

/// <summary>What is known of a node when it is read: whether it is a goal and, if not, which steps it takes.</summary>
internal readonly record struct GraphNode<TNode, TStep>(bool IsGoal, ImmutableArray<GraphStep<TNode, TStep>> Steps);

/// <summary>
/// The shortest paths from the nodes of a graph to the nearest goal. The graph is read on demand and each node once, whatever is asked,
/// so that all questions together cost as much as the part of the graph that they reach.
/// </summary>
/// <remarks>
/// A question reads what its node reaches and was not read before, then spreads distances backwards from the goals. What was read is
/// closed under steps, so its distances are final.
/// </remarks>
/// <param name="read">Reads a node.</param>
/// <param name="comparer">Compares nodes.</param>
/// <param name="budget">How many nodes are read at most; past that, paths may be missing and <see cref="IsIncomplete"/> says so.</param>
internal sealed class ShortestPaths<TNode, TStep>(
    Func<TNode, CancellationToken, GraphNode<TNode, TStep>> read, IEqualityComparer<TNode> comparer, int budget)
    where TNode : notnull
{
    /// <summary>Nobody reads a longer way in an editor.</summary>
    private const int MaximumSteps = 64;

    private readonly object _gate = new();
    private readonly Dictionary<TNode, Place> _places = new(comparer);

    /// <summary>Whether the budget was spent, so that "no path" may be wrong.</summary>
    public bool IsIncomplete { get; private set; }

    /// <summary>How many steps the shortest path from <paramref name="start"/> to a goal has, or null when there is none.</summary>
    public int? LengthFrom(TNode start, CancellationToken cancellationToken)
    {
        lock (_gate)
            return PlaceOf(start, cancellationToken).Distance;
    }

    /// <summary>
    /// The shortest path from <paramref name="start"/>, of several the first in the order of steps; null when there is none. Of a long
    /// path,
    /// the steps nearest to <paramref name="start"/>.
    /// </summary>
    public (TNode Goal, ImmutableArray<TStep> Steps)? From(TNode start, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var place = PlaceOf(start, cancellationToken);
            if (place.Distance is null)
                return null;

            var steps = ImmutableArray.CreateBuilder<TStep>();
            for (var next = place; steps.Count < MaximumSteps && StepCloser(next) is { } step; next = _places[step.Next])
                steps.Add(step.Step);
            return (GoalOf(start, place), steps.ToImmutable());
        }
    }

    /// <summary>Each place remembers its goal, so that the walks of all questions together are as long as the paths.</summary>
    private TNode GoalOf(TNode node, Place place)
    {
        var passed = new List<Place>();
        for (; !place.IsGoalKnown && StepCloser(place) is { } step; (node, place) = (step.Next, _places[step.Next]))
            passed.Add(place);
        var goal = place.IsGoalKnown ? place.Goal! : node;
        foreach (var before in passed)
            before.Remember(goal);
        return goal;
    }

    private GraphStep<TNode, TStep>? StepCloser(Place place)
    {
        foreach (var step in place.Steps)
        {
            if (_places[step.Next].Distance == place.Distance - 1)
                return step;
        }

        return null;
    }

    private Place PlaceOf(TNode start, CancellationToken cancellationToken)
    {
        if (_places.TryGetValue(start, out var known))
            return known;

        var found = ReadReachable(start, cancellationToken);
        SpreadDistances(found);
        foreach (var pair in found)
            _places.Add(pair.Key, pair.Value);
        return found[start];
    }

    private Dictionary<TNode, Place> ReadReachable(TNode start, CancellationToken cancellationToken)
    {
        var found = new Dictionary<TNode, Place>(comparer);
        var pending = new Stack<TNode>([start]);
        while (pending.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var node = pending.Pop();
            if (found.ContainsKey(node) || _places.ContainsKey(node))
                continue;

            var place = Read(node, isSpent: _places.Count + found.Count >= budget, cancellationToken);
            found.Add(node, place);
            foreach (var step in place.Steps)
                pending.Push(step.Next);
        }

        return found;
    }

    private Place Read(TNode node, bool isSpent, CancellationToken cancellationToken)
    {
        if (isSpent)
        {
            IsIncomplete = true;
            return new Place([], distance: null);
        }

        var (isGoal, steps) = read(node, cancellationToken);
        return isGoal ? new Place([], distance: 0) : new Place(steps, distance: null);
    }

    private void SpreadDistances(Dictionary<TNode, Place> found)
    {
        var arrivals = new Dictionary<Place, List<Place>>();
        var byDistance = new SortedDictionary<int, List<Place>>();
        foreach (var place in found.Values)
        {
            if (place.Distance is 0)
                Add(byDistance, 0, place);
            foreach (var step in place.Steps)
            {
                if (found.TryGetValue(step.Next, out var next))
                    Add(arrivals, next, place);
                else if (_places[step.Next].Distance is { } distance)
                    Add(byDistance, distance + 1, place);
            }
        }

        while (byDistance.Count > 0)
        {
            var (distance, places) = (byDistance.First().Key, byDistance.First().Value);
            byDistance.Remove(distance);
            foreach (var place in places.Where(place => place.Arrive(distance)))
            {
                foreach (var from in arrivals.TryGetValue(place, out var froms) ? froms : [])
                    Add(byDistance, distance + 1, from);
            }
        }
    }

    private static void Add<TKey>(IDictionary<TKey, List<Place>> lists, TKey key, Place place)
    {
        if (!lists.TryGetValue(key, out var list))
            lists.Add(key, list = []);
        list.Add(place);
    }

    /// <summary>A node that was read.</summary>
    private sealed class Place(ImmutableArray<GraphStep<TNode, TStep>> steps, int? distance)
    {
        private bool _isFinal;

        public ImmutableArray<GraphStep<TNode, TStep>> Steps { get; } = steps;

        /// <summary>The number of steps to the nearest goal.</summary>
        public int? Distance { get; private set; } = distance;

        public bool IsGoalKnown { get; private set; }

        public TNode? Goal { get; private set; }

        public void Remember(TNode goal) => (IsGoalKnown, Goal) = (true, goal);

        /// <returns>Whether this is the first time, and with it the shortest distance.</returns>
        public bool Arrive(int distance)
        {
            if (_isFinal)
                return false;
            (_isFinal, Distance) = (true, distance);
            return true;
        }
    }
}
