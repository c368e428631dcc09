using MlGuard.Frameworks;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Facts.Ways;

namespace MlGuard.Lifecycle.Product;

/// <summary>
/// One question about all ways from the entry points, answered once for each body on the way: callees first, until nothing changes.
/// </summary>
internal sealed class WayAnalysis
{
    private const int MostPasses = 12;

    private readonly ProductFacts _facts;
    private readonly Func<ProductMethod, Call, bool> _isPrediction;
    private readonly ImmutableHashSet<ProductMethod> _leading;
    private readonly WayQuestion _question;
    private readonly ImmutableHashSet<ProductMethod> _toDeclared;
    private readonly Dictionary<(ProductMethod Method, int Body), WayAnswer> _answers = [];
    private readonly Dictionary<(ProductMethod Method, int Body), bool> _always = [];
    private readonly Dictionary<ProductMethod, bool> _keeps = [];
    private readonly Dictionary<Dispatch, ImmutableArray<ProductMethod>> _decorators = [];
    private readonly Dictionary<Dispatch, WayAnswer> _dispatches = [];

    public WayAnalysis(
        ProductFacts facts, Func<ProductMethod, Call, bool> isPrediction, ImmutableHashSet<ProductMethod> leading,
        IEnumerable<ProductMethod> entries, WayQuestion question)
    {
        (_facts, _isPrediction, _question) = (facts, isPrediction, question);
        _leading = question.Kind == WayKind.Failure ? leading : leading.Union(facts.Graph.Reaching(question.StandIns));
        _toDeclared = facts.Graph.Reaching(question.Declared);
        Solve(Ordered(entries));
    }

    public WayKind Kind => _question.Kind;

    public WayAnswer Of(ProductMethod method, int body = 0) =>
        _answers.TryGetValue((method, body), out var answer) ? answer : WayAnswer.Nothing;

    /// <summary>Whether a body passes the declared member on every way, and answers with it.</summary>
    public bool Always(ProductMethod method, int body)
    {
        if (body == 0 && _question.Declared.Contains(method))
            return true;
        if (!_toDeclared.Contains(method))
            return false;
        if (!_always.TryGetValue((method, body), out var always))
        {
            _always.Add((method, body), false);
            _always[(method, body)] = always = WayRun.Always(this, method, body);
        }

        return always;
    }

    /// <summary>The first gap in something that a method calls and that no caller can make good.</summary>
    public WayGap? GapBehind(ProductMethod method)
    {
        foreach (var call in method.Calls)
            foreach (var dispatch in _facts.Graph.DispatchesOf(call, method))
                if (OfDispatch(dispatch, method).Gap is { } gap && (_question.Kind == WayKind.Failure || gap.IsUnseen))
                    return gap with { Path = [method, .. gap.Path.Where(step => step != method)] };
        for (var body = 1; body < method.Ways.Length; body++)
            if (Of(method, body).Gap is { } inner)
                return inner;
        return null;
    }

    public bool MayPass(ProductMethod method, Move move) =>
        move.Kind == MoveKind.Call
            && move.Number < method.Calls.Length
            && _facts.Graph.TargetsOf(method.Calls[move.Number], method).Any(_toDeclared.Contains);

    public WayCallMeaning BodyMeaning(ProductMethod method, int body) =>
        new(Of(method, body).Open, Always(method, body), Of(method, body).Open is not null, true, false, false, false);

    public WayCallMeaning CallMeaning(ProductMethod method, Call call, bool takesScore)
    {
        ImmutableArray<Dispatch> dispatches = _facts.Graph.DispatchesOf(call, method);
        ImmutableArray<ProductMethod> targets = [.. dispatches.SelectMany(dispatch => dispatch.Targets).Take(64)];
        var isDeclared = targets.Any(_question.Declared.Contains);
        var passes = isDeclared
            ? _question.Kind == WayKind.Failure || takesScore
            : !targets.IsEmpty && Outer(dispatches, method).All(target => Always(target, 0))
                && (_question.Kind == WayKind.Failure || takesScore);
        var isPrediction = _isPrediction(method, call)
            || (_question.Kind != WayKind.Failure && targets.Any(_question.StandIns.Contains));
        var open = isPrediction ? [] : OpenBehind(dispatches, method);
        var leads = isPrediction || targets.Any(_leading.Contains);
        return new(
            isDeclared ? null : open, passes || (_question.Kind == WayKind.Result && leads && open is null && !targets.IsEmpty
                && Outer(dispatches, method).Any(target => !Of(target).Proof.IsEmpty)),
            leads, targets.IsEmpty || targets.All(Keeps),
            !targets.IsEmpty && targets.All(target => target.Fact.Body == MethodBody.OnlyThrows),
            _facts.Plays(call, Role.Resilience) || call.Type.StartsWith("Polly.", StringComparison.Ordinal),
            isDeclared && targets.Where(_question.Declared.Contains).All(target => target.Fact.Result == "Void"));
    }

