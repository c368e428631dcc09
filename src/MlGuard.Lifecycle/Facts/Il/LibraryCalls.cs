using MlGuard.Lifecycle.Facts.Ways;

namespace MlGuard.Lifecycle.Facts.Il;

/// <summary>What members of .NET's own libraries do with the values that they are passed, as far as ways depend on it.</summary>
internal static class LibraryCalls
{
    private const string Tasks = "System.Threading.Tasks.", Compiler = "System.Runtime.CompilerServices.";

    private const string AsyncSequence = "System.Collections.Generic.IAsyncEnumerator";

    /// <summary>Of <c>ConfigureAwaitOptions</c>.</summary>
    private const int SuppressThrowing = 2;

    /// <summary>What runs a delegate where its caller does not learn that it failed.</summary>
    private static readonly string[] s_apart =
        ["System.Threading.Thread", "System.Threading.ThreadPool", "System.Threading.Timer", "System.Timers.Timer"];

    /// <summary>What is passed to them is talk, and no answer.</summary>
    private static readonly string[] s_talking =
    [
        "System.String", "System.Console", "System.Text.StringBuilder", "System.Diagnostics.", "Microsoft.Extensions.Logging.",
        Compiler, "System.Nullable`1", "System.Single", "System.Double", "System.Object", "System.Exception", "System.GC", "System.Math",
    ];

    /// <summary>Results that compute what they hold when they are read.</summary>
    private static readonly string[] s_sequences =
    [
        "System.Collections.Generic.IEnumer", "System.Collections.IEnumer", "System.Collections.Generic.IAsyncEnumerator",
        "System.Linq.I", "System.Linq.ParallelQuery", "System.Linq.OrderedParallelQuery",
    ];

    private static readonly string[] s_runners =
    [
        "System.Threading.Tasks.Task", "System.Threading.Tasks.TaskFactory", "System.Threading.Tasks.Parallel", "System.Lazy`1",
        "System.Array", "System.Collections.Generic.List`1", "System.Linq.Enumerable",
        "System.Linq.AsyncEnumerable", "System.Linq.ParallelEnumerable", "System.Linq.Queryable",
    ];

    public static bool Awaits(Callee callee) =>
        callee.Name is "GetResult" or "get_Result" or "Wait" or "WaitAll"
            && (callee.Type.StartsWith(Tasks, StringComparison.Ordinal) || callee.Type.StartsWith(Compiler, StringComparison.Ordinal))
        || (callee.Name == "get_Current" && callee.Type.StartsWith(AsyncSequence, StringComparison.Ordinal));

    /// <summary>How something is waited for, as the number of its move.</summary>
    public static int AwaitNumber(Callee callee)
    {
        if (callee.Name == "get_Current")
            return Move.ForElement;
        // It waits no longer than it may, and gives whether the task is done.
        if (callee is { Name: "Wait" or "WaitAll", Result: "Boolean" })
            return Move.ForSomeTime;
        return callee.Name != "GetResult" && callee.Type.StartsWith(Tasks + "Task", StringComparison.Ordinal) ? Move.ForThread : 0;
    }

    public static bool GivesFirst(Callee callee) =>
        callee.Name == "WhenAny" && callee.Type.StartsWith(Tasks, StringComparison.Ordinal);

    /// <summary>Whether what waits for the result learns nothing of what became of the task.</summary>
    /// <param name="callee">The member.</param>
    /// <param name="option">Its only argument, where that is a constant.</param>
    public static bool Forgets(Callee callee, int? option) =>
        callee is { Name: "ConfigureAwait", Parameters: Tasks + "ConfigureAwaitOptions" }
        && (option is not { } known || (known & SuppressThrowing) != 0);

    public static bool GoesOn(Callee callee) =>
        callee.Name == "ContinueWith" && callee.Type.StartsWith(Tasks, StringComparison.Ordinal);

    /// <summary>The end of an async method: what it is passed is the method's answer.</summary>
    public static bool Answers(Callee callee) =>
        callee.Name == "SetResult" && callee.Type.StartsWith(Compiler, StringComparison.Ordinal);

    public static bool LimitsTime(Callee callee) =>
        callee.Type == "System.Threading.CancellationTokenSource"
            && (callee.Name == "CancelAfter" || callee is { Name: ".ctor", Parameters.Length: > 0 });

    public static bool Throws(Callee callee) =>
        callee.Type == "System.Runtime.ExceptionServices.ExceptionDispatchInfo" && callee.Name == "Throw"
        || (callee.Type == "System.Environment" && callee.Name is "FailFast" or "Exit");

    public static bool Talks(Callee callee) =>
        s_talking.Any(start => callee.Type.StartsWith(start, StringComparison.Ordinal))
            || callee.Name.StartsWith("get_", StringComparison.Ordinal);

