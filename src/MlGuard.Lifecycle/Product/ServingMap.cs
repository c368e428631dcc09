using MlGuard.Frameworks;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Facts.Il;
using MlGuard.Lifecycle.Facts.Serving;
using MlGuard.Lifecycle.Manifest;

namespace MlGuard.Lifecycle.Product;

/// <summary>Where the product makes predictions, and which entry points lead there.</summary>
internal sealed class ServingMap
{
    private readonly ProductFacts _facts;
    private readonly ImmutableHashSet<ProductMethod> _leading;
    private readonly Dictionary<ImmutableArray<ProductMethod>, ImmutableHashSet<ProductMethod>> _toFallback = [];

    public ServingMap(ProductFacts facts, ManifestDocument manifest)
    {
        _facts = facts;
        var training = facts.Graph.Reach(manifest.Text(ManifestPaths.TrainingRun) is { } run ? facts.Methods(run) : []);
        Predictions =
        [
            .. facts.Playing(Role.Predict),
            .. facts.Playing(Role.Transform)
                .Where(method => !training.Contains(method) && !facts.Plays(method, Role.Predict) && !facts.Plays(method, Role.Fit)),
        ];
        _leading = facts.Graph.Reaching(Predictions);
        var entries = EntryPoints.Of(facts, manifest.Texts(ManifestPaths.ServingEntryPoints));
        var predicting = entries.Where(entry => _leading.Contains(entry.Method)).ToImmutableArray();
        Entries = entries;
        Predicting = predicting.IsEmpty ? [.. Mains(training)] : predicting;
    }

    /// <summary>Methods that ask a model themselves.</summary>
    public ImmutableArray<ProductMethod> Predictions { get; }

    public ImmutableArray<EntryPoint> Entries { get; }

    /// <summary>Entry points from which a prediction can be followed; a program's own start where no framework calls in.</summary>
    public ImmutableArray<EntryPoint> Predicting { get; }

    /// <summary>Everything between an entry point and a prediction.</summary>
    public ImmutableArray<ProductMethod> Scorers =>
        [.. _facts.Graph.Reach(Predicting.Select(entry => entry.Method)).Where(_leading.Contains)];

    /// <summary>
    /// A way from an entry point to a prediction on which no handler stands whose failure path reaches one of <paramref name="fallback"/>;
    /// null when every way has one, which then comes back as <paramref name="proof"/>.
    /// </summary>
    public ImmutableArray<ProductMethod>? Unshielded(
        EntryPoint entry, ImmutableArray<ProductMethod> fallback, out ImmutableArray<ProductMethod> proof)
    {
        proof = [];
        if (!_toFallback.TryGetValue(fallback, out var toFallback))
            _toFallback.Add(fallback, toFallback = _facts.Graph.Reaching(fallback));
        var leading = new Dictionary<Dispatch, ImmutableArray<ProductMethod>>();
        var walked = new HashSet<Dispatch>();
        var before = new Dictionary<ProductMethod, ProductMethod?> { [entry.Method] = null };
        var open = new Queue<ProductMethod>([entry.Method]);
        while (open.Count > 0)
        {
            var method = open.Dequeue();
            var shield = ShieldOf(method, toFallback);
            foreach (var call in method.Calls)
            {
                var isPrediction = IsPrediction(method, call);
                ImmutableArray<Dispatch> ahead =
                [
                    .. _facts.Graph.DispatchesOf(call, method).Where(dispatch => !Ahead(dispatch, fallback, leading).IsEmpty),
                ];
                if (!isPrediction && ahead.IsEmpty)
                    continue;
                if (shield is { } stand && (call.IsGuarded || stand.CoversAll))
                    proof = proof.IsEmpty ? [.. Back(method, before), .. stand.Path] : proof;
                else if (isPrediction)
                    return Back(method, before);
                else
                    foreach (var target in ahead.Where(walked.Add).SelectMany(dispatch => leading[dispatch])
                        .Where(target => !before.ContainsKey(target)))
                    {
                        before.Add(target, method);
                        open.Enqueue(target);
                    }
            }
        }

        return null;
    }

    /// <summary>The targets that lead to a prediction, looked up once a walk.</summary>
    private ImmutableArray<ProductMethod> Ahead(
        Dispatch dispatch, ImmutableArray<ProductMethod> fallback, Dictionary<Dispatch, ImmutableArray<ProductMethod>> known)
    {
        if (!known.TryGetValue(dispatch, out var ahead))
            known.Add(
                dispatch, ahead = [.. dispatch.Targets.Where(target => _leading.Contains(target) && !fallback.Contains(target))]);
        return ahead;
    }

    /// <summary>A way from an entry point to one of some methods; null when there is none.</summary>
    public ImmutableArray<ProductMethod>? Path(EntryPoint entry, IEnumerable<ProductMethod> targets)
    {
        var wanted = targets.ToImmutableHashSet();
        return _facts.Graph.Path(entry.Method, wanted.Contains);
    }

    public static string Text(IEnumerable<ProductMethod> path) => string.Join(" > ", path.Select(method => method.Short));

    private bool IsPrediction(ProductMethod method, Call call) =>
        _facts.Plays(call, Role.Predict) || (_facts.Plays(call, Role.Transform) && Predictions.Contains(method));

    /// <summary>
    /// What a method does when something that it called failed: the way to the fallback, and whether a policy watches over all its calls.
    /// </summary>
    private (ImmutableArray<ProductMethod> Path, bool CoversAll)? ShieldOf(ProductMethod method, ImmutableHashSet<ProductMethod> toFallback)
    {
        var resilient = _facts.Plays(method, Role.Resilience);
        foreach (var call in method.Calls.Where(call => call.IsOnFailure || resilient))
            foreach (var target in _facts.Graph.TargetsOf(call, method).Where(toFallback.Contains))
                return ([target], resilient);
        return null;
    }

    private IEnumerable<EntryPoint> Mains(ImmutableHashSet<ProductMethod> training) =>
        from method in _facts.Graph.Methods
        where !method.Assembly.IsTestProject && method.Fact.Name is "Main" or GeneratedNames.TopLevel
        where _leading.Contains(method) && !training.Contains(method)
        select new EntryPoint(method.Short, method, null);

    private static ImmutableArray<ProductMethod> Back(ProductMethod end, Dictionary<ProductMethod, ProductMethod?> before)
    {
        var path = ImmutableArray.CreateBuilder<ProductMethod>();
        for (ProductMethod? step = end; step is not null; step = before[step])
            path.Insert(0, step);
        return path.ToImmutable();
    }
}
