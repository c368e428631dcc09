using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Facts.Ways;

namespace MlGuard.Lifecycle.Product;

/// <summary>Runs through one body on all its ways at once and asks one question of each.</summary>
/// <remarks>
/// Every step is looked at before the prediction that is asked about, and after each place where one can fail (or, where that is asked,
/// after one was made). What holds must hold on all ways that meet.
/// </remarks>
internal sealed class WayRun
{
    private const int Rounds = 4;

    /// <summary>So many places of failure are told apart.</summary>
    private const int MostPlaces = 6;

    /// <summary>Nothing has failed, or was made.</summary>
    private const int Before = 0;

    /// <summary>Behind a prediction that is none of this body's, or whose place does not matter.</summary>
    private const int Behind = MostPlaces + 1;

    private readonly WayAnalysis _analysis;
    private readonly ProductMethod _method;
    private readonly ImmutableArray<Step> _steps;
    private readonly BodyKind _bodyKind;
    private readonly bool _isMain;
    private readonly WayKind _kind;
    private readonly DelegateArguments _delegates;
    private readonly Dictionary<(int Step, int After), WayValues> _in = [];
    private readonly Queue<(int Step, int After)> _open = [];
    private readonly WayDecisions _decisions;

    /// <summary>The calls of which somebody has to ask, or wait to learn, whether they failed.</summary>
    private readonly WaySites _sites = new();

    /// <summary>The places where a prediction can fail, each with its number.</summary>
    private readonly Dictionary<(int Step, int Move), int> _failing = [];

    /// <summary>The delegates that the next call is passed.</summary>
    private readonly List<(int Place, WayValueFacts Value)> _arguments = [];

    private Failure _failed = new([]);
    private WayValueFacts? _given;
    private bool _isAskedFor;
    private bool _mayPass;
    private bool _policyAnswers;
    private bool _tracks;
    private bool _handsOnSequence;

    private WayRun(WayAnalysis analysis, ProductMethod method, int body, DelegateArguments delegates)
    {
        (_analysis, _method, _kind, _delegates) = (analysis, method, analysis.Kind, delegates);
        var read = body < method.Ways.Length && method.Ways.Length < WayBody.Most ? method.Ways[body] : WayBody.Unseen;
        (_steps, _bodyKind, _decisions, _isMain) = (read.Steps, read.Kind, new(read.Steps), body == 0);
    }

    /// <summary>A way that ends without the answer that is asked for.</summary>
    private bool IsBad { get; set; }

    private bool IsGood { get; set; }

    /// <summary>What the caller has to care for.</summary>
    private Failure? Escaping { get; set; }

    private HiddenFailure? Hidden { get; set; }

    /// <summary>A gap in something that was passed delegates.</summary>
    private WayGap? Inner { get; set; }

    public static WayAnswer Run(WayAnalysis analysis, ProductMethod method, int body) => With(analysis, method, body, default);

    /// <summary>The same for a body that is passed delegates.</summary>
    public static WayAnswer With(WayAnalysis analysis, ProductMethod method, int body, DelegateArguments delegates)
    {
        var run = new WayRun(analysis, method, body, delegates);
        if (run._steps.IsEmpty)
            return new(null, new([method], true, true), []);
        run._tracks = run._kind == WayKind.Failure;
        run.Start(Before, default);
        return run.Answer();
    }

    /// <summary>Whether every way through a body passes the declared member and answers with what it gave.</summary>
    public static bool Always(WayAnalysis analysis, ProductMethod method, int body, DelegateArguments delegates)
    {
        var run = new WayRun(analysis, method, body, delegates);
        run.Start(Behind, new() { IsScore = true });
        return !run._steps.IsEmpty && run is { IsBad: false, IsGood: true };
    }

    /// <summary>Whether what a method answers is made of its arguments, on every way.</summary>
    public static bool Keeps(WayAnalysis analysis, ProductMethod method)
    {
        var run = new WayRun(analysis, method, 0, default);
        run.Start(Behind, new() { IsResult = true, IsScore = true });
        return run._steps.IsEmpty || !run.IsBad;
    }

