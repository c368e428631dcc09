using MlGuard.Lifecycle.Facts.Ways;

namespace MlGuard.Lifecycle.Product;

/// <summary>What is known of a value as a condition.</summary>
internal enum Truth
{
    Unknown,

    /// <summary>Zero, false or null.</summary>
    Zero,

    NonZero,
}

/// <summary>What a value is on every way that leads to a place, and what it may be on one.</summary>
internal readonly record struct WayValueFacts
{
    /// <summary>Made of what the declared member gave; on every way.</summary>
    public bool IsResult { get; init; }

    /// <summary>Made of a prediction; on every way.</summary>
    public bool IsScore { get; init; }

    /// <summary>
    /// Where ways met of which one made it of a prediction and another of something else, as bits; 0 where all did, or none.
    /// </summary>
    public ulong Choice { get; init; }

    /// <summary>The declared member was passed it; on every way.</summary>
    public bool IsPassed { get; init; }

    /// <summary>A task in which the declared member is passed a value of this choice; all bits for a prediction.</summary>
    public ulong Passing { get; init; }

    /// <summary>
    /// Made of nothing but predictions that were made after the last one failed, or of what the declared member gave; on every way.
    /// </summary>
    public bool IsAnew { get; init; }

    /// <summary>A task in which a prediction may fail.</summary>
    public bool IsOpenTask { get; init; }

    /// <summary>A sequence that may ask for a prediction when it is read.</summary>
    public bool IsDeferred { get; init; }

    /// <summary>The bodies that it may run, as bits.</summary>
    public ulong Delegates { get; init; }

    /// <summary>Whether one of those gives a task.</summary>
    public bool GivesTask { get; init; }

    /// <summary>A delegate of the caller's that may predict.</summary>
    public bool RunsPrediction { get; init; }

    /// <summary>A delegate of the caller's that answers with the declared member; on every way.</summary>
    public bool RunsDeclared { get; init; }

    /// <summary>The first of several tasks.</summary>
    public bool IsFirst { get; init; }

    /// <summary>The calls, as bits, whose failure it may hide.</summary>
    public ulong Hides { get; init; }

    /// <summary>What it is where one of those failed.</summary>
    public Truth WhenFailed { get; init; }

    /// <summary>The constant that it is; on every way.</summary>
    public Truth Constant { get; init; }

    /// <summary>What its members are where one of the calls that it hides failed; null for nothing.</summary>
    public MemberTruths? MembersWhenFailed { get; init; }

    /// <summary>What its members are; on every way; null for nothing.</summary>
    public MemberTruths? Members { get; init; }

    /// <summary>The calls, as bits, whose failure it makes good: it holds what the declared member gave there.</summary>
    public ulong MakesGood { get; init; }

    /// <summary>The members that hold what the declared member gave; null where they are not told apart.</summary>
    public MemberSet? Holding { get; init; }

    public bool HasMembers => Members is not null || MembersWhenFailed is not null;

    /// <summary>A value made of both.</summary>
    public WayValueFacts Or(WayValueFacts other) => Together(other) with
    {
        IsResult = IsResult || other.IsResult,
        IsScore = IsScore || other.IsScore,
        Choice = IsScore || other.IsScore ? 0 : Choice | other.Choice,
        IsPassed = (IsPassed || other.IsPassed) && !HasUnpassed && !other.HasUnpassed,
        Passing = Passing == 0 || other.Passing == 0 ? Passing | other.Passing : PassingBoth(other),
        IsAnew = (IsAnew || IsResult) && (other.IsAnew || other.IsResult),
        RunsDeclared = RunsDeclared || other.RunsDeclared,
        MakesGood = MakesGood | other.MakesGood,
    };

    /// <summary>One of both.</summary>
    public WayValueFacts Meet(WayValueFacts other) => Together(other) with
    {
        IsResult = IsResult && other.IsResult,
        IsScore = IsScore && other.IsScore,
        Choice = Choice | other.Choice,
        IsPassed = IsPassed && other.IsPassed,
        Passing = PassingBoth(other),
        IsAnew = (IsAnew || IsResult) && (other.IsAnew || other.IsResult),
        RunsDeclared = RunsDeclared && other.RunsDeclared,
        Constant = Constant == other.Constant ? Constant : Truth.Unknown,
        WhenFailed = Common(other),
        Members = Met(Members, other.Members),
        MembersWhenFailed = CommonMembers(other),
        MakesGood = MakesGood & other.MakesGood,
        Holding = Holding is { } own && other.Holding is { } others ? own.Meet(others) : null,
    };

    /// <summary>A value that depends on this one, and is not the same as a condition.</summary>
    public WayValueFacts Made(ValueForm form) => form switch
    {
        ValueForm.Zero => new() { Constant = Truth.Zero },
        ValueForm.NonZero => new() { Constant = Truth.NonZero },
        ValueForm.Copy => this,
        ValueForm.Equality => IsFirst
            ? new() { Hides = Hides, WhenFailed = IsOpenTask ? Truth.Zero : Truth.NonZero }
            : Computed with { IsOpenTask = false, IsDeferred = false },
        ValueForm.Negation => Computed with { WhenFailed = Opposite(WhenFailed), Constant = Opposite(Constant) },
        _ => Computed,
    };

    /// <summary>Something computed of this value: neither the same as a condition nor the same object.</summary>
    private WayValueFacts Computed => this with
    {
        WhenFailed = Truth.Unknown, Constant = Truth.Unknown, Members = null, MembersWhenFailed = null, Holding = null,
    };

    /// <summary>This value where it is of a type, and null otherwise: null is of none.</summary>
    /// <param name="type">The member that says whether it is.</param>
    public WayValueFacts As(int type) => Made(ValueForm.Derived) with
    {
        Constant = Constant == Truth.Zero ? Truth.Zero : Members?.Of(type) ?? Truth.Unknown,
        WhenFailed = WhenFailed == Truth.Zero ? Truth.Zero : MembersWhenFailed?.Of(type) ?? Truth.Unknown,
    };

    /// <summary>A member of this value.</summary>
    public WayValueFacts Member(int member) => Made(ValueForm.Derived) with
    {
        Constant = Members?.Of(member) ?? Truth.Unknown,
        WhenFailed = MembersWhenFailed?.Of(member) ?? Truth.Unknown,
        IsResult = IsResult && Holds(member),
        IsAnew = IsAnew && Holds(member),
        MakesGood = Holds(member) ? MakesGood : 0,
    };

    /// <summary>This value after a member of it has become another.</summary>
    public WayValueFacts WithMember(int member, WayValueFacts value) => WithMember(member, value.Constant) with
    {
        Holding = value.IsGood ? (Holding ?? MemberSet.None).With(member) : HoldingWithout(member),
    };

    /// <summary>This value after a member of it has become something.</summary>
    public WayValueFacts WithMember(int member, Truth truth) => this with
    {
        Members = (Members ?? MemberTruths.None).With(member, truth) is { IsEmpty: false } members ? members : null,
        MembersWhenFailed = MembersWhenFailed?.With(member, truth) is { IsEmpty: false } failed ? failed : null,
    };

    /// <summary>This value where what the declared member gave has decided whether it, or a member of it, became something else.</summary>
    public WayValueFacts Chosen(int? member) => this with
    {
        IsResult = true,
        Holding = member is { } chosen ? (Holding ?? (IsGood ? MemberSet.All : MemberSet.None)).With(chosen) : null,
    };

    /// <summary>This value where it says nothing of some calls any more.</summary>
    public WayValueFacts Without(ulong calls) => calls == 0
        ? this
        : this with { Hides = Hides & ~calls, WhenFailed = Truth.Unknown, MembersWhenFailed = null };

    /// <summary>Where it came from somewhere that does not tell, any other member can hold what the declared member gave.</summary>
    private MemberSet HoldingWithout(int member) => (Holding ?? (IsGood ? MemberSet.All : MemberSet.None)).Without(member);

    /// <summary>Whether some of it is a prediction, and the declared member was not passed it.</summary>
    private bool HasUnpassed => !IsPassed && (IsScore || Choice != 0);

    private ulong PassingBoth(WayValueFacts other) => (Passing, other.Passing) switch
    {
        (0, _) or (_, 0) => 0,
        (WayChoices.Any, var one) => one,
        (var one, WayChoices.Any) => one,
        var (one, two) => one | two,
    };

    private bool IsGood => IsResult || IsAnew || MakesGood != 0;

    private bool Holds(int member) => Holding?.Contains(member) != false;

    private WayValueFacts Together(WayValueFacts other) => new()
    {
        IsOpenTask = IsOpenTask || other.IsOpenTask,
        IsDeferred = IsDeferred || other.IsDeferred,
        GivesTask = GivesTask || other.GivesTask,
        IsFirst = IsFirst || other.IsFirst,
        Delegates = Delegates | other.Delegates,
        RunsPrediction = RunsPrediction || other.RunsPrediction,
        Hides = Hides | other.Hides,
    };

    private MemberTruths? CommonMembers(WayValueFacts other)
    {
        if (HidesMore(other))
            return MembersWhenFailed;
        return other.HidesMore(this) ? other.MembersWhenFailed : Met(MembersWhenFailed, other.MembersWhenFailed);
    }

    /// <summary>Only one of the two hides a failure, so that it alone says what stands for it.</summary>
    private bool HidesMore(WayValueFacts other) => Hides != 0 && other.Hides == 0;

    private static MemberTruths? Met(MemberTruths? one, MemberTruths? other) =>
        one is not null && other is not null && one.Meet(other) is { IsEmpty: false } both ? both : null;

    private Truth Common(WayValueFacts other)
    {
        if (HidesMore(other) || WhenFailed == other.WhenFailed)
            return WhenFailed;
        return other.HidesMore(this) ? other.WhenFailed : Truth.Unknown;
    }

    private static Truth Opposite(Truth truth) => truth switch
    {
        Truth.Zero => Truth.NonZero,
        Truth.NonZero => Truth.Zero,
        _ => Truth.Unknown,
    };
}

