using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Facts.Serving;
using MlGuard.Lifecycle.Product;

namespace MlGuard.Lifecycle.Checks;

/// <summary>Which tests ask the declared endpoint: over HTTP, or by a call of its handler.</summary>
internal sealed class EndpointTests
{
    private readonly MethodSet _handling;
    private readonly MethodSet _sending;
    private readonly MethodSet _reading;
    private readonly ScorerReplacements _replacing;

    public EndpointTests(ProductSnapshot product)
        : this(product, product.Manifest.Text("serving.api.endpoint") ?? "")
    {
    }

    /// <param name="product">The product.</param>
    /// <param name="endpoint">Verb and route; empty for any.</param>
    public EndpointTests(ProductSnapshot product, string endpoint)
    {
        var graph = product.Facts!.Graph;
        _replacing = new(product);
        Endpoint = endpoint;
        var wanted = EntryPoint.Normalized(Endpoint);
        var entries = product.Serving!.Entries.Where(entry => EntryPoint.IsEndpoint(entry.Name) && entry.Endpoint == wanted);
        _handling = graph.Reaching(Endpoint.Length == 0 ? [] : entries.SelectMany(entry => Handlers(graph, entry.Method)));
        _sending = graph.Reaching(graph.Methods.Where(method => method.Calls.Any(call => IsRequest(call)
            && SentRequest.Of(method, call).Any(request => Endpoint.Length == 0 || request.MayReach(wanted)))));
        _reading = graph.Reaching(graph.Methods.Where(method => method.Calls.Any(call => RoleIndex.ReadsAnswer(call.Type, call.Name))));
    }

    /// <summary>Whether any code sends a request, so that there is something to look for.</summary>
    public static bool AreIn(ProductFacts facts) => facts.Graph.Methods.Any(method => method.Calls.Any(IsRequest));

    private static bool IsRequest(Call call) => RoleIndex.SendsRequest(call.Type, call.Name);

    /// <summary>What a request goes to, to stand in a sentence.</summary>
    public string Asked => Endpoint.Length == 0 ? "the server" : Endpoint;

    /// <summary>Verb and route; empty where the manifest names none.</summary>
    private string Endpoint { get; }

    /// <summary>
    /// Whether a test asks the endpoint; where none is declared, or the code shows none of the name, nothing more is asked.
    /// </summary>
    public bool IsAsked(ProductMethod test) => _handling.Count == 0 || _handling.Contains(test) || _sending.Contains(test);

    /// <summary>Whether a test that asks the endpoint looks at the answer: one that calls the handler is given it.</summary>
    public bool SeesAnswer(ProductMethod test) => IsAsked(test) && (!SendsRequest(test) || ReadsAnswer(test));

    /// <summary>Whether a test looks at an answer of the product's own scorer.</summary>
    public bool SeesModel(ProductMethod test) => SeesAnswer(test) && ReplacementIn(test) is null;

    /// <summary>What a test puts in the place of what asks the model; null where it leaves that alone.</summary>
    public string? ReplacementIn(ProductMethod test) => _replacing.In(test);

    public bool SendsRequest(ProductMethod test) => _sending.Contains(test);

    /// <summary>Whether a test looks at what was answered, or that something was; a mere status may be that of a refusal.</summary>
    public bool ReadsAnswer(ProductMethod test) => _reading.Contains(test);

    /// <summary>
    /// What answers: the entry itself, what a mere reference to a method leads to, and methods beside a lambda that it hands on to.
    /// </summary>
    private static IEnumerable<ProductMethod> Handlers(CallGraph graph, ProductMethod entry) =>
        entry.Calls.SelectMany(call => graph.TargetsOf(call, entry))
            .Where(target => entry.Calls.Length == 1 || target.Fact.Type == entry.Fact.Type).Append(entry);
}