    /// <summary>What is known of whatever a method gives.</summary>
    public static WayValueFacts Given(WayAnalysis analysis, ProductMethod method)
    {
        var run = new WayRun(analysis, method, 0, default);
        run.Start(Before, default);
        return new() { Constant = run._given?.Constant ?? Truth.Unknown, Members = run._given?.Members };
    }

    /// <summary>Whether something depends on what the declared member gave.</summary>
    public static bool AsksForResult(WayAnalysis analysis, ProductMethod method, int body)
    {
        var run = new WayRun(analysis, method, body, default);
        run.Start(Before, default);
        return run._steps.IsEmpty || run._isAskedFor;
    }

    private WayAnswer Answer()
    {
        if (_kind == WayKind.Failure)
            return OfFailure();
        // A caller may still pass what is missing here.
        return new(
            IsBad ? [_method, .. (Escaping?.Path ?? []).Where(step => step != _method)] : null,
            IsBad && _mayPass ? new([_method], true, false) : _analysis.GapBehind(_method),
            IsGood ? [_method] : []);
    }

    private WayAnswer OfFailure()
    {
        var isBad = IsBad || Hidden is { CanBeAsked: false } || (_bodyKind == BodyKind.Detached && Escaping is not null);
        var open = Escaping ?? (_handsOnSequence ? new Failure([_method]) : null);
        var deferred = Escaping is null ? Deferral.All : Deferral.Some;
        return new(
            _bodyKind == BodyKind.Detached ? null : open?.Path,
            isBad ? new(Hidden?.Path ?? [_method], _mayPass, false) : Inner ?? _analysis.GapBehind(_method),
            IsGood ? [_method] : [], Hidden is { CanBeAsked: true } ? Hidden : null,
            _handsOnSequence ? deferred : Deferral.None, open?.Thrown);
    }

    private void Start(int after, WayValueFacts arguments)
    {
        for (var round = 0; round < Rounds; round++)
        {
            _in.Clear();
            Forget();
            Enter(0, after, FirstValues(arguments));
            while (_open.Count > 0)
                Visit(_open.Dequeue());
            // What was true of a loop's first round need not be true of its next: the last look decides.
            Forget();
            foreach (var place in _in.Keys.ToArray())
                Visit(place);
            _open.Clear();
            if (!_decisions.Decide())
                return;
        }
    }

    private void Forget()
    {
        (IsBad, IsGood, Escaping, Hidden, Inner, _handsOnSequence, _given) = (false, false, null, null, null, false, null);
        _decisions.Forget();
    }

    private WayValues FirstValues(WayValueFacts arguments)
    {
        var values = new WayValues(arguments);
        for (var place = 0; place < DelegateArguments.Most && _delegates != default; place++)
            if (_delegates.At(place) is var (predicts, declared) && (predicts || declared))
                values.Set(Register.FirstArgument + place, arguments with { RunsPrediction = predicts, RunsDeclared = declared });
        return values;
    }

    private void Enter(int step, int after, WayValues values)
    {
        if (step < 0 || step >= _steps.Length)
            return;
        if (!_in.TryGetValue((step, after), out var known))
            _in.Add((step, after), values.Copy());
        else if (!known.Meet(values))
            return;
        _open.Enqueue((step, after));
    }

    private void Visit((int Step, int After) place)
    {
        var values = _in[place].Copy();
        var (step, after) = (_steps[place.Step], place.After);
        for (var i = 0; i < step.Moves.Length; i++)
            if (!Apply(step.Moves[i], (place.Step, i), ref after, values))
                return;
        if (step.IsExit)
            Exit(after, values);
        else if (step.Next.IsEmpty && after != Before && _kind == WayKind.Failure)
            Fail(step, after, values, _failed with { Thrown = step.Throws });
        Go(place.Step, after, values);
    }

