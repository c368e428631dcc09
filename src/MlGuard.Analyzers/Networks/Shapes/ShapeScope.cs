namespace MlGuard.Analyzers.Networks.Shapes;

/// <summary>What is known of the variables of a body that is being read: sizes of tensors, and numbers.</summary>
internal sealed class ShapeScope(ImmutableDictionary<ISymbol, Dim> numbers, ShapeScope? network)
{
    /// <summary>A scope of its own for each body that is read: bodies are read at the same time.</summary>
    public static ShapeScope Empty => new(ImmutableDictionary.Create<ISymbol, Dim>(SymbolEqualityComparer.Default), null);

    /// <summary>The sizes of the tensors that variables hold; null for a variable that may hold several.</summary>
    public Dictionary<ISymbol, TensorShape?> Tensors { get; } = new(SymbolEqualityComparer.Default);

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
}
