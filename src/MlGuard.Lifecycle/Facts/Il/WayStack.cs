using MlGuard.Lifecycle.Facts.Ways;

namespace MlGuard.Lifecycle.Facts.Il;

/// <summary>A value on the stack: what it is made of, and the constant that it is.</summary>
internal readonly record struct WayValue(ImmutableArray<int> Registers, int? Constant = null, bool IsAddress = false)
{
    public static WayValue Nothing { get; } = new([]);
}

/// <summary>The stack of one step, and the moves that it makes.</summary>
internal sealed class WayStack
{
    private const int Deepest = 500, MostSources = 12;

    private readonly List<WayValue> _values = [];
    private readonly ImmutableArray<Move>.Builder _moves = ImmutableArray.CreateBuilder<Move>();

    /// <param name="depth">How many values stand there already.</param>
    /// <param name="isHandler">Whether the first of them is what was caught.</param>
    public WayStack(int depth, bool isHandler)
    {
        for (var i = 0; i < depth; i++)
            _values.Add(isHandler ? new([], 1) : new([i]));
    }

    public ImmutableArray<Move> Moves => _moves.ToImmutable();

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

    public void Add(MoveKind kind, int number, bool isTask, ImmutableArray<int> targets, ImmutableArray<int> sources)
    {
        var isIdle = kind is MoveKind.Become or MoveKind.Hold && targets.IsEmpty
            || (kind is MoveKind.Hold or MoveKind.Use && sources.IsEmpty);
        if (!isIdle)
            _moves.Add(new(kind, number, isTask, targets, sources.Length > MostSources ? [.. sources.Take(MostSources)] : sources));
    }

    /// <summary>Pushes what a move makes.</summary>
    public void Make(MoveKind kind, int number, bool isTask, ImmutableArray<int> sources)
    {
        var place = _values.Count;
        Add(kind, number, isTask, [place], sources);
        Push(new([place]));
    }

    public int Depth => _values.Count;

    /// <summary>Every value stands where the next step looks for it. Gives their number.</summary>
    public int Settle()
    {
        for (var i = 0; i < _values.Count; i++)
            if (_values[i].Registers is not [var only] || only != i)
                Add(MoveKind.Become, 0, false, [i], _values[i].Registers);
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
        ImmutableArray<int> results = HasResult ? [values.Depth, .. Addressed] : Addressed;
        var isTask = !IsNew && LibraryCalls.IsTask(Callee.Result);
        values.Add(kind, number, isTask, results, All);
        if (!Receiver.Registers.IsEmpty)
            values.Add(MoveKind.Hold, 0, false, Receiver.Registers, Passed);
        if (HasResult)
            values.Push(new([values.Depth]));
    }

    /// <summary>A library's member that does nothing but make a value of values.</summary>
    public void Plain(WayStack values)
    {
        if (!Receiver.Registers.IsEmpty)
            values.Add(MoveKind.Hold, 0, false, Receiver.Registers, Passed);
        foreach (var target in Addressed)
            values.Add(MoveKind.Hold, 0, false, [target], All);
        if (!LibraryCalls.Talks(Callee))
            values.Add(MoveKind.Use, 0, false, [], Passed);
        if (IsNew)
            values.Make(MoveKind.Become, 0, false, All);
        else if (HasResult)
            values.Push(new(All));
    }
}
