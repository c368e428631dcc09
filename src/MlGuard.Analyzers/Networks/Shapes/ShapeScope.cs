namespace MlGuard.Analyzers.Networks.Shapes;

/// <summary>What is known of the variables of a body that is being read: sizes of tensors, and numbers.</summary>
internal sealed class ShapeScope(ImmutableDictionary<ISymbol, Dim> numbers, ShapeScope? network)
{
    /// <summary>A scope of its own for each body that is read: bodies are read at the same time.</summary>
    public static ShapeScope Empty => new(ImmutableDictionary.Create<ISymbol, Dim>(SymbolEqualityComparer.Default), null);

    private readonly Dictionary<ISymbol, TensorShape?> _tensors = new(SymbolEqualityComparer.Default);

    /// <summary>What was given to variables, in order, with what they held before.</summary>
    private readonly List<(ISymbol Variable, bool WasKnown, TensorShape? Before)> _given = [];

    /// <summary>The sizes of the tensors in arrays and tuples that variables hold.</summary>
    public Dictionary<ISymbol, ImmutableArray<TensorShape?>> Parts { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>The layer that the variable of an unrolled loop stands for.</summary>
    public Dictionary<ISymbol, (IOperation Made, ShapeScope Scope)> Layers { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>The round of an unrolled loop.</summary>
    public Dictionary<ISymbol, long> Rounds { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>What the parameters of a constructor or method are given.</summary>
    public ImmutableDictionary<ISymbol, Dim> Numbers => numbers;

    /// <summary>What the constructor of the network was given, whose method is being read.</summary>
    public ShapeScope Network => network ?? this;

    /// <summary>A scope for a method of a network.</summary>
    public ShapeScope InMethod() => new(ImmutableDictionary.Create<ISymbol, Dim>(SymbolEqualityComparer.Default), this);

    /// <summary>A scope for a helper, with what its parameters are given.</summary>
    public ShapeScope InHelper(ImmutableDictionary<ISymbol, Dim> given, bool isOfSameNetwork) =>
        new(given, isOfSameNetwork ? Network : null);

    /// <summary>The sizes of the tensor that a variable holds; null where they are unknown, or it may hold several.</summary>
    public TensorShape? TensorIn(ISymbol variable) => _tensors.TryGetValue(variable, out var shape) ? shape : null;

    /// <summary>Notes what a variable holds from here on.</summary>
    public void Give(ISymbol variable, TensorShape? shape)
    {
        _given.Add((variable, _tensors.TryGetValue(variable, out var before), before));
        _tensors[variable] = shape;
    }

    /// <summary>What a branch gives to variables; they hold what they held before when it returns.</summary>
    public Dictionary<ISymbol, TensorShape?> GivenBy(Action branch)
    {
        var start = _given.Count;
        branch();
        var last = new Dictionary<ISymbol, TensorShape?>(SymbolEqualityComparer.Default);
        for (var i = _given.Count - 1; i >= start; i--)
        {
            var (variable, wasKnown, before) = _given[i];
            if (!last.ContainsKey(variable))
                last.Add(variable, _tensors[variable]);
            if (wasKnown)
                _tensors[variable] = before;
            else
                _tensors.Remove(variable);
        }

        _given.RemoveRange(start, _given.Count - start);
        return last;
    }
}
