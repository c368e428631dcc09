using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Facts.Ways;

namespace MlGuard.Lifecycle.Product;

/// <content>What a call means, and what becomes of the delegates that it is passed.</content>
internal sealed partial class WayRun
{
    private bool Meet(
        Move move, (int Step, int Move) place, ref int after, WayValues values, WayValueFacts sources, WayCallMeaning meaning)
    {
        meaning = meaning.Settled(hasFailed: after != Before, isAgain: AsksAgain(move, after));
        var handed = Handed(move);
        var madeGood = MadeGood(move, values);
        var answersForNothing = AnswersForNothing(move, after);
        LeaveUnfollowed(move, values, sources);
        _arguments.Clear();
        if (meaning.Ends)
        {
            if (after != Before && _kind == WayKind.Failure)
                Fail(_steps[place.Step], after, values, _failed with { Thrown = null });
            return false;
        }

        if (meaning.Expects && !BodiesOf(sources.Delegates).Any(Judges))
            (sources, handed) = (Expected(sources), null);
        if (_analysis.Question.ExpectsWhereNothingPasses && !_passes.IsAfter(place))
            (sources, handed, meaning) = (Expected(sources), null, meaning.Expected());
        var (open, passes) = OutcomeOf(move, sources, meaning, handed);
        var deferred = move is { Kind: MoveKind.Run, Result: ResultKind.Sequence } ? Deferral.All : meaning.Deferred;
        var hidden = _kind == WayKind.Failure ? meaning.Hidden ?? handed?.Hidden ?? HiddenOf(move, sources) : null;
        var (parts, part) = PartOf(move, place, values, meaning.Parts ?? PartsOf(move, sources));
        var hasRun = move.Kind is MoveKind.Run || handed is not null || RunsWhatItIsPassed(move, sources);
        var failure = open is { } failing ? new Failure(failing, meaning.Open is null ? null : meaning.Thrown) : null;
        var result = ResultOf(move, sources, meaning, open is not null, passes || answersForNothing) with
        {
            IsOpenTask = ((move.IsTask || (deferred != Deferral.None && sources.GivesTask)) && open is not null) || sources.IsOpenTask,
            IsDeferred = (deferred != Deferral.None && open is not null)
                || (sources.IsDeferred && move.Result is ResultKind.Sequence or ResultKind.Open && move.Kind != MoveKind.Run),
            Delegates = hasRun ? 0 : sources.Delegates,
            RunsPrediction = sources.RunsPrediction && !hasRun,
            Hides = sources.Hides | SitesOf(move, place, values, failure, hidden),
            WhenFailed = sources.Hides == 0 && hidden is not null ? hidden.Result : Truth.Unknown,
            MembersWhenFailed = sources.Hides == 0 && hidden is not null ? hidden.Members : null,
            MakesGood = part | madeGood | (meaning.IsKept || IsOfObject(move) ? sources.MakesGood : 0),
        };
        HandOver(move, values);
        if (_kind == WayKind.Failure)
            FailIn(move, place, ref after, values, deferred == Deferral.All ? null : failure, sources);
        else
            Predict(place.Step, ref after, values, meaning, open is not null, passes);
        if (handed is not null)
            (IsGood, Inner) = (IsGood || !handed.Proof.IsEmpty, Inner ?? GapBehind(handed.Gap));
        NotePassing(move, ref after, values, sources, meaning, passes);
        if (_kind != WayKind.Failure && open is { } way)
            Escape(new(way));
        SetCalled(values, move, result, place.Step, parts, part);
        return true;
    }

    /// <summary>Whether a call is made on the object whose prediction has failed.</summary>
    private bool AsksAgain(Move move, int after) => move.Receiver != 0 && _failedOn.Contains((after, move.Receiver));

    private static WayValueFacts Expected(WayValueFacts delegates) =>
        delegates with { Delegates = 0, RunsPrediction = false, GivesTask = false };

