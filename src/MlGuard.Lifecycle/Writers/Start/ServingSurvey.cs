using MlGuard.Frameworks;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Facts.Serving;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;

namespace MlGuard.Lifecycle.Writers.Start;

/// <summary>
/// What the code around its predictions tells of a first manifest: what stands in, what writes down, what a model is offered, and which
/// hosted models are asked. A value is found only where the code leaves one answer.
/// </summary>
internal sealed class ServingSurvey
{
    /// <summary>What a method gives that answers nothing; a task without a result is named alike inside of one that has it.</summary>
    private static readonly ImmutableHashSet<string> s_nothing =
        ["Void", "System.Threading.Tasks.Task", "System.Threading.Tasks.ValueTask"];

    private static readonly char[] s_betweenTypes = ['<', '>', ',', '[', ']', '&', ' '];

    /// <summary>Each is asked about on all ways, and a product that has more has no clear one.</summary>
    private const int MostAsked = 12;

    private readonly ProductFacts _facts;
    private readonly ServingMap _serving;
    private readonly KernelFunctions _functions;
    private readonly ImmutableArray<ProductMethod> _scorers;
    private readonly MethodSet _leading;
    private readonly Dictionary<ProductMethod, PredictingWays> _ways = [];

    public ServingSurvey(ProductFacts facts, ServingMap serving)
    {
        (_facts, _serving, _functions) = (facts, serving, new(facts));
        _leading = facts.Graph.Reaching(_functions.Asking(serving));
        _scorers = serving.Scorers.RemoveAll(method => !_leading.Contains(method));
    }

    public IEnumerable<FoundValue> Found()
    {
        if (Fallbacks() is [var fallback])
            yield return new(
                ManifestPaths.ArchitectureTechnicalFallbackSymbol, fallback.Symbol,
                "the only method that answers where a prediction failed, and not wherever one succeeds");
        else if (Fallbacks().IsEmpty && Answering() is [{ Fact.Body: MethodBody.Real } answering])
            yield return new(
                ManifestPaths.ArchitectureTechnicalFallbackSymbol, answering.Symbol,
                "the only method that answers on every way on which a prediction fails");
        if (Logs() is [var log])
            yield return new(ManifestPaths.ServingLog, log.Symbol, "what writes something down after a prediction");
        foreach (var value in Tools())
            yield return value;
    }

    /// <summary>
    /// Own methods that run after a failure, and not on all ways on which the prediction succeeds, ask no model, and give what the method
    /// that calls them gives.
    /// </summary>
    private ImmutableArray<ProductMethod> Fallbacks()
    {
        ImmutableArray<ProductMethod> answering =
        [
            .. _scorers.SelectMany(scorer => scorer.Calls.Where(call => call.IsOnFailure)
                .SelectMany(call => _facts.Graph.TargetsOf(call, scorer))
                .Where(target => IsOwn(target)
                    && !s_nothing.Contains(target.Fact.Result)
                    && Gives(scorer, target.Fact.Result)
                    && !TakesAnswer(target, scorer)
                    && !IsAsked(target, scorer))).Distinct(),
        ];
        return answering.RemoveAll(method => _scorers.Any(scorer => IsBesidePrediction(method, scorer)));
    }

    /// <summary>Own methods that answer wherever a prediction fails, through any contract or helper, as the gate reads it.</summary>
    private ImmutableArray<ProductMethod> Answering()
    {
        ImmutableArray<ProductMethod> near =
        [
            .. _facts.Graph.Reach(_scorers).Where(method => IsOwn(method)
                && !method.IsConstructor
                && !s_nothing.Contains(method.Fact.Result)
                && _scorers.Any(scorer =>
                    Gives(scorer, method.Fact.Result) && !scorer.IsConstructor && !TakesAnswer(method, scorer))).Take(MostAsked + 1),
        ];
        return near.Length > MostAsked
            ? []
            : near.RemoveAll(method => !AnswersAll(method) || _scorers.Any(scorer => IsBesidePrediction(method, scorer)));
    }

