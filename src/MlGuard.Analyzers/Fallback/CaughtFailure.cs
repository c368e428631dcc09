namespace MlGuard.Analyzers.Fallback;

/// <summary>Which failures of a prediction a <c>catch</c> takes.</summary>
internal static class CaughtFailure
{
    private static readonly ImmutableHashSet<string> s_others =
    [
        // thrown by parsing what goes in or comes out
        "JsonException", "FormatException", "OverflowException", "InvalidCastException", "KeyNotFoundException", "ArgumentNullException",
        "IndexOutOfRangeException",
        // somebody gave up waiting
        "OperationCanceledException", "TaskCanceledException",
    ];

    /// <summary>Whether it takes one kind of failure, and lets all others through.</summary>
    public static bool IsNarrow(ICatchClauseOperation clause) =>
        clause.ExceptionType is { Name: not ("Exception" or "SystemException" or "Object") };

    /// <summary>
    /// A filter may let anything through, so it is trusted; a type that only parsing throws takes no failure of a prediction.
    /// </summary>
    public static bool Covers(ICatchClauseOperation clause) =>
        clause.Filter is not null || clause.ExceptionType is not { } type || !s_others.Contains(type.Name);
}
