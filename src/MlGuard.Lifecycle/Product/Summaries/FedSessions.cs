using MlGuard.Lifecycle.Facts;

namespace MlGuard.Lifecycle.Product.Summaries;

/// <summary>
/// What a type feeds the one session of ONNX Runtime that it makes. Where it could mean another one, makes several, or asks the model for
/// its inputs, nobody knows.
/// </summary>
internal sealed class FedSessions(ProductFacts facts)
{
    private const string Session = "Microsoft.ML.OnnxRuntime.InferenceSession";

    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);

    public string FeedsOf(string type)
    {
        if (!_known.TryGetValue(type, out var feeds))
            _known.Add(type, feeds = Find([.. facts.Graph.MethodsOf(type)]));
        return feeds;
    }

    private static string Find(ImmutableArray<ProductMethod> methods)
    {
        var feeds = methods.SelectMany(method => method.Fact.Reading.Feeds).GroupBy(feed => feed.Name, StringComparer.Ordinal)
            .OrderBy(feed => feed.Key, StringComparer.Ordinal).Select(Common).ToImmutableArray();
        return methods.Count(method => method.Calls.Any(IsCreation)) == 1
            && !methods.Any(method => method.Calls.Any(AsksForInputs) || IsHandedSession(method))
            && feeds.All(feed => feed is { Name.Length: > 0 })
                ? string.Join(PathSink.Between.ToString(), feeds.SelectMany(feed => new[] { feed!.Name, feed.Element, feed.Shape }))
                : "";
    }

    /// <summary>What holds each time that an input is fed; null where it gets elements of several types, as a choice of models does.</summary>
    private static FedInput? Common(IEnumerable<FedInput> feeds) =>
        feeds.Select(feed => feed.Element).Distinct(StringComparer.Ordinal).Take(2).Count() == 1
            ? feeds.First() with { Shape = FedShape.Common(feeds.Select(feed => feed.Shape)) }
            : null;

    private static bool IsCreation(Call call) => call is { Type: Session, Name: ".ctor" };

    private static bool AsksForInputs(Call call) =>
        call.Type == Session && call.Name.StartsWith("get_Input", StringComparison.Ordinal);

    private static bool IsHandedSession(ProductMethod method) => method.Fact.Parameters.IndexOf(Session, StringComparison.Ordinal) >= 0;
}
