using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Facts.Ways;

namespace MlGuard.Lifecycle.Product;

/// <content>What one move does to the values.</content>
internal sealed partial class WayRun
{
    private bool Apply(Move move, (int Step, int Move) place, ref int after, WayValues values)
    {
        var sources = values.Of(move.Sources);
        switch (move.Kind)
        {
            case MoveKind.Become:
                foreach (var target in move.Targets)
                    Become(target, Decided(place.Step, Made(sources, move.Form), values), values);
                return true;
            case MoveKind.Hold:
                foreach (var target in move.Targets)
                    values.Set(target, Held(values.Of(target), sources));
                return true;
            case MoveKind.Delegate:
                Set(values, move, new() { Delegates = 1UL << (move.Number & 63), GivesTask = move.IsTask }, place.Step);
                return true;
            case MoveKind.Argument:
                _arguments.Add((move.Number, sources));
                return true;
            case MoveKind.Use:
                values.HandOn();
                Leave(sources, values);
                return true;
            case MoveKind.Answer:
                Give(move, place.Step, ref after, values, sources);
                return true;
            case MoveKind.Await:
                return Await(move, place, ref after, values, sources);
            case MoveKind.Member:
                values.SetMember(move.Targets, move.Number, sources);
                return true;
            case MoveKind.Alter:
                foreach (var target in move.Targets)
                    Alter(target, values);
                return true;
            case MoveKind.Is or MoveKind.IsNot:
                foreach (var target in move.Targets)
                    values.Set(target, values.Of(target).WithMember(move.Number, move.Kind == MoveKind.Is ? Truth.NonZero : Truth.Zero));
                return true;
            case MoveKind.As:
                Set(values, move, sources.As(move.Number), place.Step);
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
                return Meet(move, place, ref after, values, sources, _analysis.CallMeaning(_method, call, Takes(sources)))
                    && Choose(move, call, values, sources);
            default:
                return Meet(move, place, ref after, values, sources, new() { IsKept = true });
        }
    }

    /// <summary>
    /// Whether a value counts as a prediction where it is passed on. What the policy makes of it says the same for all ways.
    /// </summary>
    private bool Takes(WayValueFacts value) => value.IsScore || (_kind == WayKind.Result && value.Choice != 0);

    /// <summary>A value that is a prediction on some ways only is passed: that is enough where it is what is answered.</summary>
    private bool Choose(Move move, Call call, WayValues values, WayValueFacts sources)
    {
        if (_kind != WayKind.Passage || (!sources.IsScore && sources.Choice == 0))
            return true;
        if (!_analysis.CallMeaning(_method, call, true).Passes)
            return true;
        var passing = sources.IsScore ? WayChoices.Any : sources.Choice;
        if (!move.IsTask)
            values.Pass(passing);
        else
            foreach (var target in move.Targets)
                values.Set(target, values.Of(target) with { Passing = passing });
        return true;
    }

    /// <summary>An object that something is put into: what is known of its members stays.</summary>
    private static WayValueFacts Held(WayValueFacts holder, WayValueFacts value) =>
        holder.Or(value) with
        {
            Members = holder.Members, MembersWhenFailed = holder.MembersWhenFailed, Holding = holder.Holding,
        };

    private void Become(int target, WayValueFacts value, WayValues values)
    {
        // Bodies that capture something are followed apart, and may change what they capture.
        if (target >= Register.FirstField && value.RunsPrediction)
            Escape(new([_method]));
        values.Set(target, target >= Register.FirstField ? value with { Constant = Truth.Unknown, Members = null } : value);
    }

    /// <summary>What the declared member gave is its answer no longer when its number is another one.</summary>
    private void Alter(int target, WayValues values)
    {
        if (_kind != WayKind.Failure || values.Of(target) is not { IsResult: true } given)
            return;
        _alters = true;
        values.Set(target, given with { IsResult = false, MakesGood = 0 });
    }

    private void Leave(WayValueFacts sources, WayValues values)
    {
        if (_kind != WayKind.Failure)
            return;
        values.HasPassed |= sources.IsResult;
        _isAskedFor |= sources.IsResult;
        if (OpenOf(sources) is { } open)
            Escape(new(open));
    }

    private bool Await(Move move, (int Step, int Move) place, ref int after, WayValues values, WayValueFacts sources)
    {
        values.HasPassed |= sources.IsResult;
        if (sources.Passing != 0)
            values.Pass(sources.Passing);
        values.Ask(sources.Hides & _sites.Tasks);
        if (sources.IsOpenTask && _kind == WayKind.Failure)
            Try(move, place, ref after, values, FailureIn(move, sources));
        if (sources.IsScore && _kind != WayKind.Failure)
            Abandon(_steps[place.Step], Before, values);
        if (move.IsTimed)
        {
            Set(values, move, Late(place, values, sources), place.Step);
            return true;
        }

        Set(
            values, move,
            sources with
            {
                IsOpenTask = false,
                IsDeferred = sources.IsDeferred && !move.TakesElement,
                Hides = sources.Hides & ~_sites.Tasks,
            },
            place.Step);
        return true;
    }

    private Failure FailureIn(Move move, WayValueFacts task)
    {
        var failure = _sites.FailureOf(task.Hides) ?? new([_method]);
        return move.IsWrapped ? failure with { Thrown = "System.AggregateException" } : failure;
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

    private void Set(WayValues values, Move move, WayValueFacts value, int step)
    {
        foreach (var target in move.Targets)
            values.Set(target, Decided(step, value, values));
    }

    private WayValueFacts Decided(int step, WayValueFacts value, WayValues values) =>
        _decisions.Contains(step) && (_kind != WayKind.Result || values.HasPassed) ? value with { IsResult = true } : value;

    /// <summary>That a constant was chosen says what the declared member gave.</summary>
    private WayValueFacts Made(WayValueFacts sources, ValueForm form) =>
        _kind == WayKind.Result ? sources.Made(form) with { IsResult = sources.IsResult } : sources.Made(form);
}
