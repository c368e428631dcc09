using MlGuard.Lifecycle.Facts;

namespace MlGuard.Lifecycle.Product;

/// <summary>The calls of a body of which a way has to learn whether they failed, each as a bit.</summary>
internal sealed class WaySites
{
    /// <summary>Calls of which nobody can ask any more whether they failed.</summary>
    public const ulong Lost = 1UL << 63;

    private const int Most = 62;

    private readonly Dictionary<(int Step, int Move, bool IsTask), int> _bits = [];
    private readonly Dictionary<int, ImmutableArray<ProductMethod>> _paths = [];
    private readonly Dictionary<int, Failure> _failures = [];

    /// <summary>Those that are tasks: who waits for them learns it.</summary>
    public ulong Tasks { get; private set; }

    /// <summary>Those of which only a part makes good that they failed.</summary>
    public ulong Parts { get; private set; }

    /// <summary>A call of which only a part of what it hands out makes good that it failed.</summary>
    public ulong Part((int Step, int Move) place, ImmutableArray<ProductMethod> path)
    {
        var bit = BitOf((-1 - place.Step, place.Move), isTask: false);
        _paths[bit] = path;
        Parts |= 1UL << bit;
        return 1UL << bit;
    }

    /// <summary>A call that hides a failure behind its result.</summary>
    public ulong Hidden((int Step, int Move) place, ImmutableArray<ProductMethod> path)
    {
        var bit = BitOf(place, isTask: false);
        _paths[bit] = path;
        return 1UL << bit;
    }

    public ulong Task((int Step, int Move) place, Failure failure)
    {
        var bit = BitOf(place, isTask: true);
        _failures[bit] = _failures.TryGetValue(bit, out var known) && known.Thrown != failure.Thrown
            ? known with { Thrown = null }
            : failure;
        Tasks |= 1UL << bit;
        return 1UL << bit;
    }

    /// <summary>What fails where somebody waits for the one task among some calls; null where there is not one.</summary>
    public Failure? FailureOf(ulong calls)
    {
        var tasks = calls & Tasks;
        return tasks != 0 && (tasks & (tasks - 1)) == 0
            ? _failures.FirstOrDefault(pair => 1UL << pair.Key == tasks).Value
            : null;
    }

    /// <summary>The methods that lead to the failure that one of some calls hides.</summary>
    public ImmutableArray<ProductMethod> PathOf(ulong calls, ProductMethod caller)
    {
        for (var bit = 0; bit <= Most && calls != 0; bit++)
            if ((calls & (1UL << bit)) != 0 && _paths.TryGetValue(bit, out var path))
                return path;
        return [caller];
    }

    private int BitOf((int Step, int Move) place, bool isTask)
    {
        var key = (place.Step, place.Move, isTask);
        if (!_bits.TryGetValue(key, out var bit))
            _bits.Add(key, bit = Math.Min(_bits.Count, isTask ? Most : Most - 1));
        return bit;
    }
}