    private void Go(int number, int after, WayValues values)
    {
        var step = _steps[number];
        var decides = values.Of(step.Decides);
        if (step.Next.Length > 1 && !step.Decides.IsEmpty)
            Note(number, decides.IsResult);
        var asked = step is { WhenZero: >= 0, Next.Length: 2 } && decides.WhenFailed != Truth.Unknown ? decides.Hides : 0;
        for (var i = 0; i < step.Next.Length; i++)
        {
            if (step is { WhenZero: >= 0, Next.Length: 2 } && decides.Constant != Truth.Unknown
                && i == step.WhenZero != (decides.Constant == Truth.Zero))
                continue;
            if (asked == 0)
            {
                Enter(step.Next[i], after, values);
                continue;
            }

            var next = values.Copy();
            next.Ask(asked);
            Enter(step.Next[i], after, next);
            if (i == step.WhenZero != (decides.WhenFailed == Truth.Zero))
                continue;
            _failed = new(_sites.PathOf(asked, _method));
            next.Fail();
            Enter(step.Next[i], NumberOf((number, -1)), next);
        }
    }

    private void Note(int number, bool isByResult)
    {
        _decisions.Note(number, isByResult);
        _isAskedFor |= isByResult && _decisions.OnlyAfter(number).Any(Does);
    }

    /// <summary>Whether a step does anything that somebody could notice.</summary>
    private bool Does(Step step) => step.IsExit || step.Next.IsEmpty || step.Moves.Any(move =>
        move.Kind is MoveKind.Body or MoveKind.Answer
        || (move.Kind is MoveKind.Become or MoveKind.Hold && move.Targets.Any(target => target >= Register.FirstLocal))
        || (move.Kind == MoveKind.Call && !_analysis.FollowedTargets(_method, move).IsEmpty));

    private void Exit(int after, WayValues values)
    {
        if (HasAnswers)
            return;
        if (after == Before)
        {
            if (values.Unasked != 0)
                Hide(new(_sites.PathOf(values.Unasked, _method), Truth.Unknown));
            return;
        }

        // Who has been given up and owes no answer owes nothing.
        if (values.IsGivenUp)
            return;
        if (MayEndHere())
            return;
        IsGood |= values.HasPassed;
        IsBad |= !values.HasPassed;
    }

    /// <summary>Whether the body gives something; otherwise it has to do something.</summary>
    private bool HasAnswers => _kind != WayKind.Passage && _steps.Any(step => step.Moves.Any(move => move.Kind == MoveKind.Answer));

    private bool Apply(Move move, (int Step, int Move) place, ref int after, WayValues values)
    {
        var sources = values.Of(move.Sources);
        switch (move.Kind)
        {
            case MoveKind.Become:
                foreach (var target in move.Targets)
                    Become(target, Decided(place.Step, sources.Made(move.Form)), values);
                return true;
            case MoveKind.Hold:
                foreach (var target in move.Targets)
                    values.Set(target, values.Of(target).Or(sources));
                return true;
            case MoveKind.Delegate:
                Set(values, move, new() { Delegates = 1UL << (move.Number & 63), GivesTask = move.IsTask }, place.Step);
                return true;
            case MoveKind.Argument:
                _arguments.Add((move.Number, sources));
                return true;
            case MoveKind.Use:
                Leave(sources, values);
                return true;
            case MoveKind.Answer:
                Give(move, place.Step, ref after, values, sources);
                return true;
            case MoveKind.Await:
                return Await(move, place, ref after, values, sources);
            case MoveKind.Member:
                values.SetMember(move.Targets, move.Number, sources.Constant);
                return true;
            case MoveKind.Get:
                Set(values, move, sources.Member(move.Number), place.Step);
                return true;
            case MoveKind.First:
                return AskForFirst(move, place, values, sources);
            case MoveKind.Read:
                return Read(move, place, values, sources);
            case MoveKind.Body:
                _isAskedFor |= sources.IsResult;
                return Meet(move, place, ref after, values, sources, _analysis.BodyMeaning(_method, move.Number));
            case MoveKind.Call or MoveKind.Access:
                var call = _method.Calls[Math.Min(move.Number, _method.Calls.Length - 1)];
                IsBad |= after != Before && _analysis.Question.IsForbidden(_method, call);
                _isAskedFor |= sources.IsResult && !_analysis.FollowedTargets(_method, move).IsEmpty;
                return Meet(move, place, ref after, values, sources, _analysis.CallMeaning(_method, call, sources.IsScore));
            default:
                return Meet(move, place, ref after, values, sources, new(null, false, false, true, false, false, false));
        }
    }

