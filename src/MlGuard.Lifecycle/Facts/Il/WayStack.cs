using MlGuard.Lifecycle.Facts.Ways;

namespace MlGuard.Lifecycle.Facts.Il;

/// <summary>A value on the stack: what it is made of and how, the constant that it is, and its type where a call says it.</summary>
internal readonly record struct WayValue(
    ImmutableArray<int> Registers, int? Constant = null, bool IsAddress = false, ValueForm Made = ValueForm.Derived, bool IsView = false,
    bool IsNew = false, string? Type = null)
{
    /// <summary>As an assertion sees it.</summary>
    public WaySubject Subject
    {
        get => field with { IsPresent = field.IsPresent || IsNew };
        init;
    }

    /// <summary>What an assertion library is about to ask with it.</summary>
    public WayClaim? Claim { get; init; }

    /// <summary>The field or parameter that it was read from, see <see cref="Ways.Move.Receiver"/>; 0 for none.</summary>
    public int Holder { get; init; }

    /// <summary>The same in every run.</summary>
    public WayValue Settled(bool isPresent = false) => this with { Subject = new(null, true, isPresent) };

    public static WayValue Nothing { get; } = new([]);

    public ValueForm Form => Constant switch
    {
        null => Registers.IsDefaultOrEmpty ? ValueForm.Derived : Made,
        0 => ValueForm.Zero,
        _ => ValueForm.NonZero,
    };

    /// <summary>The constant that it is as a condition: an object that was just made is not null.</summary>
    public int? AsCondition => Constant ?? (IsNew ? 1 : null);

    /// <summary>True where this is zero.</summary>
    public WayValue Negated() => this with
    {
        Constant = Constant is { } known ? (known == 0 ? 1 : 0) : null,
        Made = Made switch
        {
            ValueForm.Copy => ValueForm.Negation,
            ValueForm.Negation => ValueForm.Copy,
            _ => ValueForm.Derived,
        },
    };

    public static WayValue Of(int register, int? constant = null, bool isAddress = false) =>
        new([register], constant, isAddress, ValueForm.Copy) { Subject = new(register, false, false) };
}

/// <summary>The stack of one step, and the moves that it makes.</summary>
internal sealed class WayStack
{
    private const int Deepest = 500, MostSources = 12;

    private readonly List<WayValue> _values = [];
    private readonly ImmutableArray<Move>.Builder _moves = ImmutableArray.CreateBuilder<Move>();

    /// <param name="depth">How many values stand there already.</param>
    /// <param name="isHandler">Whether the first of them is what was caught.</param>
    /// <param name="top">The constant that the last of them is; null where it is none.</param>
    public WayStack(int depth, bool isHandler, int? top)
    {
        for (var i = 0; i < depth; i++)
            _values.Add(isHandler ? new([], 1) : WayValue.Of(i, i == depth - 1 ? top : null));
    }

    /// <summary>The constant on top; null for none.</summary>
    public int? Top => _values.Count == 0 ? null : _values[_values.Count - 1].Constant;

    public ImmutableArray<Move> Moves => _moves.ToImmutable();

    /// <summary>The place of the move that was made last.</summary>
    public int LastMove => _moves.Count - 1;

    /// <summary>The call that was made last is made on what a field or parameter holds.</summary>
    public void CalledOn(int holder) => _moves[LastMove] = _moves[LastMove] with { Receiver = holder };

    /// <summary>An assertion turns out to be one that cannot fail.</summary>
    public void SetIdle(int move) => _moves[move] = _moves[move] with { Kind = MoveKind.Idle };

    public void Push(WayValue value)
    {
        if (_values.Count < Deepest)
            _values.Add(value with { Registers = value.Registers.IsDefault ? [] : value.Registers });
    }

    public WayValue Pop()
    {
        if (_values.Count == 0)
            return WayValue.Nothing;
        var top = _values[_values.Count - 1];
        _values.RemoveAt(_values.Count - 1);
        return top;
    }

    public void Add(MoveKind kind, ImmutableArray<int> targets, ImmutableArray<int> sources) =>
        Add(kind, 0, ResultKind.Value, targets, sources);

    public void Add(MoveKind kind, int number, ResultKind result, ImmutableArray<int> targets, ImmutableArray<int> sources)
    {
        var isIdle = kind is MoveKind.Become or MoveKind.Hold && targets.IsEmpty
            || (kind is MoveKind.Hold or MoveKind.Use or MoveKind.Read or MoveKind.Argument && sources.IsEmpty);
        if (!isIdle)
            _moves.Add(new(kind, number, result, targets, sources.Length > MostSources ? [.. sources.Take(MostSources)] : sources));
    }

    /// <summary>The targets become a value, as it is.</summary>
    public void Become(ImmutableArray<int> targets, WayValue value) =>
        Add(MoveKind.Become, (int)value.Form, ResultKind.Value, targets, value.Registers);

    /// <summary>Pushes what a move makes.</summary>
    public void Make(MoveKind kind, int number, ResultKind result, ImmutableArray<int> sources)
    {
        var place = _values.Count;
        Add(kind, number, result, [place], sources);
        Push(WayValue.Of(place));
    }

