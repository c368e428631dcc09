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

    /// <summary>The same of an assertion that cannot fail.</summary>
    Idle = 'v',

    /// <summary>The same of a property that does nothing but give or set a field.</summary>
    Access = 'k',

    /// <summary>Runs another body of the same method, such as a local function; <see cref="Move.Number"/> is the body.</summary>
    Body = 'b',

    /// <summary>A library's member that runs the delegates it is passed before it returns, or hands out the task of them.</summary>
    Run = 'x',

    /// <summary>A library's member that is passed a delegate and may run it, now or later.</summary>
    Pass = 'y',

    /// <summary>Waits for a task: what failed in it fails here.</summary>
    Await = 'w',

    /// <summary>Gives the first of several tasks that is done: the one that is asked for need not be it.</summary>
    First = 'f',

    /// <summary>A member of the targets becomes the source; <see cref="Move.Number"/> is the member.</summary>
    Member = 'o',

    /// <summary>The target is a member of the source; <see cref="Move.Number"/> is the member.</summary>
    Get = 'g',

    /// <summary>The targets are of a type; <see cref="Move.Number"/> is the member that says so.</summary>
    Is = 'i',

    /// <summary>The targets are not of a type; <see cref="Move.Number"/> is the member that says so.</summary>
    IsNot = 'n',

    /// <summary>The targets are the source where that is of a type, and null otherwise; <see cref="Move.Number"/> names the type.</summary>
    As = 't',

    /// <summary>A number with a fraction that the targets hold becomes one that is the same in every run.</summary>
    Alter = 'z',

    /// <summary>Reads a sequence: what is only computed when it is read fails here.</summary>
    Read = 'r',

    /// <summary>A delegate that the next call is passed; <see cref="Move.Number"/> is the place among the callee's arguments.</summary>
    Argument = 'p',

    /// <summary>Makes a delegate of a body; <see cref="Move.Number"/> is the body.</summary>
    Delegate = 'l',

    /// <summary>The body answers with the sources; the targets are those of them that are parameters passed by reference.</summary>
    Answer = 'a',

    /// <summary>The sources leave the body for somewhere else than its answer.</summary>
    Use = 'u',
}

/// <summary>What a call hands out, as far as it matters where a failure in it shows.</summary>
internal enum ResultKind
{
    Value,

    /// <summary>A task: what fails in it fails where somebody waits.</summary>
    Task,

    /// <summary>A sequence: what it holds may be computed when it is read.</summary>
    Sequence,

    /// <summary>What can be one, as far as the signature says.</summary>
    Open,
}

/// <summary>One step.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Number">A call or a body, where the kind names one; a <see cref="ValueForm"/> where a value becomes or is answered.</param>
/// <param name="Result">What a call hands out.</param>
/// <param name="Targets">The values that it makes.</param>
/// <param name="Sources">The values that it takes; where one is answered as it is, that one first.</param>
internal sealed record Move(MoveKind Kind, int Number, ResultKind Result, ImmutableArray<int> Targets, ImmutableArray<int> Sources)
{
    /// <summary>The <see cref="Number"/> of an <see cref="MoveKind.Await"/> that gives up after some time and says so.</summary>
    public const int ForSomeTime = 1;

    /// <summary>The <see cref="Number"/> of one that takes the next of an asynchronous sequence.</summary>
    public const int ForElement = 2;

    /// <summary>The <see cref="Number"/> of one that holds the thread, and throws what failed inside something else.</summary>
    public const int ForThread = 3;

    /// <summary>The <see cref="Number"/> of a <see cref="MoveKind.Run"/> that gives what the delegate gives.</summary>
    public const int GivesResult = 1;

    /// <summary>
    /// What a call is made on, by the field or parameter that holds it: equal numbers in one body are one object. 0 where nobody knows.
    /// </summary>
    public int Receiver { get; init; }