/// <summary>What is known where a step begins.</summary>
internal sealed class WayValues
{
    private readonly Dictionary<int, WayValueFacts> _values;
    private readonly WayValueFacts _arguments;

    /// <param name="arguments">What every parameter is.</param>
    public WayValues(WayValueFacts arguments)
        : this([], arguments)
    {
    }

    private WayValues(Dictionary<int, WayValueFacts> values, WayValueFacts arguments) => (_values, _arguments) = (values, arguments);

    /// <summary>Whether every way here has passed the declared member.</summary>
    public bool HasPassed { get; set; }

    /// <summary>The calls, as bits, of which a way here has not asked whether they failed.</summary>
    public ulong Unasked { get; set; }

    /// <summary>Whether every way here was given up: it took too long, or nobody waits any more.</summary>
    public bool IsGivenUp { get; set; }

    public WayValues Copy() =>
        new(new(_values), _arguments) { HasPassed = HasPassed, Unasked = Unasked, IsGivenUp = IsGivenUp };

    /// <summary>A prediction failed: what was done before makes nothing good.</summary>
    public void Fail()
    {
        HasPassed = false;
        foreach (var register in _values.Keys.Where(register => _values[register].IsAnew).ToArray())
            _values[register] = _values[register] with { IsAnew = false };
    }