    /// <summary>A prediction is made that somebody has to care for, or it fails and its handlers answer in its place.</summary>
    private void Predict(int step, ref int after, WayValues values, WayCallMeaning meaning, bool isOpen, bool passes)
    {
        if (isOpen || meaning.Predicts)
            Abandon(_steps[step], after, values);
        if (isOpen && !passes)
        {
            after = Behind;
            values.Unpass();
        }
    }

    /// <summary>Whether a prediction can fail behind a call, and whether the declared member is passed whatever happens.</summary>
    private (ImmutableArray<ProductMethod>? Open, bool Passes) OutcomeOf(
        Move move, WayValueFacts sources, WayCallMeaning meaning, WayAnswer? handed)
    {
        if (meaning.KeepsDelegates)
            return (meaning.Open, meaning.Passes);
        if (meaning.IsPolicy && BodiesOf(sources.Delegates).Any(IsAlways))
            _policyAnswers = true;
        if (meaning.IsPolicy && _policyAnswers && _kind == WayKind.Failure)
            return (null, true);
        var runs = move.Kind is MoveKind.Run || meaning.IsPolicy;
        return (
            meaning.Open ?? (handed is null ? OpenOf(sources) : handed.Open),
            meaning.Passes || (runs && IsAlways(sources)) || handed is { Open: null, Gap: null, Hidden: null, Proof.IsEmpty: false });
    }

    /// <summary>What the value that a call gives is made of.</summary>
    private static WayValueFacts ResultOf(Move move, WayValueFacts sources, WayCallMeaning meaning, bool isOpen, bool passes) => new()
    {
        IsResult = passes || (sources.IsResult && meaning.IsKept),
        IsScore = meaning.Predicts || isOpen || (sources.IsScore && meaning.IsKept),
        Choice = meaning.Predicts || isOpen || !meaning.IsKept ? 0 : sources.Choice,
        IsPassed = sources.IsPassed && meaning.IsKept && !meaning.Predicts && !isOpen,
        IsAnew = meaning.AlwaysPredicts || (move.Kind == MoveKind.Run && isOpen && meaning.Open is null)
            || (sources.IsAnew && meaning.IsKept),
        Constant = meaning.Given.Constant,
        Members = meaning.Given.Members,
    };

    /// <summary>Who gets an object may change it.</summary>
    private void HandOver(Move move, WayValues values)
    {
        if (move.Kind is MoveKind.Call or MoveKind.Body && !_analysis.FollowedTargets(_method, move).IsEmpty && !move.Sources.IsEmpty)
            values.HandOn();
        if (move.Kind is MoveKind.Body or MoveKind.Run or MoveKind.Pass)
            values.Share();
    }

    private void NotePassing(
        Move move, ref int after, WayValues values, WayValueFacts sources, WayCallMeaning meaning, bool passes)
    {
        _mayPass |= (after != Before || _kind != WayKind.Failure) && (passes || _analysis.MayPass(_method, move));
        values.HasPassed |= passes && (_kind != WayKind.Failure || meaning.IsVoid) && !move.IsTask;
        values.HasPassed |= _kind == WayKind.Failure && sources.IsResult && move.Kind == MoveKind.Call;
        if (_kind != WayKind.Failure && meaning.Predicts && meaning.Open is null && passes)
            after = Behind;
    }

    /// <summary>Whether what a call gives can only be made of the object that it is called on.</summary>
    private bool IsOfObject(Move move) =>
        move.Kind is MoveKind.Call or MoveKind.Access
        && move.Number < _method.Calls.Length
        && _method.Calls[move.Number].ParameterCount == 0;

