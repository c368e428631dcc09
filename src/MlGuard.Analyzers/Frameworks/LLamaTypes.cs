namespace MlGuard.Analyzers.Frameworks;

/// <summary>Metadata names of LLamaSharp, read off version 0.30.0.</summary>
internal static class LLamaTypes
{
    public const string Weights = "LLama.LLamaWeights";
    public const string Context = "LLama.LLamaContext";

    private const string Assembly = "LLamaSharp";

    /// <summary>
    /// The types that own native memory and leave it to whoever made them: an executor or session does not dispose the context that it
    /// is given.
    /// </summary>
    public static ImmutableArray<string> Owners { get; } = [Weights, Context, "LLama.LLamaEmbedder", "LLama.LLamaReranker"];

    public static bool Declares(ISymbol? member) => member?.ContainingAssembly?.Name == Assembly;
}
