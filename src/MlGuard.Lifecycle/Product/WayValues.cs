using MlGuard.Lifecycle.Facts.Ways;

namespace MlGuard.Lifecycle.Product;

/// <summary>What a value is on every way that leads to a place, and what it may be on one.</summary>
/// <param name="IsResult">Made of what the declared member gave; on every way.</param>
/// <param name="IsScore">Made of a prediction; on every way.</param>
/// <param name="IsOpenTask">A task in which a prediction may fail.</param>
/// <param name="Delegates">The bodies that it may run, as bits.</param>
internal readonly record struct WayValueFacts(bool IsResult, bool IsScore, bool IsOpenTask, ulong Delegates)
{
    public WayValueFacts Or(WayValueFacts other) =>
        new(IsResult || other.IsResult, IsScore || other.IsScore, IsOpenTask || other.IsOpenTask, Delegates | other.Delegates);

    public WayValueFacts Meet(WayValueFacts other) =>
        new(IsResult && other.IsResult, IsScore && other.IsScore, IsOpenTask || other.IsOpenTask, Delegates | other.Delegates);
}

/// <summary>What is known where a step begins.</summary>
internal sealed class WayValues
{
    private readonly Dictionary<int, WayValueFacts> _values;
    private readonly WayValueFacts _arguments;

    /// <param name="arguments">What every parameter is.</param>
    public WayValues(WayValueFacts arguments)
        : this([], arguments, false)
    {
    }

    private WayValues(Dictionary<int, WayValueFacts> values, WayValueFacts arguments, bool hasPassed)
    {
        (_values, _arguments, HasPassed) = (values, arguments, hasPassed);
    }

    /// <summary>Whether every way here has passed the declared member.</summary>
    public bool HasPassed { get; set; }

    public WayValues Copy() => new(new(_values), _arguments, HasPassed);

    public WayValueFacts Of(int register)
    {
        if (_values.TryGetValue(register, out var value))
            return value;
        return register >= Register.FirstArgument ? _arguments : default;
    }

    public WayValueFacts Of(ImmutableArray<int> registers)
    {
        var all = default(WayValueFacts);
        foreach (var register in registers)
            all = all.Or(Of(register));
        return all;
    }

    public void Set(int register, WayValueFacts value) => _values[register] = value;

    /// <summary>Another way leads here. Gives whether it changed anything.</summary>
    public bool Meet(WayValues other)
    {
        var changed = HasPassed && !other.HasPassed;
        HasPassed &= other.HasPassed;
        foreach (var register in _values.Keys.Union(other._values.Keys).ToArray())
        {
            var met = Of(register).Meet(other.Of(register));
            changed |= met != Of(register);
            _values[register] = met;
        }

        return changed;
    }
}