    /// <summary>Only what a call returns says whether it failed; what comes back in other ways is made of the same.</summary>
    private void SetCalled(WayValues values, Move move, WayValueFacts result, int step, AnswerParts? parts, ulong part)
    {
        var references = move.Targets.Length - (parts?.ReferenceCount ?? 0);
        for (var i = 0; i < move.Targets.Length; i++)
        {
            var value = i == 0 ? result : result.Made(ValueForm.Derived);
            if (parts is not null && i >= references)
                value = (parts.References & (1UL << (i - references))) != 0 ? value : value with { MakesGood = value.MakesGood & ~part };
            else if (parts is not null)
                value = parts.IsReturned
                    ? value with { Holding = parts.Members }
                    : value with { MakesGood = value.MakesGood & ~part };
            values.Set(move.Targets[i], Decided(step, value, values));
        }
    }

    /// <summary>A call of which a way has to take the right part, as a bit.</summary>
    private (AnswerParts? Parts, ulong Part) PartOf(Move move, (int Step, int Move) place, WayValues values, AnswerParts? parts)
    {
        if (!_tracks || parts is null || move.Targets.Length < parts.ReferenceCount)
            return (null, 0);
        var part = _sites.Part(place, [_method]);
        values.Unasked |= part;
        return (parts, part);
    }

    private AnswerParts? PartsOf(Move move, WayValueFacts value) =>
        GivesResult(move)
            ? BodiesOf(value.Delegates).Select(body => _analysis.Of(_method, body).Parts).FirstOrDefault(parts => parts is not null)
            : null;

    private static bool GivesResult(Move move) => move is { Kind: MoveKind.Run, Number: Move.GivesResult };

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
        // The call before, at the same place, was never asked.
        values.Unasked |= sites | ((values.Unasked & sites) != 0 ? WaySites.Lost : 0);
        return sites;
    }

    private WayGap? GapBehind(WayGap? gap) => gap is null
        ? null
        : gap with { Path = [_method, .. gap.Path.Where(step => step != _method)] };

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

    /// <summary>
    /// Whether own methods run a delegate that they are passed and give something else than their own object: what they give holds none.
    /// </summary>
    private bool RunsWhatItIsPassed(Move move, WayValueFacts sources) =>
        move.Kind == MoveKind.Call
        && (sources.Delegates != 0 || sources.RunsPrediction)
        && _analysis.FollowedTargets(_method, move) is { IsEmpty: false } targets
        && targets.All(target => !target.IsConstructor && target.Fact.Result != target.Fact.Type
            && target.Ways[0].Steps.Any(step => step.Moves.Any(inner => inner.Kind == MoveKind.Run
                && inner.Sources.Any(source => source is >= Register.FirstArgument and < Register.FirstField))));

    private ImmutableArray<ProductMethod>? OpenOf(WayValueFacts value)
    {
        foreach (var body in BodiesOf(value.Delegates))
            if (_analysis.Of(_method, body).Open is { } open)
                return open;
        return value.RunsPrediction ? [_method] : null;
    }

    /// <summary>Who runs delegates for somebody need not hand out what they give.</summary>
    private HiddenFailure? HiddenOf(Move move, WayValueFacts value)
    {
        var bodies = BodiesOf(value.Delegates).ToImmutableArray();
        var hidden = bodies.Select(body => _analysis.Of(_method, body).Hidden).FirstOrDefault(one => one is not null);
        return GivesResult(move) && bodies.Length == 1 ? hidden : hidden?.Indistinct();
    }

    /// <summary>Whether a body throws something itself: whoever expects that has looked at what it found.</summary>
    private bool Judges(int body) => _method.Ways[body].Steps.Any(step => step.Throws is not null);

    private bool IsAlways(WayValueFacts value) =>
        (value.Delegates != 0 || value.RunsDeclared) && !value.RunsPrediction && BodiesOf(value.Delegates).All(IsAlways);

    private bool IsAlways(int body) => _analysis.Always(_method, body);

    private IEnumerable<int> BodiesOf(ulong delegates) =>
        delegates == 0 ? [] : Enumerable.Range(0, Math.Min(64, _method.Ways.Length)).Where(body => (delegates & (1UL << body)) != 0);
}