    public WayValueFacts Of(int register)
    {
        if (_values.TryGetValue(register, out var value))
            return value;
        return register >= Register.FirstArgument ? _arguments : default;
    }

    public WayValueFacts Of(ImmutableArray<int> registers)
    {
        if (registers.Length == 1)
            return Of(registers[0]);
        if (registers.IsEmpty)
            return default;
        var all = Of(registers[0]);
        for (var i = 1; i < registers.Length; i++)
            all = all.Or(Of(registers[i]));
        return all;
    }

    public void Set(int register, WayValueFacts value) => _values[register] = value;

    /// <summary>It is known here whether some calls failed.</summary>
    public void Ask(ulong calls)
    {
        Unasked &= ~calls;
        foreach (var register in _values.Keys.ToArray())
            if (_values[register] is var value && (value.Hides & calls) != 0)
                _values[register] = value with { Hides = value.Hides & ~calls, WhenFailed = Truth.Unknown, MembersWhenFailed = null };
    }

    /// <summary>It is known here that some calls failed: what they gave is what stands for a failure.</summary>
    public void Fail(ulong calls)
    {
        foreach (var register in _values.Keys.ToArray())
            if (_values[register] is var value && value.Hides != 0 && (value.Hides & ~calls) == 0)
                _values[register] = value with
                {
                    Constant = value.WhenFailed == Truth.Unknown ? value.Constant : value.WhenFailed,
                    Members = value.MembersWhenFailed ?? value.Members,
                };
        Ask(calls);
        Fail();
    }