    private void Become(int target, WayValueFacts value, WayValues values)
    {
        // Bodies that capture something are followed apart, and may change what they capture.
        if (target >= Register.FirstField && value.RunsPrediction)
            Escape(new([_method]));
        values.Set(target, target >= Register.FirstField ? value with { Constant = Truth.Unknown, Members = null } : value);
    }

    private void Leave(WayValueFacts sources, WayValues values)
    {
        if (_kind != WayKind.Failure)
            return;
        values.HasPassed |= sources.IsResult;
        _isAskedFor |= sources.IsResult;
        values.Ask(sources.Hides & _sites.Tasks);
        if (OpenOf(sources) is { } open)
            Escape(new(open));
    }

    private void Give(Move move, int step, ref int after, WayValues values, WayValueFacts sources)
    {
        var isResult = Decided(step, sources).IsResult;
        _given = _given is { } known ? known.Meet(AnswerOf(move, values)) : AnswerOf(move, values);
        values.HasPassed |= isResult;
        // Whoever gets a task or a sequence learns what failed in it.
        var isHandedOn = _kind == WayKind.Failure && (sources.IsOpenTask || sources.IsDeferred || sources.RunsPrediction);
        if (isHandedOn && (sources.IsOpenTask || sources.RunsPrediction))
            Escape(new([_method]));
        if (isHandedOn)
            values.Ask(sources.Hides & _sites.Tasks);
        _handsOnSequence |= isHandedOn && sources.IsDeferred;

        if (_kind == WayKind.Passage)
            return;
        if (after != Before)
            GiveAfter(move, values, isResult, isHandedOn || (_tracks && sources.IsAnew));
        else if (values.Unasked != 0 && !isResult)
            HideUnasked(move, values);
        // What an iterator gives next is another answer.
        after = isResult ? Before : after;
    }

    private void GiveAfter(Move move, WayValues values, bool isResult, bool isMadeGood)
    {
        IsGood |= isResult;
        if (isResult || isMadeGood || MayEndHere())
            return;
        var answer = AnswerOf(move, values);
        if (_tracks && (answer.Constant != Truth.Unknown || answer.Members is not null))
            Hide(new(_sites.PathOf(0, _method), answer.Constant, answer.Members));
        else
            IsBad = true;
    }

    private bool MayEndHere()
    {
        var mayEnd = _isMain && _analysis.Question.End == _method;
        IsGood |= mayEnd;
        return mayEnd;
    }

    private void HideUnasked(Move move, WayValues values)
    {
        var answer = AnswerOf(move, values);
        var isOfAll = (values.Unasked & ~answer.Hides) == 0;
        Hide(new(
            _sites.PathOf(values.Unasked, _method), isOfAll ? answer.WhenFailed : Truth.Unknown, isOfAll ? answer.MembersWhenFailed : null));
    }

    /// <summary>The answer itself, without what comes back in other ways.</summary>
    private static WayValueFacts AnswerOf(Move move, WayValues values) =>
        (move.Sources.IsEmpty ? default : values.Of(move.Sources[0])).Made(move.Form);

    /// <summary>A way out where a failure is not told from an answer but by what is answered.</summary>
    private void Hide(HiddenFailure hidden)
    {
        if (!_tracks)
            return;
        // What an iterator hands out is one of many, and nobody sees what `async void` would.
        if (_bodyKind != BodyKind.Direct)
            hidden = hidden.Untold();
        Hidden = Hidden is null ? hidden : hidden.Or(Hidden);
    }

