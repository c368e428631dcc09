using MlGuard.Lifecycle.Facts.Il;
using MlGuard.Lifecycle.Facts.Ways;

namespace MlGuard.Lifecycle.Product;

/// <summary>Whether a handler catches what failed.</summary>
internal enum Catches
{
    Never,
    Perhaps,
    Always,
}

/// <summary>Which handlers catch a failed prediction, and which one that was given up because it took too long.</summary>
internal static class WayHandlers
{
    private static readonly ImmutableHashSet<string> s_all = ["System.Exception", "System.Object"];

    private static readonly ImmutableHashSet<string> s_neither = ["System.OutOfMemoryException"];

    /// <summary>What is thrown where a limit of time ends a prediction.</summary>
    public const string LimitOfTime = "System.OperationCanceledException";

    public static bool IsOfGivingUp(Handler handler) => IsCancellation(handler.Type) && handler.Filter != HandlerFilter.OnlyWhoLeft;

    /// <param name="handler">Its filter counts as a condition.</param>
    /// <param name="thrown">The type of what was thrown; null where it can be any.</param>
    /// <param name="question">What counts as everything.</param>
    /// <param name="bases">The base types of a type, as far as the product knows them.</param>
    public static Catches Failure(
        Handler handler, string? thrown, WayQuestion question, Func<string, ImmutableHashSet<string>> bases)
    {
        var isLimit = thrown is not null && IsCancellation(thrown);
        var isThrown = thrown is not null
            && (handler.Type == thrown || bases(thrown).Contains(handler.Type) || (isLimit && IsCancellation(handler.Type)));
        if (handler.Filter == HandlerFilter.OnlyWhoLeft
            || (isLimit && handler.Filter == HandlerFilter.NoCancellation)
            || (!isThrown && (IsCancellation(handler.Type) || s_neither.Contains(handler.Type))))
            return Catches.Never;
        var caught = handler.IsFiltered ? Catches.Perhaps : Catches.Always;
        if (isThrown || s_all.Contains(handler.Type) || question.CatchAll.Contains(handler.Type))
            return caught;
        return thrown is null || bases(thrown).IsEmpty ? Catches.Perhaps : Catches.Never;
    }

    public static Catches GivenUp(Handler handler) =>
        handler.Filter == HandlerFilter.Everything && (s_all.Contains(handler.Type) || IsCancellation(handler.Type))
            ? Catches.Always
            : Catches.Never;

    private static bool IsCancellation(string type) => ExceptionFilter.Cancellations.Contains(type);
}
