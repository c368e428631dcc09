namespace MlGuard.Lifecycle.Product;

/// <summary>
/// The places of a body where ways meet of which one made a value of a prediction and another of something else, each as a bit.
/// </summary>
internal sealed class WayChoices
{
    /// <summary>More places than can be told apart.</summary>
    public const ulong Lost = 1UL << Most;

    /// <summary>All bits: whatever is made of a prediction.</summary>
    public const ulong Any = ulong.MaxValue;

    private const int Most = 63;

    private readonly Dictionary<(int Step, int Register), ulong> _places = [];

    public bool IsAny => _places.Count > 0;

    public void Clear() => _places.Clear();

    public ulong Of(int step, int register)
    {
        if (!_places.TryGetValue((step, register), out var choice))
            _places.Add((step, register), choice = 1UL << Math.Min(_places.Count, Most));
        return choice;
    }
}