    private bool Keeps(ProductMethod method)
    {
        if (method.Fact.Name is ".ctor" || method.Fact.Body == MethodBody.None)
            return true;
        if (!_keeps.TryGetValue(method, out var keeps))
        {
            _keeps.Add(method, true);
            _keeps[method] = keeps = WayRun.Keeps(this, method);
        }

        return keeps;
    }

    private ImmutableArray<ProductMethod>? OpenBehind(ImmutableArray<Dispatch> dispatches, ProductMethod caller)
    {
        foreach (var dispatch in dispatches)
            if (OfDispatch(dispatch, caller).Open is { } open)
                return open;
        return null;
    }

    /// <summary>All that can answer a call. Where some only stand before the others, they are who is called.</summary>
    private WayAnswer OfDispatch(Dispatch dispatch, ProductMethod caller)
    {
        var decorators = Decorators(dispatch);
        var isInside = decorators.Contains(caller);
        if (!isInside && _dispatches.TryGetValue(dispatch, out var known))
            return known;
        ImmutableArray<ProductMethod> outer = decorators.IsEmpty || isInside
            ? [.. dispatch.Targets.Where(target => target != caller)]
            : decorators;
        var answers = outer.Where(target => !_question.Declared.Contains(target)).Select(target => Of(target)).ToImmutableArray();
        var isChosen = !decorators.IsEmpty && !isInside;
        var answer = new WayAnswer(
            isChosen && answers.Any(one => one.Open is null) ? null : answers.FirstOrDefault(one => one.Open is not null)?.Open,
            answers.FirstOrDefault(one => one.Gap is not null)?.Gap, []);
        if (!isInside)
            _dispatches[dispatch] = answer;
        return answer;
    }

    private IEnumerable<ProductMethod> Outer(ImmutableArray<Dispatch> dispatches, ProductMethod caller) =>
        dispatches.SelectMany(dispatch => Decorators(dispatch) is { IsEmpty: false } decorators && !decorators.Contains(caller)
            ? decorators
            : dispatch.Targets).Where(target => target != caller).Take(64);

    /// <summary>Those of a call's targets that make the same call themselves.</summary>
    private ImmutableArray<ProductMethod> Decorators(Dispatch dispatch)
    {
        if (dispatch.Targets.Length < 2)
            return [];
        if (!_decorators.TryGetValue(dispatch, out var decorators))
        {
            decorators = [.. dispatch.Targets.Where(target => target.Calls.Any(call => Dispatches(call, target, dispatch)))];
            _decorators.Add(dispatch, decorators);
        }

        return decorators;

        bool Dispatches(Call call, ProductMethod target, Dispatch to) => _facts.Graph.DispatchesOf(call, target).Contains(to);
    }

    private void Solve(ImmutableArray<ProductMethod> methods)
    {
        for (var pass = 0; pass < MostPasses; pass++)
        {
            var changed = false;
            _dispatches.Clear();
            _always.Clear();
            foreach (var method in methods)
                for (var body = Math.Max(1, method.Ways.Length) - 1; body >= 0; body--)
                {
                    var answer = WayRun.Run(this, method, body);
                    changed |= !Of(method, body).Means(answer);
                    _answers[(method, body)] = answer;
                }

            if (!changed)
                return;
        }
    }

    /// <summary>The methods between the entry points and the predictions, callees before their callers.</summary>
    private ImmutableArray<ProductMethod> Ordered(IEnumerable<ProductMethod> entries)
    {
        var ordered = ImmutableArray.CreateBuilder<ProductMethod>();
        var (seen, walked) = (new HashSet<ProductMethod>(), new HashSet<Dispatch>());
        var open = new Stack<(ProductMethod Method, bool IsDone)>(entries.Select(entry => (entry, false)));
        while (open.Count > 0)
        {
            var (method, isDone) = open.Pop();
            if (isDone)
            {
                ordered.Add(method);
                continue;
            }

            if (!_leading.Contains(method) || _question.Declared.Contains(method) || !seen.Add(method))
                continue;
            open.Push((method, true));
            foreach (var target in method.Calls.SelectMany(call => _facts.Graph.DispatchesOf(call, method)).Where(walked.Add)
                .SelectMany(dispatch => dispatch.Targets))
                open.Push((target, false));
        }

        return ordered.ToImmutable();
    }
}
