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
        var feeds = methods.SelectMany(method => method.Fact.Reading.Feeds).Distinct().ToImmutableArray();
        return methods.Count(method => method.Calls.Any(IsCreation)) == 1
            && !methods.Any(method => method.Calls.Any(AsksForInputs) || IsHandedSession(method))
            && feeds.All(feed => feed.Name.Length > 0)
            && feeds.Select(feed => feed.Name).Distinct(StringComparer.Ordinal).Count() == feeds.Length
                ? string.Join(
                    PathSink.Between.ToString(),
                    feeds.OrderBy(feed => feed.Name, StringComparer.Ordinal).SelectMany(feed => new[] { feed.Name, feed.Element }))
                : "";
    }

    private static bool IsCreation(Call call) => call is { Type: Session, Name: ".ctor" };

    private static bool AsksForInputs(Call call) =>
        call.Type == Session && call.Name.StartsWith("get_Input", StringComparison.Ordinal);

    private static bool IsHandedSession(ProductMethod method) => method.Fact.Parameters.IndexOf(Session, StringComparison.Ordinal) >= 0;
}
