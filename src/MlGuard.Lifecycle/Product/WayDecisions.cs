using MlGuard.Lifecycle.Facts.Ways;

namespace MlGuard.Lifecycle.Product;

/// <summary>The steps of a body that run only because of what the declared member gave.</summary>
internal sealed class WayDecisions(ImmutableArray<Step> steps)
{
    private readonly HashSet<int> _decided = [];

    /// <summary>The steps that go on in several ways, and whether what the declared member gave decides where.</summary>
    private readonly Dictionary<int, bool> _deciding = [];

    /// <summary>
    /// The values, or single members of them, of which what the declared member gave decides whether they become something else before
    /// one step goes on with another.
    /// </summary>
    private readonly Dictionary<(int From, int To), HashSet<(int Register, int? Member)>> _chosen = [];

    public bool Contains(int step) => _decided.Contains(step);

    public void Forget() => _deciding.Clear();

    public void Note(int step, bool isByResult) =>
        _deciding[step] = isByResult && (!_deciding.TryGetValue(step, out var known) || known);

    /// <summary>Gives whether there are more than before.</summary>
    public bool Decide()
    {
        var before = _decided.Count;
        for (var i = 0; i < steps.Length; i++)
            if (_deciding.TryGetValue(i, out var isResult) && isResult)
                Decide(i);
        return _decided.Count > before;
    }

    /// <summary>The values, or members of them, that what the declared member gave has chosen between two steps.</summary>
    public IEnumerable<(int Register, int? Member)> ChosenBetween(int from, int to) =>
        _chosen.TryGetValue((from, to), out var chosen) ? chosen : [];

    private void Decide(int deciding)
    {
        HashSet<int> apart = [.. Apart(steps[deciding].Next)];
        _decided.UnionWith(apart);
        (int, int?)[] chosen =
        [
            .. apart.SelectMany(number => steps[number].Moves)
                .SelectMany(move => move.Targets.Select(target => (target, move.Kind == MoveKind.Member ? move.Number : default(int?))))
                .Distinct(),
        ];
        foreach (var from in chosen.Length == 0 ? [] : apart.Append(deciding))
            foreach (var to in steps[from].Next.Where(to => !apart.Contains(to)))
            {
                if (!_chosen.TryGetValue((from, to), out var known))
                    _chosen.Add((from, to), known = []);
                known.UnionWith(chosen);
            }
    }

    /// <summary>The steps that run only on some of the ways that go on from a step.</summary>
    public IEnumerable<Step> OnlyAfter(int step) => Apart(steps[step].Next).Select(number => steps[number]);

    /// <summary>What is reached from some of several steps and not from all, whatever constants are known there.</summary>
    private IEnumerable<int> Apart(ImmutableArray<int> starts)
    {
        var counts = new Dictionary<int, int>();
        foreach (var start in starts)
        {
            var seen = new HashSet<int>();
            var open = new Stack<int>([start]);
            while (open.Count > 0)
                if (open.Pop() is var step && step < steps.Length && seen.Add(step))
                    foreach (var next in steps[step].Next)
                        open.Push(next);
            foreach (var code in seen.Select(CodeOf).Distinct())
                counts[code] = counts.TryGetValue(code, out var count) ? count + 1 : 1;
        }

        return Enumerable.Range(0, steps.Length).Where(step => counts.TryGetValue(CodeOf(step), out var count) && count < starts.Length);
    }

    private int CodeOf(int step) => steps[step].Original < 0 ? step : steps[step].Original;
}
