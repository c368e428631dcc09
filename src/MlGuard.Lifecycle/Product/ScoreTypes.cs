using System.Reflection.Metadata;
using MlGuard.Lifecycle.Facts;

namespace MlGuard.Lifecycle.Product;

/// <summary>The types of a score: a number with a fraction, or what a prediction of the product gives, alone or in another.</summary>
/// <param name="Given">The types that the product's predictions give.</param>
internal sealed record ScoreTypes(ImmutableHashSet<string> Given)
{
    private static readonly ImmutableHashSet<string> s_numbers =
    [
        nameof(PrimitiveTypeCode.Single), nameof(PrimitiveTypeCode.Double), "System.Decimal", "System.Half",
    ];

    public static ScoreTypes Of(ServingMap serving) => new(serving.Scorers.Select(scorer => scorer.Fact.Result).ToImmutableHashSet());

    /// <summary>Whether a type is one of them. A text is none, since it may hold anything.</summary>
    public bool Contains(string type) => s_numbers.Contains(type)
        || (type != nameof(PrimitiveTypeCode.String)
            && Given.Any(result => result == type || result.EndsWith($"<{type}>", StringComparison.Ordinal)));

    /// <summary>These, and what a policy makes of them.</summary>
    public ScoreTypes With(IEnumerable<ProductMethod> policy) =>
        this with { Given = Given.Union(policy.Select(method => method.Fact.Result).Where(IsOfItsOwn)) };

    /// <summary>
    /// Which of a method's parameters are for a score: where one of a type of its own is, a mere number is something else, such as how
    /// long it took.
    /// </summary>
    public Func<string, bool> In(ProductMethod method) =>
        method.Fact.Parameters.Split(',').Any(type => IsOfItsOwn(type) && Contains(type))
            ? type => IsOfItsOwn(type) && Contains(type)
            : Contains;

    /// <summary>Whether a method has a parameter for one.</summary>
    public bool ArePassedTo(ProductMethod method) => method.Fact.Parameters.Split(',').Any(Contains);

    /// <summary>Whether a type says by itself what it holds.</summary>
    private static bool IsOfItsOwn(string type) => type.IndexOf('.') > 0 && !s_numbers.Contains(type);
}
