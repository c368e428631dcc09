namespace MlGuard.Lifecycle.Facts.Ways;

/// <summary>What one step of a body does to values, as far as a way through it is asked about.</summary>
internal enum MoveKind
{
    /// <summary>The targets become what the sources are together.</summary>
    Become = 'e',

    /// <summary>The targets hold the sources from now on as well.</summary>
    Hold = 'm',

    /// <summary>A call that the facts list; <see cref="Move.Number"/> is its place among them.</summary>
    Call = 'c',

    /// <summary>Runs another body of the same method, such as a local function; <see cref="Move.Number"/> is the body.</summary>
    Body = 'b',

    /// <summary>A library's member that runs the delegates it is passed before it returns, or hands out the task of them.</summary>
    Run = 'x',

    /// <summary>A library's member that is passed a delegate and may run it, now or later.</summary>
    Pass = 'y',

    /// <summary>Waits for a task: what failed in it fails here.</summary>
    Await = 'w',

    /// <summary>Makes a delegate of a body; <see cref="Move.Number"/> is the body.</summary>
    Delegate = 'l',

    /// <summary>The body answers with the sources.</summary>
    Answer = 'a',

    /// <summary>The sources leave the body for somewhere else than its answer.</summary>
    Use = 'u',
}

/// <summary>One step.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Number">A call or a body, where the kind names one.</param>
/// <param name="IsTask">Whether its result is a task, so that what fails in it fails where somebody waits.</param>
/// <param name="Targets">The values that it makes.</param>
/// <param name="Sources">The values that it takes.</param>
internal sealed record Move(MoveKind Kind, int Number, bool IsTask, ImmutableArray<int> Targets, ImmutableArray<int> Sources);

/// <summary>A handler around a step.</summary>
/// <param name="Try">Which <c>try</c>; those of one stand in the order in which they are asked.</param>
/// <param name="Type">Metadata name of the type that it catches.</param>
/// <param name="IsFiltered">Whether it catches only under a condition.</param>
/// <param name="Step">Where it begins.</param>
internal sealed record Handler(int Try, string Type, bool IsFiltered, int Step);

/// <summary>Moves that run one after the other.</summary>
/// <param name="Moves">In their order.</param>
/// <param name="Next">Where it goes on; empty at an end.</param>
/// <param name="IsExit">Whether the body ends here without an exception.</param>
/// <param name="Decides">The values on which it depends where it goes on.</param>
/// <param name="Handlers">The handlers around it, the innermost first.</param>
internal sealed record Step(
    ImmutableArray<Move> Moves, ImmutableArray<int> Next, bool IsExit, ImmutableArray<int> Decides, ImmutableArray<Handler> Handlers);

/// <summary>One body of a method: its own, or a lambda's or local function's in it.</summary>
/// <param name="Steps">The first is where it begins; empty where it cannot be followed.</param>
internal sealed record WayBody(ImmutableArray<Step> Steps)
{
    public static WayBody Unseen { get; } = new([]);
}
