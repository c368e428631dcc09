using MlGuard.Frameworks;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Facts.Il;
using MlGuard.Lifecycle.Facts.Ways;

namespace MlGuard.Lifecycle.Product;

/// <summary>
/// One question about all ways from the entry points, answered once for each body on the way: callees first, until nothing changes.
/// </summary>
internal sealed partial class WayAnalysis
{
    private const int MostPasses = 12, MostTargets = 8, MostNested = 64, MostStepsOfGiver = 12;

    private readonly ProductFacts _facts;
    private readonly Func<ProductMethod, Call, bool> _isPrediction;
    private readonly MethodSet _leading;
    private readonly WayQuestion _question;
    private readonly MethodSet _toDeclared;
    private readonly Dictionary<(ProductMethod Method, int Body), WayAnswer> _answers = [];
    private readonly Dictionary<(ProductMethod Method, int Body), bool> _always = [];
    private readonly Dictionary<(ProductMethod Method, int Body, DelegateArguments Delegates), WayAnswer> _withDelegates = [];
    private readonly Dictionary<ProductMethod, bool> _returns = [];
    private readonly Dictionary<ProductMethod, bool> _keeps = [];
    private readonly Dictionary<ProductMethod, WayValueFacts> _given = [];
    private readonly Dictionary<(ProductMethod Method, int Body), bool> _alwaysPredicts = [];
    private readonly Dictionary<string, ImmutableHashSet<string>> _bases = new(StringComparer.Ordinal);
    private readonly WayDispatches _dispatches;
    private readonly Lazy<MethodSet> _timed;
    private int _depth;

    public WayAnalysis(
        ProductFacts facts, Func<ProductMethod, Call, bool> isPrediction, MethodSet leading,
        IEnumerable<ProductMethod> entries, WayQuestion question)
    {
        (_facts, _isPrediction, _question) = (facts, isPrediction, question);
        _leading = question.Kind == WayKind.Failure ? leading : leading.Union(facts.Graph.Reaching(question.Fallbacks));
        _toDeclared = facts.Graph.Reaching(question.Declared);
        _dispatches = new(facts.Graph, question.Declared, method => Of(method));
        // Not what only sets the entry points up: a program limits the time of its start.
        _timed = new(() => facts.Graph.Reach(facts.Graph.Reach(entries).Where(method =>
            (method.Fact.Effects & LibraryEffects.LimitsTime) != 0 && _leading.Contains(method))));
        Solve(Ordered(entries));
    }

    public WayQuestion Question => _question;

    public WayKind Kind => _question.Kind;

    /// <summary>Whether a method, or one that leads to it, limits the time that a prediction may take.</summary>
    public bool IsTimed(ProductMethod method) => _timed.Value.Contains(method);

    /// <summary>The base types of a type, as far as the product knows them.</summary>
    public ImmutableHashSet<string> BasesOf(string type)
    {
        if (!_bases.TryGetValue(type, out var bases))
            _bases.Add(type, bases = _facts.Graph.Bases(type));
        return bases;
    }

    public WayAnswer Of(ProductMethod method, int body = 0) =>
        _answers.TryGetValue((method, body), out var answer) ? answer : WayAnswer.Nothing;

    /// <summary>What is known where nobody is left who could ask whether it failed.</summary>
    public WayAnswer AtEntry(ProductMethod method) => Of(method) is { Gap: null, Hidden: { } hidden } answer
        ? answer with { Gap = new(hidden.Path, false, false) }
        : Of(method);

    private static Call? CallOf(ProductMethod method, Move move) =>
        move.Kind == MoveKind.Call && move.Number < method.Calls.Length ? method.Calls[move.Number] : null;

    /// <summary>What is known about a body that is passed delegates which predict or stand in.</summary>
    public WayAnswer With(ProductMethod method, int body, DelegateArguments delegates)
    {
        if (_withDelegates.TryGetValue((method, body, delegates), out var known))
            return known;
        // A method that hands them to itself fails as they do.
        var failing = new WayAnswer([method], null, []);
        _withDelegates.Add((method, body, delegates), failing);
        return _withDelegates[(method, body, delegates)] = Nested(() => WayRun.With(this, method, body, delegates), failing);
    }

    /// <summary>The own methods that a call can run, where all can be followed; empty otherwise.</summary>
    public ImmutableArray<ProductMethod> FollowedTargets(ProductMethod method, Move move)
    {
        if (move.Kind == MoveKind.Body)
            return [method];
        if (move.Kind != MoveKind.Call || move.Number >= method.Calls.Length)
            return [];
        ImmutableArray<ProductMethod> targets = [.. _facts.Graph.TargetsOf(method.Calls[move.Number], method).Take(MostTargets + 1)];
        var canBeFollowed = targets.Length <= MostTargets && targets.All(target =>
            !_question.Declared.Contains(target) && target.Ways is [{ Steps.IsEmpty: false }, ..]);
        return canBeFollowed ? targets : [];
    }