    /// <summary>A member of an object becomes something. Other values may be the same object.</summary>
    public void SetMember(ImmutableArray<int> registers, int member, WayValueFacts value)
    {
        foreach (var register in _values.Keys.Where(register => _values[register].HasMembers).ToArray())
            if (!registers.Contains(register))
                _values[register] = _values[register].WithMember(member, Truth.Unknown);
        foreach (var register in registers)
            Set(register, registers.Length == 1 ? Of(register).WithMember(member, value) : Of(register).WithMember(member, Truth.Unknown));
    }

    /// <summary>Somebody else may change what objects hold.</summary>
    public void HandOn()
    {
        foreach (var register in _values.Keys.Where(register => _values[register].HasMembers).ToArray())
            _values[register] = _values[register] with { Members = null, MembersWhenFailed = null };
    }

    /// <summary>Another body that shares variables with this one may change them.</summary>
    public void Share()
    {
        foreach (var register in _values.Keys.Where(register => register >= Register.FirstField).ToArray())
            _values[register] = _values[register] with
            {
                Constant = Truth.Unknown, WhenFailed = Truth.Unknown, Members = null, MembersWhenFailed = null,
            };
    }

    /// <summary>The declared member is passed a value: all that are the same have passed.</summary>
    /// <param name="passing">The value's choice; all bits for a prediction.</param>
    public void Pass(ulong passing)
    {
        if ((passing & WayChoices.Lost) != 0 && passing != WayChoices.Any)
            return;
        foreach (var register in _values.Keys.ToArray())
            if (_values[register] is var value && (passing == WayChoices.Any ? value.IsScore : value.Choice == passing))
                _values[register] = value with { IsPassed = true };
    }

    /// <summary>Another prediction is made: what was passed before is not it.</summary>
    public void Unpass()
    {
        HasPassed = false;
        foreach (var register in _values.Keys.Where(register => _values[register].IsPassed).ToArray())
            _values[register] = _values[register] with { IsPassed = false };
    }

    /// <summary>Tells values apart of which it is known by now that another way makes them of something else.</summary>
    /// <param name="settled">What is known of them where this way leads.</param>
    /// <param name="choiceOf">The choice of a register there.</param>
    public WayValues Settled(WayValues settled, Func<int, ulong> choiceOf)
    {
        var values = Copy();
        foreach (var register in settled._values.Keys.Where(register => settled._values[register] is { IsScore: false, Choice: not 0 }))
            if (values.Of(register) is { Choice: 0 } value)
                values._values[register] = value with { IsScore = false, Choice = choiceOf(register) };
        return values;
    }

    /// <summary>Another way leads here. Gives whether it changed anything.</summary>
    public bool Meet(WayValues other, Func<int, ulong> choiceOf)
    {
        var changed = (HasPassed && !other.HasPassed) || (Unasked | other.Unasked) != Unasked || (IsGivenUp && !other.IsGivenUp);
        var (ownUnasked, otherUnasked) = (Unasked, other.Unasked);
        HasPassed &= other.HasPassed;
        IsGivenUp &= other.IsGivenUp;
        Unasked |= other.Unasked;
        foreach (var register in _values.Keys.Union(other._values.Keys).ToArray())
        {
            var (mine, theirs) = (Of(register), other.Of(register));
            // What one way has not asked for, and does not hold here, can no longer be asked for here.
            var lost = (mine.Hides & otherUnasked & ~theirs.Hides) | (theirs.Hides & ownUnasked & ~mine.Hides);
            var met = mine.Meet(theirs).Without(lost) with { MakesGood = BothMakeGood(mine, ownUnasked, theirs, otherUnasked) };
            if (IsChoice(mine, theirs) || IsChoice(theirs, mine))
                met = met with { Choice = met.Choice | choiceOf(register) };
            changed |= met != Of(register);
            _values[register] = met;
        }

        return changed;
    }

    private static bool IsChoice(WayValueFacts predicted, WayValueFacts other) =>
        (predicted.IsScore || predicted.Choice != 0) && other is { IsScore: false, Choice: 0 };

    /// <summary>A call's failure is made good where a way has not made the call, too.</summary>
    private static ulong BothMakeGood(WayValueFacts mine, ulong ownUnasked, WayValueFacts theirs, ulong otherUnasked)
    {
        var (own, others) = (GoodOf(mine, ownUnasked), GoodOf(theirs, otherUnasked));
        return (own | others) & (own | ~ownUnasked) & (others | ~otherUnasked);
    }

    private static ulong GoodOf(WayValueFacts value, ulong unasked) => value.IsResult ? value.MakesGood | unasked : value.MakesGood;
}
