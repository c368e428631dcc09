namespace MlGuard.Lifecycle.Facts.Il;

/// <summary>What is known at a place of a body: constants of variables, and the <c>finally</c> blocks that are still to run.</summary>
internal sealed record WayContext
{
    private readonly int _state;
    private readonly ImmutableSortedDictionary<int, int> _constants;
    private readonly ImmutableStack<int> _after;

    /// <param name="state">The variable of a machine's state; -1 where there is none.</param>
    /// <param name="first">The state in which it starts.</param>
    public WayContext(int state, int first)
        : this(
            state,
            state < 0 ? ImmutableSortedDictionary<int, int>.Empty : ImmutableSortedDictionary<int, int>.Empty.Add(state, first), [])
    {
    }

    private WayContext(int state, ImmutableSortedDictionary<int, int> constants, ImmutableStack<int> after, int? top = null)
    {
        (_state, _constants, _after, Top) = (state, constants, after, top);
        Key = constants.IsEmpty && after.IsEmpty && top is null
            ? ""
            : string.Join(",", constants.Select(pair => $"{pair.Key}={pair.Value}")) + "|" + string.Join(",", after) + "|" + top;
    }

    /// <summary>The same for the same knowledge.</summary>
    public string Key { get; }

    /// <summary>The constant on top of the stack: what a condition of several parts comes to.</summary>
    public int? Top { get; }

    public int? State => ConstantOf(_state);

    /// <summary>Where it goes on at the end of a <c>finally</c>.</summary>
    public int? After => _after.IsEmpty ? null : _after.Peek();

    public int? ConstantOf(int variable) => _constants.TryGetValue(variable, out var value) ? value : null;

    public WayContext With(int variable, int? value) =>
        new(_state, value is { } known ? _constants.SetItem(variable, known) : _constants.Remove(variable), _after);

    public WayContext WithTop(int? top) => top == Top ? this : new(_state, _constants, _after, top);

    public WayContext Left() => new(_state, _constants, _after.Pop());

    /// <summary>The place that is next when a <c>try</c> is left through its <c>finally</c> blocks, and what is known there.</summary>
    public (int First, WayContext Context) Leaving(ImmutableArray<int> blocks, int target)
    {
        if (blocks.IsEmpty)
            return (target, this);
        var after = _after.Push(target);
        for (var i = blocks.Length - 1; i > 0; i--)
            after = after.Push(blocks[i]);
        return (blocks[0], new(_state, _constants, after));
    }

    /// <summary>A machine goes on: its fields are what they were, its locals are gone.</summary>
    public WayContext Resumed() =>
        new(_state, _constants.RemoveRange(_constants.Keys.Where(variable => variable < KnownValues.FirstField).ToArray()), []);
}