    /// <summary>Whether a call answers with the declared member where one of its arguments is what stands for a failure.</summary>
    public bool AnswersWhenFailed(ProductMethod method, Move move, DelegateArguments delegates, int argument, WayValueFacts failed)
    {
        ImmutableArray<ProductMethod> targets =
        [
            .. Answering([.. _facts.Graph.TargetsOf(method.Calls[move.Number], method).Take(MostTargets + 1)])
                // Another type's method is not called on it.
                .Where(target => argument > 0 || failed.Members?.Of(OwnMembers.OfType(target.Fact.Type)) != Truth.Zero),
        ];
        return targets.Length is > 0 and <= MostTargets
            && !targets.Any(_question.Declared.Contains)
            && targets.All(target => Nested(() => WayRun.AlwaysWhenFailed(this, target, delegates, argument, failed), false));
    }

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
            _always[(method, body)] = always = Nested(() => WayRun.Always(this, method, body, default), false);
        }

        return always;
    }

    /// <summary>The first gap in something that a method calls and that no caller can make good.</summary>
    public WayGap? GapBehind(ProductMethod method)
    {
        foreach (var call in method.Calls)
            foreach (var dispatch in _facts.Graph.DispatchesOf(call, method))
                if (_dispatches.Of(dispatch, method).Gap is { } gap && (_question.Kind == WayKind.Failure || gap.IsUnseen))
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
        new()
        {
            Open = Of(method, body).Open,
            Passes = Always(method, body),
            Predicts = Of(method, body).Open is not null,
            AlwaysPredicts = AlwaysPredicts(method, body),
            IsKept = true,
            Hidden = Of(method, body).Hidden,
            Thrown = Of(method, body).Thrown,
            Parts = Of(method, body).Parts,
            Deferred = DeferralOf(method, body),
        };

    private Deferral DeferralOf(ProductMethod method, int body) =>
        body < method.Ways.Length && method.Ways[body].Kind == BodyKind.Deferred ? Deferral.All : Of(method, body).Deferred;

    public WayCallMeaning CallMeaning(ProductMethod method, Call call, bool takesScore)
    {
        ImmutableArray<Dispatch> dispatches = _facts.Graph.DispatchesOf(call, method);
        ImmutableArray<ProductMethod> named = [.. dispatches.SelectMany(dispatch => _dispatches.Targets(dispatch)).Take(64)];
        var targets = Answering(named);
        var isDeclared = named.Any(_question.Declared.Contains);
        var isFallback = _question.Kind != WayKind.Failure && named.Any(_question.Fallbacks.Contains);
        var isAlways = !isDeclared && !targets.IsEmpty && Answering([.. _dispatches.Outer(dispatches, method)])
            .All(target => Always(target, 0));
        // What stands in makes its own score, and may pass it itself.
        var passes = (isDeclared || isAlways) && (_question.Kind == WayKind.Failure || takesScore || (isFallback && isAlways));
        var isPrediction = _isPrediction(method, call) || (isFallback && !isAlways);
        var open = isPrediction ? [] : _dispatches.Open(dispatches, method);
        var isEither = isDeclared && _question.Kind == WayKind.Failure
            && named.Any(target => _leading.Contains(target) && !_question.Declared.Contains(target));
        var isOnlyDeclared = isDeclared && !isEither;
        var hidden = isPrediction || isOnlyDeclared
            ? null
            : dispatches.Select(dispatch => _dispatches.Of(dispatch, method).Hidden).FirstOrDefault(one => one is not null);
        var leads = isPrediction || targets.Any(_leading.Contains);
        return new()
        {
            Open = isOnlyDeclared ? null : open,
            IsEither = isEither,
            Passes = passes || (_question.Kind == WayKind.Result && leads && open is null && !targets.IsEmpty
                && _dispatches.Outer(dispatches, method).Any(target => !Of(target).Proof.IsEmpty)),
            Predicts = leads,
            IsKept = targets.IsEmpty || targets.All(Keeps),
            Ends = Ends(targets, call),
            IsPolicy = _facts.Plays(call, Role.Resilience) || call.Type.StartsWith("Polly.", StringComparison.Ordinal),
            Expects = _question.Expects(method, call),
            KeepsDelegates = _question.Keeps(call),
            IsVoid = isDeclared && named.Where(_question.Declared.Contains).All(target => target.Fact.Result == "Void"),
            AlwaysPredicts = isPrediction || (!targets.IsEmpty && targets.All(target => AlwaysPredicts(target, 0))),
            Hidden = hidden,
            Parts = isPrediction || isOnlyDeclared ? null : AnswerParts.Of(dispatches.Select(dispatch => _dispatches.Of(dispatch, method))),
            Given = _question.Kind == WayKind.Failure && !leads && !isDeclared && targets.Length is > 0 and <= MostTargets
                ? GivenBy(targets)
                : default,
            Thrown = isPrediction ? _question.Thrown : _dispatches.Thrown(dispatches, method),
            Deferred = targets.Select(target => DeferralOf(target, 0)).DefaultIfEmpty(Deferral.None).Max(),
        };
    }

    /// <summary>An abstract method answers no call where another one overrides it.</summary>
    private static ImmutableArray<ProductMethod> Answering(ImmutableArray<ProductMethod> targets) =>
        targets.Any(target => target.Fact.Body != MethodBody.None)
            ? [.. targets.Where(target => target.Fact.Body != MethodBody.None)]
            : targets;

    /// <summary>Whether a move is a call that never returns.</summary>
    public bool Ends(ProductMethod method, Move move) =>
        move.Kind == MoveKind.Call && move.Number < method.Calls.Length && method.Calls[move.Number] is var call
            && Ends([.. _facts.Graph.TargetsOf(call, method)], call);

    private bool Ends(ImmutableArray<ProductMethod> targets, Call call) =>
        _question.Fails(call) || (!targets.IsEmpty && targets.All(target => !Returns(target)));

    /// <summary>Whether a method comes to an end without an exception.</summary>
    private bool Returns(ProductMethod method)
    {
        if (method.Fact.Body == MethodBody.OnlyThrows)
            return false;
        if (method.Ways is not [{ Kind: BodyKind.Direct, Steps: { IsEmpty: false } steps }, ..])
            return true;
        if (_returns.TryGetValue(method, out var known))
            return known;
        _returns.Add(method, true);
        return _returns[method] = Nested(() => Exits(method, steps), true);
    }

    /// <summary>Asks about a callee, unless that is nested deeper than anything that people write.</summary>
    private T Nested<T>(Func<T> ask, T otherwise)
    {
        if (_depth >= MostNested)
            return otherwise;
        _depth++;
        var answer = ask();
        _depth--;
        return answer;
    }

    private bool Exits(ProductMethod method, ImmutableArray<Step> steps)
    {
        var seen = new HashSet<int>();
        var open = new Stack<int>([0]);
        while (open.Count > 0)
        {
            if (open.Pop() is var next && (next >= steps.Length || !seen.Add(next)))
                continue;
            var step = steps[next];
            foreach (var handler in step.Handlers)
                open.Push(handler.Step);
            if (step.Moves.Any(move => Ends(method, move)))
                continue;
            if (step.IsExit)
                return true;
            foreach (var after in step.Next)
                open.Push(after);
        }

        return false;
    }

    /// <summary>Whether a body predicts each time that it runs: nothing decides whether it comes to that.</summary>
    private bool AlwaysPredicts(ProductMethod method, int body)
    {
        if (body >= method.Ways.Length || method.Ways[body] is not { Kind: BodyKind.Direct, Steps: { IsEmpty: false } steps })
            return false;
        if (!_alwaysPredicts.TryGetValue((method, body), out var always))
        {
            _alwaysPredicts.Add((method, body), false);
            _alwaysPredicts[(method, body)] = always = steps.All(step => step.Next.Length < 2 || step.Decides.IsEmpty)
                && steps.SelectMany(step => step.Moves).Any(move => Predicts(method, move));
        }

        return always;
    }

    private bool Predicts(ProductMethod method, Move move) => move.Kind switch
    {
        MoveKind.Body => Nested(() => AlwaysPredicts(method, move.Number), false),
        MoveKind.Call when move.Number < method.Calls.Length => _isPrediction(method, method.Calls[move.Number])
            || (_facts.Graph.TargetsOf(method.Calls[move.Number], method).Take(MostTargets + 1).ToImmutableArray()
                    is { IsEmpty: false, Length: <= MostTargets } targets
                && Nested(() => targets.All(target => AlwaysPredicts(target, 0)), false)),
        _ => false,
    };

    /// <summary>What is known of everything that a call can give, where no prediction stands behind it.</summary>
    private WayValueFacts GivenBy(ImmutableArray<ProductMethod> targets)
    {
        var given = default(WayValueFacts?);
        foreach (var target in targets)
            given = given is { } known ? known.Meet(Given(target)) : Given(target);
        return given ?? default;
    }

    private WayValueFacts Given(ProductMethod method)
    {
        if (method.Ways is not [{ Kind: BodyKind.Direct, Steps: { IsEmpty: false, Length: <= MostStepsOfGiver } }, ..])
            return default;
        if (!_given.TryGetValue(method, out var given))
        {
            _given.Add(method, default);
            _given[method] = given = Nested(() => WayRun.Given(this, method), default);
        }

        return given;
    }

    private bool Keeps(ProductMethod method)
    {
        if (method.Fact.Name is ".ctor" || method.Fact.Body == MethodBody.None)
            return true;
        if (!_keeps.TryGetValue(method, out var keeps))
        {
            _keeps.Add(method, true);
            _keeps[method] = keeps = Nested(() => WayRun.Keeps(this, method), false);
        }

        return keeps;
    }

    private void Solve(ImmutableArray<ProductMethod> methods)
    {
        for (var pass = 0; pass < MostPasses; pass++)
        {
            var changed = false;
            _dispatches.Forget();
            _always.Clear();
            _withDelegates.Clear();
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