    private bool Await(Move move, (int Step, int Move) place, ref int after, WayValues values, WayValueFacts sources)
    {
        values.HasPassed |= sources.IsResult;
        values.Ask(sources.Hides & _sites.Tasks);
        if (sources.IsOpenTask && _kind == WayKind.Failure)
            Try(move, place, ref after, values, _sites.FailureOf(sources.Hides) ?? new([_method]));
        if (move.IsTimed)
        {
            Set(values, move, Late(place, values, sources), place.Step);
            return true;
        }

        Set(
            values, move,
            sources with { IsOpenTask = false, IsDeferred = sources.IsDeferred && !move.TakesElement, Hides = sources.Hides & ~_sites.Tasks },
            place.Step);
        return true;
    }

    /// <summary>False where it took too long: nobody knows then what becomes of the prediction.</summary>
    private WayValueFacts Late((int Step, int Move) place, WayValues values, WayValueFacts sources)
    {
        var site = _tracks && sources.IsOpenTask ? _sites.Hidden(place, [_method]) : 0;
        values.Unasked |= site;
        return new() { Hides = site, WhenFailed = site == 0 ? Truth.Unknown : Truth.Zero };
    }

    private bool AskForFirst(Move move, (int Step, int Move) place, WayValues values, WayValueFacts sources)
    {
        values.Ask(sources.Hides & _sites.Tasks);
        Set(values, move, Late(place, values, sources) with { IsFirst = true, WhenFailed = Truth.Unknown }, place.Step);
        return true;
    }

    private bool Read(Move move, (int Step, int Move) place, WayValues values, WayValueFacts sources)
    {
        if (sources.IsDeferred && _kind == WayKind.Failure)
            FailAt(move, place, values, new([_method]));
        Set(values, move, (sources with { IsDeferred = false }).Made(ValueForm.Derived), place.Step);
        return true;
    }

    private bool Meet(
        Move move, (int Step, int Move) place, ref int after, WayValues values, WayValueFacts sources, WayCallMeaning meaning)
    {
        var handed = Handed(move);
        _arguments.Clear();
        if (meaning.Ends)
        {
            if (after != Before && _kind == WayKind.Failure)
                Fail(_steps[place.Step], after, values, _failed with { Thrown = null });
            return false;
        }

        var runs = move.Kind is MoveKind.Run || meaning.IsPolicy;
        var open = meaning.Open ?? (handed is null ? OpenOf(sources) : handed.Open);
        var passes = meaning.Passes || (runs && IsAlways(sources))
            || handed is { Open: null, Gap: null, Hidden: null, Proof.IsEmpty: false };
        var predicts = meaning.Predicts || open is not null;
        if (meaning.IsPolicy && BodiesOf(sources.Delegates).Any(IsAlways))
            _policyAnswers = true;
        if (meaning.IsPolicy && _policyAnswers && _kind == WayKind.Failure)
            (open, passes) = (null, true);
        var deferred = move is { Kind: MoveKind.Run, Result: ResultKind.Sequence } ? Deferral.All : meaning.Deferred;
        var isDeferred = deferred != Deferral.None;
        var hidden = _kind == WayKind.Failure ? meaning.Hidden ?? handed?.Hidden ?? HiddenOf(sources) : null;
        var result = new WayValueFacts
        {
            IsResult = passes || (sources.IsResult && meaning.IsKept),
            IsScore = predicts || (sources.IsScore && meaning.IsKept),
            IsAnew = predicts || (sources.IsAnew && meaning.IsKept),
            IsOpenTask = ((move.IsTask || (isDeferred && sources.GivesTask)) && open is not null) || sources.IsOpenTask,
            IsDeferred = (isDeferred && open is not null)
                || (sources.IsDeferred && move.Result is ResultKind.Sequence or ResultKind.Open && move.Kind != MoveKind.Run),
            Delegates = move.Kind is MoveKind.Run || handed is not null ? 0 : sources.Delegates,
            RunsPrediction = sources.RunsPrediction && move.Kind is not MoveKind.Run && handed is null,
            Hides = sources.Hides
                | SitesOf(move, place, values, open is null ? null : new([_method], meaning.Open is null ? null : meaning.Thrown), hidden),
            WhenFailed = sources.Hides == 0 && hidden is not null ? hidden.Result : Truth.Unknown,
            MembersWhenFailed = sources.Hides == 0 && hidden is not null ? hidden.Members : null,
            Constant = meaning.Given.Constant,
            Members = meaning.Given.Members,
        };
        if (move.Kind != MoveKind.Access)
            values.HandOn(move.Sources);
        if (_kind == WayKind.Failure)
            FailIn(
                move, place, ref after, values,
                open is { } failing && deferred != Deferral.All ? new(failing, meaning.Open is null ? null : meaning.Thrown) : null, sources);
        else if (open is not null && !passes)
            (after, values.HasPassed) = (Behind, false);
        if (handed is not null)
            (IsGood, Inner) = (IsGood || !handed.Proof.IsEmpty, Inner ?? GapBehind(handed.Gap));
        _mayPass |= (after != Before || _kind != WayKind.Failure) && (passes || _analysis.MayPass(_method, move));
        values.HasPassed |= passes && (_kind != WayKind.Failure || meaning.IsVoid) && !move.IsTask;
        values.HasPassed |= _kind == WayKind.Failure && sources.IsResult && move.Kind == MoveKind.Call;
        if (_kind != WayKind.Failure && meaning.Predicts && meaning.Open is null && passes)
            after = Behind;
        if (_kind != WayKind.Failure && open is { } way)
            Escape(new(way));
        SetCalled(values, move, result, place.Step);
        return true;
    }

