using MlGuard.Lifecycle.Facts.Ways;

namespace MlGuard.Lifecycle.Product;

/// <summary>The steps of a body that run only because of what the declared member gave.</summary>
internal sealed class WayDecisions(ImmutableArray<Step> steps)
{
    private readonly HashSet<int> _decided = [];

    /// <summary>The steps that go on in several ways, and whether what the declared member gave decides where.</summary>
    private readonly Dictionary<int, bool> _deciding = [];

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
                _decided.UnionWith(Apart(steps[i].Next));
        return _decided.Count > before;
    }

    /// <summary>The steps that run only on some of the ways that go on from a step.</summary>
    public IEnumerable<Step> OnlyAfter(int step) => Apart(steps[step].Next).Select(number => steps[number]);

    /// <summary>What is reached from some of several steps and not from all.</summary>
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
            foreach (var step in seen)
                counts[step] = counts.TryGetValue(step, out var count) ? count + 1 : 1;
        }

        return counts.Where(pair => pair.Value < starts.Length).Select(pair => pair.Key);
    }
}