    private bool AnswersAll(ProductMethod method)
    {
        var ways = _serving.OnFailure([method]);
        return _serving.Predicting.All(entry => ways.AtEntry(entry.Method) is { Open: null, Gap: null });
    }

    /// <summary>Whether a scorer runs a method wherever its prediction succeeds.</summary>
    private bool IsBesidePrediction(ProductMethod method, ProductMethod scorer) =>
        scorer.Calls.Any(call => Runs(call, scorer, method))
        && WaysOf(scorer).AllPass(call => Runs(call, scorer, method));

    private bool Runs(Call call, ProductMethod caller, ProductMethod method) => _facts.Graph.TargetsOf(call, caller).Contains(method);

    private bool Leads(Call call, ProductMethod caller) =>
        _functions.Asks(call) || _facts.Graph.TargetsOf(call, caller).Any(_leading.Contains);

    /// <summary>
    /// Whether a method is handed what the prediction answers, so that it has to succeed first. Where that is asked about as well, as an
    /// order that is priced in place, nobody can tell.
    /// </summary>
    private bool TakesAnswer(ProductMethod method, ProductMethod scorer)
    {
        var taken = NamesIn(method.Fact.Parameters);
        return NamesIn(method.Fact.Result).Any(name => taken.Contains(name)
            && !NamesIn(scorer.Fact.Parameters).Contains(name)
            && _facts.Graph.MethodsOf(name).Any());
    }

    /// <summary>Whether a method is a property of what is asked about.</summary>
    private static bool IsAsked(ProductMethod method, ProductMethod scorer) =>
        method.Fact.Name.StartsWith("get_", StringComparison.Ordinal) && NamesIn(scorer.Fact.Parameters).Contains(method.Fact.Type);

    private static ImmutableHashSet<string> NamesIn(string types) =>
        [.. types.Split(s_betweenTypes, StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>A task, a result or a nullable of it is given too.</summary>
    private static bool Gives(ProductMethod method, string result) =>
        result.Length > 0 && method.Fact.Result.IndexOf(result, StringComparison.Ordinal) >= 0;

    /// <summary>Own methods that a scorer hands something after its last prediction, that report it, and that answer nothing.</summary>
    private ImmutableArray<ProductMethod> Logs() =>
    [
        .. _scorers.SelectMany(scorer => scorer.Calls.Where(call => call.ParameterCount > 0)
            .SelectMany(call => _facts.Graph.TargetsOf(call, scorer))
            .Distinct().Where(target => IsOwn(target)
                && !target.IsConstructor
                && s_nothing.Contains(target.Fact.Result)
                && _facts.Graph.Reach([target]).Any(method => _facts.Plays(method, Role.Telemetry))
                && WaysOf(scorer).Ends(call => Runs(call, scorer, target)))).Distinct(),
    ];

    private PredictingWays WaysOf(ProductMethod scorer)
    {
        if (!_ways.TryGetValue(scorer, out var ways))
            _ways.Add(scorer, ways = new(scorer, call => Leads(call, scorer)));
        return ways;
    }

    private bool IsOwn(ProductMethod method) =>
        !method.Assembly.IsTestProject && method.Fact.Body != MethodBody.None && !_leading.Contains(method);

    /// <summary>Each tool by the name that a model sees; whether it changes something only people know, unless the code says so.</summary>
    private IEnumerable<FoundValue> Tools() => OfferedTool.Of(_facts).Where(pair => pair.Tool.Name.Length > 0)
        .GroupBy(pair => pair.Tool.Name).OrderBy(group => group.Key, StringComparer.Ordinal)
        .SelectMany((group, item) => Entry(group.First().Tool, group.First().Method, item));

    private static IEnumerable<FoundValue> Entry(OfferedTool tool, ProductMethod method, int item)
    {
        yield return new(ManifestPaths.ServingToolsName, tool.Name, method.Symbol, item);
        yield return new(
            ManifestPaths.ServingToolsEffect, tool.Hint.Length > 0 ? tool.Hint : FoundValue.Open,
            tool.Hint.Length > 0 ? method.Symbol : "", item);
    }
}