    /// <summary>Only what a call returns says whether it failed; what comes back in other ways is made of the same.</summary>
    private void SetCalled(WayValues values, Move move, WayValueFacts result, int step)
    {
        for (var i = 0; i < move.Targets.Length; i++)
            values.Set(move.Targets[i], Decided(step, i == 0 ? result : result.Made(ValueForm.Derived)));
    }

    /// <summary>The call as something of which a way has to learn whether it failed. Gives it as a bit.</summary>
    private ulong SitesOf(
        Move move, (int Step, int Move) place, WayValues values, Failure? open, HiddenFailure? hidden)
    {
        if (!_tracks)
            return 0;
        var sites = 0UL;
        if (hidden is not null)
            sites |= _sites.Hidden(place, [_method, .. hidden.Path.Where(step => step != _method)]);
        if (move.IsTask && open is not null)
            sites |= _sites.Task(place, open);
        values.Unasked |= sites;
        return sites;
    }

    private WayGap? GapBehind(WayGap? gap) => gap is null ? null : gap with { Path = [_method, .. gap.Path.Where(step => step != _method)] };

    /// <summary>What becomes of the delegates that an own method is passed; null where none matters, or nobody can follow it.</summary>
    private WayAnswer? Handed(Move move)
    {
        if (_kind != WayKind.Failure || _arguments.Count == 0 || move.Kind is not (MoveKind.Call or MoveKind.Body))
            return null;
        var delegates = default(DelegateArguments);
        foreach (var (argument, value) in _arguments.Where(argument => argument.Place < DelegateArguments.Most))
            delegates = delegates.With(argument, OpenOf(value) is not null, IsAlways(value));
        if (delegates == default || _analysis.FollowedTargets(_method, move) is not { IsEmpty: false } targets)
            return null;
        var body = move.Kind == MoveKind.Body ? move.Number : 0;
        if (delegates.Predicting == 0)
            return targets.All(target => Always(_analysis, target, body, delegates)) ? new(null, null, [_method]) : null;
        ImmutableArray<WayAnswer> answers = [.. targets.Select(target => _analysis.With(target, body, delegates))];
        return new(
            answers.Select(answer => answer.Open).FirstOrDefault(open => open is not null),
            answers.Select(answer => answer.Gap).FirstOrDefault(gap => gap is not null),
            answers.All(answer => !answer.Proof.IsEmpty) ? [_method] : [],
            answers.Select(answer => answer.Hidden).FirstOrDefault(hidden => hidden is not null));
    }