    /// <summary>A member of an object becomes a value.</summary>
    /// <param name="member">Its number.</param>
    /// <param name="value">What it becomes.</param>
    /// <param name="holder">The object.</param>
    /// <param name="free">A place where nothing stands.</param>
    public void Member(int member, WayValue value, ImmutableArray<int> holder, int free)
    {
        if (holder.IsEmpty)
            return;
        Become([free], value);
        Add(MoveKind.Member, member, ResultKind.Value, holder, [free]);
    }

    /// <summary>What stands on top, or comes there, is a member of an object.</summary>
    public void Get(int member, bool isNegated, WayValue holder, bool isPushed = true)
    {
        if (isPushed)
            Pop();
        Make(MoveKind.Get, member, ResultKind.Value, holder.Registers);
        if (isNegated)
            Push(Pop().Negated());
    }

    /// <summary>Pushes whether two values are the same.</summary>
    public void Equal(WayValue first, WayValue second) =>
        Make(MoveKind.Become, (int)ValueForm.Equality, ResultKind.Value, [.. first.Registers.Union(second.Registers)]);

    public int Depth => _values.Count;

    /// <summary>Every value stands where the next step looks for it. Gives their number.</summary>
    public int Settle()
    {
        for (var i = 0; i < _values.Count; i++)
            if (_values[i].Registers is not [var only] || only != i || _values[i].Form != ValueForm.Copy)
                Become([i], _values[i]);
        return _values.Count;
    }
}

/// <summary>A call with the values that it is passed.</summary>
internal sealed record WayCall(Callee Callee, bool IsNew, WayValue Receiver, ImmutableArray<WayValue> Arguments)
{
    public ImmutableArray<int> Passed => [.. Arguments.SelectMany(value => value.Registers).Distinct()];

    private ImmutableArray<int> All => [.. Receiver.Registers.Concat(Passed).Distinct()];

    private bool HasResult => IsNew || Callee.Result != nameof(System.Reflection.Metadata.PrimitiveTypeCode.Void);

    /// <summary>Values whose address is passed come back as results.</summary>
    private ImmutableArray<int> Addressed =>
        [.. Arguments.Where(value => value.IsAddress).SelectMany(value => value.Registers).Distinct()];

    public void Make(MoveKind kind, int number, WayStack values)
    {
        var place = values.Depth;
        ImmutableArray<int> results = HasResult ? [place, .. Addressed] : Addressed;
        values.Add(kind, number, IsNew ? ResultKind.Value : LibraryCalls.ResultOf(Callee), results, All);
        if (kind == MoveKind.Call)
            values.CalledOn(Receiver.Holder);
        // Where the receiver stood is what the call gives now.
        values.Add(MoveKind.Hold, [.. Receiver.Registers.Where(register => !HasResult || register != place)], Passed);
        if (HasResult)
            values.Push(WayValue.Of(values.Depth));
    }

    /// <summary>Names the arguments for the call that follows, where one is a delegate, or may be nothing.</summary>
    /// <param name="values">The stack.</param>
    /// <param name="mayBeNothing">Whether a register was set to null or to a type's default anywhere.</param>
    public void NameArguments(WayStack values, Func<int, bool> mayBeNothing)
    {
        if (!LibraryCalls.TakesDelegate(Callee) && !Passed.Any(mayBeNothing))
            return;
        if (Callee.IsInstance)
            values.Add(MoveKind.Argument, 0, ResultKind.Value, [], Receiver.Registers);
        for (var i = 0; i < Arguments.Length; i++)
            values.Add(MoveKind.Argument, i + (Callee.IsInstance ? 1 : 0), ResultKind.Value, [], Arguments[i].Registers);
    }

    /// <summary>A sequence is read that may only now be computed.</summary>
    public void Read(WayStack values) => values.Add(MoveKind.Read, [], All);

    /// <summary>A library's member that reads a sequence, and makes a value of what it held.</summary>
    public void MakeByReading(WayStack values)
    {
        if (!LibraryCalls.Talks(Callee))
            values.Add(MoveKind.Use, [], Passed);
        if (!Receiver.Registers.IsEmpty)
            values.Add(MoveKind.Hold, Receiver.Registers, Passed);
        if (HasResult)
            values.Make(MoveKind.Read, 0, ResultKind.Value, All);
        else
            Read(values);
    }

    /// <summary>A library's member that does nothing but make a value of values.</summary>
    public void Plain(WayStack values)
    {
        if (!Receiver.Registers.IsEmpty)
            values.Add(MoveKind.Hold, Receiver.Registers, Passed);
        foreach (var target in Addressed)
            values.Add(MoveKind.Hold, [target], All);
        if (!LibraryCalls.Talks(Callee) && !LibraryCalls.Keeps(Callee))
            values.Add(MoveKind.Use, [], Passed);
        if (IsNew)
            values.Make(MoveKind.Become, (int)ValueForm.Derived, ResultKind.Value, All);
        else if (LibraryCalls.NeverNull(Callee))
            values.Push(new([], 1));
        else if (HasResult)
            values.Push(LibraryCalls.IsOnlyReady(Callee)
                ? WayValue.Nothing
                : new(All, Made: LibraryCalls.FormOf(Callee), IsView: LibraryCalls.Views(Callee)));
    }
}
