using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Frameworks.MlNet;

namespace MlGuard.Analyzers.Serving;

/// <summary>The types that predict row by row with state of their own, so that one object serves one thread.</summary>
internal static class PredictionEngines
{
    private static readonly ImmutableDictionary<string, string> s_types = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["PredictionEngine"] = MlNetTypes.PredictionEngine,
        ["PredictionEngineBase"] = MlNetTypes.PredictionEngineBase,
        ["TimeSeriesPredictionEngine"] = MlNetTypes.TimeSeriesPredictionEngine,
    }.ToImmutableDictionary(StringComparer.Ordinal);

    public static bool IsEngine(ITypeSymbol? type, MlSymbols symbols) =>
        type is INamedTypeSymbol { Arity: 2 } && s_types.TryGetValue(type.Name, out var metadataName) && symbols.Is(type, metadataName);

    /// <summary>Whether <paramref name="type"/> is an engine, or makes one for all threads on first use.</summary>
    public static bool IsShareable(ITypeSymbol? type, MlSymbols symbols) =>
        IsEngine(type, symbols)
        || (type is INamedTypeSymbol { Name: "Lazy", TypeArguments: [var content] }
            && IsEngine(content, symbols)
            && symbols.Is(type, "System.Lazy`1"));
}
