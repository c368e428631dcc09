namespace MlGuard.Analyzers.Pipelines;

/// <summary>What the variables of a body hold at one point of it.</summary>
internal sealed class Variables
{
    private Dictionary<ISymbol, Value?> _values;

    private Variables(Dictionary<ISymbol, Value?> values, bool isReachable)
    {
        _values = values;
        IsReachable = isReachable;
    }

    public Variables()
        : this(new Dictionary<ISymbol, Value?>(SymbolEqualityComparer.Default), isReachable: true)
    {
    }

    /// <summary>Whether the code goes on here: not after a <c>return</c> or <c>throw</c>.</summary>
    public bool IsReachable { get; private set; }

    public Value? this[ISymbol variable]
    {
        get => _values.TryGetValue(variable, out var value) ? value : null;
        set => _values[variable] = value;
    }

    public Variables Copy() => new(new Dictionary<ISymbol, Value?>(_values, SymbolEqualityComparer.Default), IsReachable);

    public void End() => IsReachable = false;

    /// <summary>What is known here, by variable.</summary>
    public IEnumerable<(ISymbol Variable, Value? Value)> Known => _values.Select(pair => (pair.Key, pair.Value));

    public void Forget(IEnumerable<ISymbol> variables)
    {
        foreach (var variable in variables)
            _values.Remove(variable);
    }

    /// <summary>Goes on where this way and <paramref name="other"/> meet.</summary>
    public void Join(Variables other)
    {
        if (!other.IsReachable)
            return;
        if (!IsReachable)
        {
            _values = new Dictionary<ISymbol, Value?>(other._values, SymbolEqualityComparer.Default);
            IsReachable = true;
            return;
        }

        foreach (var variable in _values.Keys.ToList())
            _values[variable] = Value.Either(_values[variable], other[variable]);
    }
}
