using MlGuard.Lifecycle.Facts.Ways;

namespace MlGuard.Lifecycle.Product;

/// <content>What becomes of a result that stands for a failure where it is handed to something with the answer for that case.</content>
internal sealed partial class WayRun
{
    /// <summary>The calls, as bits, of which something asks that cannot be followed and may answer with the declared member.</summary>
    private ulong _unfollowed;

    private HiddenFailure HiddenOf(ulong unasked, Truth result, MemberTruths? members = null) =>
        new(_sites.PathOf(unasked, _method), result, members) { IsUnfollowed = (unasked & ~_unfollowed) == 0 };

    /// <summary>
    /// The calls, as bits, whose failure a call makes good: told by the result which stands for it, what is called runs the delegate that
    /// answers with the declared member.
    /// </summary>
    private ulong MadeGood(Move move, WayValues values)
    {
        if (!_tracks || move.Kind != MoveKind.Call)
            return 0;
        if (_arguments.Where(argument => (argument.Value.Hides & values.Unasked) != 0).ToArray() is not [var (place, hiding)])
            return 0;
        var delegates = default(DelegateArguments);
        foreach (var (argument, value) in _arguments.Where(argument => argument.Place != place && argument.Place < DelegateArguments.Most))
            delegates = delegates.With(argument, OpenOf(value) is not null, IsAlways(value));
        if (delegates.Declared == 0)
            return 0;
        var failed = new WayValueFacts { IsScore = true, Constant = hiding.WhenFailed, Members = hiding.MembersWhenFailed };
        var isMadeGood = delegates.Predicting == 0
            && (hiding.Hides & _sites.Tasks) == 0
            && _analysis.AnswersWhenFailed(_method, move, delegates, place, failed);
        if (!isMadeGood)
            _unfollowed |= hiding.Hides;
        return isMadeGood ? hiding.Hides : 0;
    }

    /// <summary>
    /// Whether a call answers with the declared member since what it is passed is nothing: the prediction that would have been there has
    /// failed before.
    /// </summary>
    private bool AnswersForNothing(Move move, int after)
    {
        if (!_tracks || after == Before || move.Kind != MoveKind.Call)
            return false;
        foreach (var (place, value) in _arguments)
            if (value.Constant == Truth.Zero
                && _analysis.AnswersWhenFailed(_method, move, default, place, new() { IsScore = true, Constant = Truth.Zero }))
                return true;
        return false;
    }

    private void LeaveUnfollowed(int number, WayValueFacts decides, WayValues values)
    {
        if ((decides.Hides & values.Unasked & ~_unfollowed) != 0 && _decisions.OnlyAfter(number).Any(LeadsToDeclared))
            _unfollowed |= decides.Hides;
    }

    /// <summary>What goes on after a task is not told which one: any that nobody has waited for may be it.</summary>
    private void LeaveUnfollowed(Move move, WayValues values, WayValueFacts sources)
    {
        if (move.Kind is MoveKind.Run or MoveKind.Pass && (values.Unasked & ~_unfollowed) != 0
            && BodiesOf(sources.Delegates).Any(body => _method.Ways[body].Steps.Any(LeadsToDeclared)))
            _unfollowed |= (sources.Hides | _sites.Tasks) & values.Unasked;
    }

    private bool LeadsToDeclared(Step step) => step.Moves.Any(move => move.Kind == MoveKind.Body
        ? IsAlways(move.Number)
        : _analysis.MayPass(_method, move));
}
