using MlGuard.Lifecycle.Facts;

namespace MlGuard.Lifecycle.Product;

/// <summary>Methods that make an <c>MLContext</c> for a training that somebody else calls.</summary>
internal static class ContextFactories
{
    /// <summary>The type that they give.</summary>
    public const string Context = "Microsoft.ML.MLContext";

    /// <param name="facts">The code.</param>
    /// <param name="trainings">The methods that train.</param>
    /// <returns>What those who call the training call beside it, where it gives a context.</returns>
    public static IEnumerable<ProductMethod> Of(ProductFacts facts, ImmutableArray<ProductMethod> trainings) =>
        facts.Graph.Reach(facts.Graph.Reaching(trainings).Where(method => !method.Assembly.IsTestProject))
            .Where(method => method.Fact.Result == Context);
}
