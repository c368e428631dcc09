using MlGuard.Lifecycle.Facts.Ways;

namespace MlGuard.Lifecycle.Product;

/// <content>Where a way ends, and what it ends with.</content>
internal sealed partial class WayRun
{
    private void Exit(int after, WayValues values)
    {
        if (_hasAnswers)
            return;
        if (after == Before)
        {
            if ((values.Unasked & ~_sites.Parts) is not 0 and var unasked)
                Hide(HiddenOf(unasked, Truth.Unknown));
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

    private void Give(Move move, int step, ref int after, WayValues values, WayValueFacts sources)
    {
        var isResult = Decided(step, sources, values).IsResult;
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
        {
            values.HasPassed |= sources is { IsPassed: true, Choice: not 0 };
            return;
        }

        TakeParts(move, step, values, isResult && after != Before, sources);
        if (after != Before)
            GiveAfter(move, values, isResult, isHandedOn || (_tracks && sources.IsAnew));
        else if (values.Unasked != 0 && !isResult)
            HideUnasked(move, values);
        // What an iterator gives next is another answer.
        after = isResult ? Before : after;
    }

    /// <summary>What of this answer makes good that a prediction failed, here or in what it is made of.</summary>
    private void TakeParts(Move move, int step, WayValues values, bool isResult, WayValueFacts sources)
    {
        var calls = values.Unasked & sources.MakesGood;
        if (!_tracks || (!isResult && calls == 0))
            return;
        var parts = _decisions.Contains(step)
            ? AnswerParts.All(move.Targets.Length)
            : PartsOf(move, values, value => isResult ? value.IsResult : (value.MakesGood & calls) == calls);
        _parts = _parts?.Meet(parts) ?? parts;
        values.Ask(calls);
    }

    private static AnswerParts PartsOf(Move move, WayValues values, Func<WayValueFacts, bool> isGood)
    {
        ImmutableArray<int> returned = [.. move.Sources.Take(Math.Max(0, move.Sources.Length - move.Targets.Length))];
        var answer = values.Of(returned);
        var references = 0UL;
        for (var i = 0; i < move.Targets.Length; i++)
            references |= isGood(values.Of(move.Targets[i])) ? 1UL << i : 0;
        return new(isGood(answer), answer.Holding, references, move.Targets.Length);
    }

    private void GiveAfter(Move move, WayValues values, bool isResult, bool isMadeGood)
    {
        IsGood |= isResult || isMadeGood;
        if (isResult || isMadeGood || MayEndHere())
            return;
        var answer = AnswerOf(move, values);
        if (_tracks && !_alters && (answer.Constant != Truth.Unknown || answer.Members is not null))
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
        Hide(HiddenOf(
            values.Unasked, isOfAll ? answer.WhenFailed : Truth.Unknown, isOfAll ? answer.MembersWhenFailed : null));
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
            hidden = hidden.Indistinct();
        Hidden = Hidden is null ? hidden : hidden.Or(Hidden);
    }
}
