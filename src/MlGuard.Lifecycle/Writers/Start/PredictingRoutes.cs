using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Facts.Serving;
using MlGuard.Lifecycle.Product;

namespace MlGuard.Lifecycle.Writers.Start;

/// <summary>
/// The entry points from which a request comes to a prediction, also by way of a handler that is found by the type of what it is handed.
/// </summary>
/// <param name="facts">The product's code.</param>
/// <param name="serving">Its predictions, and what calls lead there.</param>
/// <param name="asking">The methods that ask a model.</param>
internal sealed class PredictingRoutes(ProductFacts facts, ServingMap serving, ImmutableArray<ProductMethod> asking)
{
    /// <summary>Each is walked by itself.</summary>
    private const int MostWalked = 20;

    private static readonly ImmutableHashSet<string> s_mediators =
        ["MediatR.ISender", "MediatR.IMediator", "Mediator.ISender", "Mediator.IMediator"];

    public ImmutableArray<EntryPoint> All =>
    [
        .. Narrowed([.. serving.Predicting.Where(entry => EntryPoint.IsEndpoint(entry.Name))]),
        .. serving.Predicting.Where(entry => !EntryPoint.IsEndpoint(entry.Name)),
        .. Mediated(),
    ];

    /// <summary>Of several routes those that lead there with the requests that they have at hand.</summary>
    private ImmutableArray<EntryPoint> Narrowed(ImmutableArray<EntryPoint> routes)
    {
        if (routes.Length is < 2 or > MostWalked)
            return routes;
        var leading = routes.RemoveAll(route => !Leads(route.Method));
        return leading.IsEmpty ? routes : leading;
    }

    private bool Leads(ProductMethod start)
    {
        var ends = asking.ToImmutableHashSet();
        var seen = new HashSet<ProductMethod> { start };
        var open = new Stack<ProductMethod>(seen);
        while (open.Count > 0)
        {
            var method = open.Pop();
            if (ends.Contains(method))
                return true;
            foreach (var target in method.Calls.SelectMany(call => TargetsOf(call, method)).Concat(InitializersOf(method)).Where(seen.Add))
                open.Push(target);
        }

        return false;
    }

    private IEnumerable<ProductMethod> InitializersOf(ProductMethod method) => facts.Graph.MethodsOf(method.Fact.Type)
        .Where(other => other.Fact.Name == ".cctor" && other.Assembly == method.Assembly);

    /// <summary>
    /// What answers a call through a generic contract is told by the argument's type: where the caller has that of one implementation, the
    /// others are not meant.
    /// </summary>
    private ImmutableArray<ProductMethod> TargetsOf(Call call, ProductMethod caller)
    {
        ImmutableArray<ProductMethod> targets = [.. facts.Graph.TargetsOf(call, caller)];
        if (targets.Length < 2 || call.Text.IndexOf("(!0", StringComparison.Ordinal) < 0)
            return targets;
        var atHand = AtHand(caller);
        var meant = targets.RemoveAll(target => !atHand.Contains(RequestOf(target)));
        return meant.IsEmpty ? targets : meant;
    }

    /// <summary>Routes that hand a mediator what a handler that predicts takes.</summary>
    private IEnumerable<EntryPoint> Mediated()
    {
        ImmutableHashSet<string> taken =
        [
            .. serving.Predicting.Where(entry => entry.Method.Fact.Name == "Handle").Select(entry => RequestOf(entry.Method)),
        ];
        return serving.Entries.Except(serving.Predicting).Where(entry => EntryPoint.IsEndpoint(entry.Name)
            && entry.Method.Calls.Any(call => s_mediators.Contains(call.Type))
            && AtHand(entry.Method).Overlaps(taken));
    }

    private static string RequestOf(ProductMethod method) => method.Fact.Parameters.Split(',')[0];

    /// <summary>The types that a method is handed or makes.</summary>
    private static ImmutableHashSet<string> AtHand(ProductMethod method) =>
    [
        .. method.Fact.Parameters.Split(',').Where(type => type.Length > 0),
        .. method.Calls.Where(call => call.Name == ".ctor").Select(call => call.Type),
    ];
}
