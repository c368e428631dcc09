using MlGuard.Frameworks;
using MlGuard.Lifecycle.Facts;

namespace MlGuard.Lifecycle.Product.Summaries;

/// <summary>Which methods come to a prediction, by which way, and on which of them nothing is written down.</summary>
internal sealed class PredictionWays
{
    private const int MostSteps = 6;

    private static readonly ImmutableHashSet<string> s_models =
    [
        .. FrameworkTable.All.SelectMany(framework => framework.ModelBases),
        .. FrameworkTable.All.SelectMany(framework => framework.Rows).Where(row => row.Role == Role.Predict).Select(row => row.Type),
    ];

    private readonly ProductFacts _facts;
    private readonly KnownMethods _references;
    private readonly MethodSet _training;
    private readonly MethodSet _leading;
    private readonly MethodSet _observing;
    private readonly ImmutableHashSet<ProductMethod> _unobserved;
    private readonly MethodSet _local;
    private readonly WayAnalysis _failures;
    private readonly Dictionary<ProductMethod, ProductMethod?> _next = [];
    private readonly Dictionary<ProductMethod, bool> _isModel = [];

    public PredictionWays(ProductFacts facts, KnownMethods references)
    {
        (_facts, _references) = (facts, references);
        ImmutableArray<ProductMethod> predicting =
            [.. facts.Graph.Methods.Where(method => !IsModel(method) && method.Calls.Any(call => IsPrediction(method, call)))];
        _training = Reaching(method => facts.Plays(method, Role.Fit) || facts.Plays(method, Role.CrossValidate), MethodTraits.Trains);
        _observing = Reaching(method => facts.Plays(method, Role.Telemetry), MethodTraits.Observes);
        _local = Reaching(method => method.Calls.Any(AsksLocally), MethodTraits.Local);
        _leading = facts.Graph.Reaching(predicting);
        var callers = CallersOf(_leading);
        Walk(predicting, callers, _ => true, (method, next) => _next.Add(method, next));
        var unobserved = new HashSet<ProductMethod>();
        Walk(
            predicting.Where(method => !_observing.Contains(method) && method.Calls.Any(call => IsUnobserved(method, call))), callers,
            method => !_observing.Contains(method), (method, _) => unobserved.Add(method));
        _unobserved = [.. unobserved];
        _failures = new(facts, Fails, _leading, _leading, new(WayKind.Failure, [], []));
    }

    public MethodTraits TraitsOf(ProductMethod method)
    {
        var traits = MethodTraits.None;
        if (_training.Contains(method))
            traits |= MethodTraits.Trains;
        if (_observing.Contains(method))
            traits |= MethodTraits.Observes;
        if (!_leading.Contains(method) || _training.Contains(method) || IsModel(method))
            return traits;
        traits |= MethodTraits.Predicts | (_local.Contains(method) ? MethodTraits.Local : MethodTraits.None);
        if (_failures.Of(method).Open is not null)
            traits |= MethodTraits.Escapes;
        return _unobserved.Contains(method) ? traits | MethodTraits.Unobserved : traits;
    }

    /// <summary>From a method down to what asks the model, as people read it.</summary>
    public string WayFrom(ProductMethod method)
    {
        var steps = new List<string>();
        ProductMethod? step = method;
        for (; step is not null && steps.Count < MostSteps; step = _next.TryGetValue(step, out var next) ? next : null)
        {
            steps.Add(step.Short);
            if (_next.TryGetValue(step, out var last) && last is null && AskedBy(step) is { } asked)
                steps.Add(asked);
        }

        return string.Join(" > ", steps);
    }

    public MethodSet Reaching(Func<ProductMethod, bool> isOne, MethodTraits trait) =>
        _facts.Graph.Reaching(_facts.Graph.Methods.Where(method =>
            isOne(method) || method.Calls.Any(call => _references.Has(call, trait))));

    /// <summary>The member that is asked, or the way behind it that another project's summary knows.</summary>
    private string? AskedBy(ProductMethod method)
    {
        if (method.Calls.FirstOrDefault(call => IsPrediction(method, call)) is not { } call)
            return null;
        return _references.Of(call).FirstOrDefault() is { Way.Length: > 0 } known
            ? known.Way
            : $"{Simple(SymbolName.Of(call.Type))}.{call.Name}";
    }

    private static string Simple(string name) => name.Substring(name.LastIndexOf('.') + 1);

    private bool IsPrediction(ProductMethod method, Call call) => Asks(method, call) || _references.Has(call, MethodTraits.Predicts);

    private bool IsUnobserved(ProductMethod method, Call call) => Asks(method, call) || _references.Has(call, MethodTraits.Unobserved);

    private bool Fails(ProductMethod method, Call call) => Asks(method, call) || _references.Has(call, MethodTraits.Escapes);

    private static bool AsksLocally(Call call) =>
        RoleIndex.Plays(call.Type, call.Name, Role.Predict) && !RoleIndex.IsRemote(call.Type);

    private bool Asks(ProductMethod method, Call call) =>
        _facts.Plays(call, Role.Predict)
        || (_facts.Plays(call, Role.Transform) && !_facts.Plays(method, Role.Fit) && !_facts.Plays(method, Role.Evaluate));

    /// <summary>Whether it belongs to a model, whose parts call each other: whoever asks the model makes the prediction.</summary>
    private bool IsModel(ProductMethod method)
    {
        if (!_isModel.TryGetValue(method, out var isModel))
            _isModel.Add(method, isModel = _facts.Graph.Bases(method.Fact.Type).Overlaps(s_models));
        return isModel;
    }

    private ILookup<ProductMethod, ProductMethod> CallersOf(MethodSet leading) =>
        leading.SelectMany(
            caller => caller.Calls.SelectMany(call => _facts.Graph.TargetsOf(call, caller)).Where(leading.Contains).Distinct(),
            (caller, target) => (caller, target)).ToLookup(pair => pair.target, pair => pair.caller);

    /// <summary>From the predictions up, nearest first.</summary>
    private static void Walk(
        IEnumerable<ProductMethod> starts, ILookup<ProductMethod, ProductMethod> callers, Func<ProductMethod, bool> mayPass,
        Action<ProductMethod, ProductMethod?> note)
    {
        var seen = new HashSet<ProductMethod>();
        var open = new Queue<(ProductMethod Method, ProductMethod? Next)>(starts.Select(start => (start, default(ProductMethod))));
        while (open.Count > 0)
        {
            var (method, next) = open.Dequeue();
            if (!seen.Add(method))
                continue;
            note(method, next);
            foreach (var caller in callers[method].Where(mayPass))
                open.Enqueue((caller, method));
        }
    }
}
