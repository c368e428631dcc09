using MlGuard.Analyzers.Digest;

namespace MlGuard.Analyzers.Models;

/// <summary>What code believes of one input or output of a model.</summary>
/// <param name="Model">The file.</param>
/// <param name="IsInput">Whether it is fed, as against read.</param>
/// <param name="Meant">What the code means; null when the model has nothing of the name.</param>
/// <param name="Name">As the code names it; null when it does not.</param>
/// <param name="Place">Where it does, or else the value.</param>
/// <param name="Facts">What the code gives, or asks for.</param>
/// <param name="ElementPlace">Where it says what the elements are.</param>
internal sealed record ModelUse(
    ModelFile Model, bool IsInput, OnnxValue? Meant, string? Name, SyntaxNode Place, TensorFacts Facts, SyntaxNode ElementPlace)
{
    /// <summary>Whether it is about an image that a pipeline prepares: it may have as many pixels, in another order.</summary>
    public bool IsImage { get; init; }

    /// <summary>The column of a row class that is fed, an array of which nothing says the length; null for any other.</summary>
    public ISymbol? UnsizedColumn { get; init; }

    /// <summary>Whether the name is only compared with those of the model.</summary>
    public bool IsComparison { get; init; }

    /// <summary>The code of another project that names the input and is handed the model; null where the name stands here.</summary>
    public string? By { get; init; }

    /// <summary>What the model asks for and the call leaves out; empty when nothing, or nobody knows.</summary>
    public ImmutableArray<OnnxValue> Missing { get; init; } = [];
}
