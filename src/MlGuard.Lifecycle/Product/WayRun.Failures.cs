using MlGuard.Lifecycle.Facts.Ways;

namespace MlGuard.Lifecycle.Product;

/// <content>Where a prediction fails, and who catches that.</content>
internal sealed partial class WayRun
{
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
        // An answer says itself what it is made of.
        after = after == number && !_hasAnswers ? Before : after;
    }

    private int FailAt(Move move, (int Step, int Move) place, WayValues values, Failure failure)
    {
        // One place of the code is several steps where constants are told apart; its handler is one.
        var number = NumberOf(
            _steps[place.Step].Handlers is [var nearest, ..] ? (-1 - nearest.Try, ((int)move.Kind * 1000) + move.Number) : place);
        _failedOn.Add((number, move.Receiver));
        Fail(_steps[place.Step], number, values, failure);
        if (failure.Thrown is null && _analysis.IsTimed(_method))
            Fail(_steps[place.Step], number, values, failure with { Thrown = WayHandlers.LimitOfTime });
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
            var givesUp = catches == Catches.Never && WayHandlers.IsOfGivingUp(handler);
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

    /// <summary>What throws answers nothing itself: each handler that may catch it is another way, where something can stand in.</summary>
    private void Abandon(Step step, int after, WayValues values)
    {
        foreach (var handler in step.Handlers)
        {
            Enter(handler.Step, after, values);
            if (WayHandlers.Failure(handler, null, _analysis.Question, _analysis.BasesOf) == Catches.Always)
                return;
        }
    }
}
