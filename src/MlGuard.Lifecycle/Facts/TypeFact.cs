namespace MlGuard.Lifecycle.Facts;

/// <summary>A type.</summary>
/// <param name="Name">Metadata name, nested types after <c>+</c>, arity after a backtick.</param>
/// <param name="Visibility">Who can see it.</param>
/// <param name="IsInterface">Whether it is an interface.</param>
/// <param name="IsObsolete">Whether it is marked obsolete.</param>
/// <param name="Marks">What its attributes say, see <see cref="Mark"/>.</param>
/// <param name="Columns">Its public instance properties and fields, as a data view names them.</param>
/// <param name="Bases">Base type and interfaces, as metadata names without type arguments.</param>
internal sealed record TypeFact(
    string Name,
        SymbolVisibility Visibility, bool IsInterface, bool IsObsolete, ImmutableArray<string> Marks, ImmutableArray<string> Columns,
        ImmutableArray<string> Bases)
{
    /// <summary>Its own instance fields and their types, for the summary; the file of facts does not keep them.</summary>
    public ImmutableArray<(string Name, string Type)> Fields { get; init; } = [];

    /// <summary>The types of its static fields that all threads share, for the summary alone as well.</summary>
    public ImmutableArray<string> Shared { get; init; } = [];

    /// <summary>
    /// What the fields that others see always hold, and the getters of its family always return, for the summary alone as well.
    /// </summary>
    public ImmutableArray<(string Name, ReturnedValue Value)> Held { get; init; } = [];
}