    private void FailIn(
        Move move, (int Step, int Move) place, ref int after, WayValues values, Failure? failure, WayValueFacts sources)
    {
        var isRead = sources.IsDeferred && move.Kind is MoveKind.Call or MoveKind.Body;
        var runsNothing = move.Kind == MoveKind.Pass && sources.Delegates == 0 && !sources.RunsPrediction;
        if (isRead)
            FailAt(move, place, values, new([_method]));
        if (failure is not null && !move.IsTask && !runsNothing)
            Try(move, place, ref after, values, failure);
    }

    /// <summary>It fails, or another try at the same place succeeds and makes good for the one before.</summary>
    private void Try(Move move, (int Step, int Move) place, ref int after, WayValues values, Failure failure)
    {
        var number = FailAt(move, place, values, failure);
        after = after == number ? Before : after;
    }

    private int FailAt(Move move, (int Step, int Move) place, WayValues values, Failure failure)
    {
        // One place of the code is several steps where constants are told apart; its handler is one.
        var number = NumberOf(_steps[place.Step].Handlers is [var nearest, ..] ? (-1 - nearest.Try, (int)move.Kind * 1000 + move.Number) : place);
        Fail(_steps[place.Step], number, values, failure);
        return number;
    }

    private int NumberOf((int Step, int Move) place)
    {
        if (!_failing.TryGetValue(place, out var number))
            _failing.Add(place, number = Math.Min(Before + 1 + _failing.Count, MostPlaces));
        return number;
    }

    /// <summary>A prediction fails: the handlers around it are asked from the inside out.</summary>
    private void Fail(Step step, int number, WayValues values, Failure failure)
    {
        _failed = failure;
        foreach (var handler in step.Handlers)
        {
            var catches = values.IsGivenUp
                ? WayHandlers.GivenUp(handler)
                : WayHandlers.Failure(handler, failure.Thrown, _analysis.Question, _analysis.BasesOf);
            var givesUp = WayHandlers.IsOfGivingUp(handler);
            if (catches == Catches.Never && !givesUp)
                continue;
            var caught = values.Copy();
            caught.Fail();
            caught.IsGivenUp |= givesUp;
            Enter(handler.Step, number, caught);
            if (catches == Catches.Always)
                return;
        }

        if (!values.IsGivenUp)
            Escape(failure.Path.FirstOrDefault() == _method ? failure : failure with { Path = [_method, .. failure.Path] });
    }

    private void Escape(Failure failure) =>
        Escaping = Escaping is null || Escaping.Thrown == failure.Thrown ? Escaping ?? failure : Escaping with { Thrown = null };

    private void Set(WayValues values, Move move, WayValueFacts value, int step)
    {
        foreach (var target in move.Targets)
            values.Set(target, Decided(step, value));
    }

    private WayValueFacts Decided(int step, WayValueFacts value) => _decisions.Contains(step) ? value with { IsResult = true } : value;

    private ImmutableArray<ProductMethod>? OpenOf(WayValueFacts value)
    {
        foreach (var body in BodiesOf(value.Delegates))
            if (_analysis.Of(_method, body).Open is { } open)
                return open;
        return value.RunsPrediction ? [_method] : null;
    }

    /// <summary>Who runs delegates for somebody need not hand out what they give.</summary>
    private HiddenFailure? HiddenOf(WayValueFacts value) =>
        BodiesOf(value.Delegates).Select(body => _analysis.Of(_method, body).Hidden).FirstOrDefault(hidden => hidden is not null)
            is { } found
            ? found.Untold()
            : null;

    private bool IsAlways(WayValueFacts value) =>
        (value.Delegates != 0 || value.RunsDeclared) && !value.RunsPrediction && BodiesOf(value.Delegates).All(IsAlways);

    private bool IsAlways(int body) => _analysis.Always(_method, body);

    private IEnumerable<int> BodiesOf(ulong delegates) =>
        delegates == 0 ? [] : Enumerable.Range(0, Math.Min(64, _method.Ways.Length)).Where(body => (delegates & (1UL << body)) != 0);
}