    public bool IsWrapped => Kind == MoveKind.Await && Number is ForSomeTime or ForThread;

    public bool IsTimed => Kind == MoveKind.Await && Number == ForSomeTime;

    public bool TakesElement => Kind == MoveKind.Await && Number == ForElement;

    public bool IsTask => Result == ResultKind.Task;

    public ValueForm Form => (ValueForm)Number;
}

/// <summary>A handler around a step.</summary>
/// <param name="Try">Which <c>try</c>; those of one stand in the order in which they are asked.</param>
/// <param name="Type">Metadata name of the type that it catches.</param>
/// <param name="Filter">What its filter lets in.</param>
/// <param name="Step">Where it begins.</param>
internal sealed record Handler(int Try, string Type, HandlerFilter Filter, int Step)
{
    /// <summary>Whether it catches a failure only under a condition, or never.</summary>
    public bool IsFiltered => Filter is HandlerFilter.Unknown or HandlerFilter.OnlyWhoLeft;
}

/// <summary>What a handler's filter lets in.</summary>
internal enum HandlerFilter
{
    /// <summary>Everything, as where there is no filter.</summary>
    Everything,

    /// <summary>Nobody knows.</summary>
    Unknown,

    /// <summary>Only what nobody waits for any more.</summary>
    OnlyWhoLeft,

    /// <summary>Every failure, and no cancellation: a limit of time passes it by.</summary>
    NoCancellation,
}

/// <summary>Moves that run one after the other.</summary>
/// <param name="Moves">In their order.</param>
/// <param name="Next">Where it goes on; empty at an end.</param>
/// <param name="IsExit">Whether the body ends here without an exception.</param>
/// <param name="Decides">The values on which it depends where it goes on.</param>
/// <param name="Handlers">The handlers around it, the innermost first.</param>
/// <param name="WhenZero">
/// Which of two next steps is taken when the value that decides is zero, false or null; -1 where nobody knows. With
/// <see cref="OnlyWhenZero"/>, another value may lead there as well.
/// </param>
internal sealed record Step(
    ImmutableArray<Move> Moves, ImmutableArray<int> Next, bool IsExit, ImmutableArray<int> Decides, ImmutableArray<Handler> Handlers,
    int WhenZero = -1)
{
    public const int OnlyWhenZero = 2;

    public int NextWhenZero => WhenZero % OnlyWhenZero;

    /// <summary>Whether the other step is taken with every other value.</summary>
    public bool IsExactWhenZero => WhenZero < OnlyWhenZero;

    /// <summary>The type of what the step throws at its end, where it makes that itself; null otherwise.</summary>
    public string? Throws { get; init; }

    /// <summary>The number of the first step that is the same code, with other constants known; -1 where it is the first itself.</summary>
    public int Original { get; init; } = -1;

    /// <summary>Whether anything in it can fail, as far as one sees that without knowing what it calls.</summary>
    public bool MayThrow => Throws is not null || Moves.Any(move =>
        move.Kind is MoveKind.Call or MoveKind.Idle or MoveKind.Body or MoveKind.Run or MoveKind.Pass or MoveKind.Await);
}

/// <summary>When a body runs, and who learns that it failed.</summary>
internal enum BodyKind
{
    Direct,

    /// <summary>An iterator: it runs where its sequence is read.</summary>
    Deferred,

    /// <summary><c>async void</c>: no caller can catch what it throws.</summary>
    Detached,
}

/// <summary>One body of a method: its own, or a lambda's or local function's in it.</summary>
/// <param name="Steps">The first is where it begins; empty where it cannot be followed.</param>
/// <param name="Kind">When it runs.</param>
internal sealed record WayBody(ImmutableArray<Step> Steps, BodyKind Kind = BodyKind.Direct)
{
    /// <summary>Of a method with more bodies not all are read, nor told apart.</summary>
    public const int Most = 60;

    public static WayBody Unseen { get; } = new([]);
}