    public static bool TakesDelegate(Callee callee) =>
        callee.Name == "Invoke"
        || NameDelegate(callee.Parameters)
        || callee.Parameters.IndexOf("System.Delegate", StringComparison.Ordinal) >= 0
        || callee.Parameters.IndexOf("System.Threading.ThreadStart", StringComparison.Ordinal) >= 0
        || callee.Type == "System.Lazy`1";

    /// <summary>Whether one of some parameters is a delegate as .NET names them.</summary>
    public static bool NameDelegate(string parameters) =>
        parameters.IndexOf("System.Func", StringComparison.Ordinal) >= 0
        || parameters.IndexOf("System.Action", StringComparison.Ordinal) >= 0;

    public static bool Runs(Callee callee) =>
        callee.Name == "Invoke" || (s_runners.Contains(callee.Type, StringComparer.Ordinal) && callee.Name != ".ctor");

    public static ResultKind ResultOf(Callee callee)
    {
        if (IsTask(callee.Result))
            return ResultKind.Task;
        if (IsSequence(callee.Result))
            return ResultKind.Sequence;
        return callee.Result.StartsWith("!", StringComparison.Ordinal) || callee.Result == "Object" ? ResultKind.Open : ResultKind.Value;
    }

    /// <summary>Whether a library's member reads a sequence that it is passed or called on.</summary>
    public static bool Reads(Callee callee) =>
        (callee.Name is "MoveNext" or "get_Current" && callee.Type.IndexOf("Enumerator", StringComparison.Ordinal) >= 0)
        || (!IsSequence(callee.Result)
            && s_sequences.Any(start => callee.Parameters.IndexOf(start, StringComparison.Ordinal) >= 0));

    /// <summary>Keeps a delegate, or runs it apart: nothing fails where it is called.</summary>
    public static bool Keeps(Callee callee) =>
        (callee.Name == ".ctor" && callee.Type == "System.Lazy`1") || MakesDelegate(callee)
        || s_apart.Contains(callee.Type, StringComparer.Ordinal);

    /// <summary>Every delegate is made of an object and a method, whichever library names its type.</summary>
    public static bool MakesDelegate(Callee callee) => callee is { Name: ".ctor", Parameters: "Object,IntPtr" };

    /// <summary>A view: what is stored in it is stored in what it is called on.</summary>
    public static bool Views(Callee callee) => callee.Name is "AsSpan" or "AsMemory" or "get_Span";

    /// <summary>How the result comes from the value that it is called on or passed.</summary>
    public static ValueForm FormOf(Callee callee)
    {
        if (KeepsTruth(callee))
            return ValueForm.Copy;
        return callee is { Type: "System.String", Name: "IsNullOrEmpty" or "IsNullOrWhiteSpace" } ? ValueForm.Negation : ValueForm.Derived;
    }

    /// <summary>Whether the result is true, or a task of what is true, exactly where that value is.</summary>
    private static bool KeepsTruth(Callee callee) =>
        (callee.Type.StartsWith("System.Nullable`1", StringComparison.Ordinal) && callee.Name == "get_HasValue")
        || callee.Name is "GetAwaiter" or "ConfigureAwait" or "AsTask"
        || (callee.Name == "FromResult" && callee.Type.StartsWith(Tasks, StringComparison.Ordinal));

    /// <summary>Whether what runs a delegate gives what that gives.</summary>
    public static bool GivesResult(Callee callee) =>
        callee.Name is "Run" or "StartNew" && callee.Type.StartsWith(Tasks, StringComparison.Ordinal);

    /// <summary>Whether what is made can be empty, though it is made.</summary>
    public static bool MakesValue(Callee constructor) => constructor.Type == "System.Nullable`1";

    public static bool NeverNull(Callee callee) => callee is { Type: "System.Exception", Name: "get_Message" or "ToString" };

    /// <summary>Asks whether a task is done, and nothing about what it gives.</summary>
    public static bool IsOnlyReady(Callee callee) =>
        callee.Name.StartsWith("get_IsCompleted", StringComparison.Ordinal)
            && (callee.Type.StartsWith(Tasks, StringComparison.Ordinal) || callee.Type.StartsWith(Compiler, StringComparison.Ordinal));

    private static bool IsSequence(string type) =>
        s_sequences.Any(start => type.StartsWith(start, StringComparison.Ordinal));

    public static bool IsTask(string result) =>
        result.StartsWith("System.Threading.Tasks.Task", StringComparison.Ordinal)
            || result.StartsWith("System.Threading.Tasks.ValueTask", StringComparison.Ordinal)
            || result.StartsWith("System.Collections.Generic.IAsyncEnumerable", StringComparison.Ordinal);
}
