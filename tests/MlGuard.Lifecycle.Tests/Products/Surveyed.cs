using MlGuard.Lifecycle.Writers.Start;

namespace MlGuard.Lifecycle.Tests.Products;

/// <summary>What a first manifest finds in compiled code, and in a folder with it.</summary>
internal static class Surveyed
{
    public static string? Value(CodeSurvey survey, string path) => survey.Found().FirstOrDefault(value => value.Path == path)?.Value;

    public static string? Value(ProductSurvey survey, string path) => survey.Found.FirstOrDefault(value => value.Path == path)?.Value;

    /// <summary>A product of one project whose code is <paramref name="source"/>.</summary>
    public static ProductSurvey Survey(TestProduct product, string source)
    {
        product.Write("obj/Shop.dll", CompiledFacts.Image(source, "Shop"));
        return ProductSurvey.Of(product.Root, [(product.PathOf("obj/Shop.dll"), "Shop.csproj", false)]);
    }
}
