using MlGuard.Lifecycle.Facts;

namespace MlGuard.Lifecycle.Product.Summaries;

/// <summary>Which methods ask a prediction engine that a static field gives to all threads, with no lock on the way.</summary>
internal sealed class SharedEngines(ProductFacts facts, KnownMethods references)
{
    private const string Engine = "Microsoft.ML.PredictionEngine";
    private const int MostHelpers = 8;

    private readonly Dictionary<ProductMethod, bool> _known = [];

    public MethodTraits Of(ProductMethod method) => Asks(method, MostHelpers) ? MethodTraits.SharesEngine : MethodTraits.None;

    private bool Asks(ProductMethod method, int depth)
    {
        if (_known.TryGetValue(method, out var known) || depth == 0)
            return known;
        _known.Add(method, false);
        return _known[method] = !method.Fact.Reading.Locks && (AsksItself(method)
            || method.Calls.Any(call => references.Has(call, MethodTraits.SharesEngine)
                || (facts.Graph.TargetsOf(call, method).Take(2).ToImmutableArray() is [var only] && Asks(only, depth - 1))));
    }

    /// <summary>A type that keeps another engine in its objects may ask that one.</summary>
    private bool AsksItself(ProductMethod method) =>
        method.Calls.Any(call => call.Name == "Predict" && call.Type.StartsWith(Engine, StringComparison.Ordinal))
        && facts.Types(SymbolName.Of(method.Fact.Type)) is [var type]
        && type.Shared.Any(field => field.StartsWith(Engine, StringComparison.Ordinal))
        && !type.Fields.Any(field => field.Type.IndexOf(Engine, StringComparison.Ordinal) >= 0);
}
