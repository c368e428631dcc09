using MlGuard.Analyzers.Flow.Values;

namespace MlGuard.Analyzers.Serving;

/// <summary>Where in its body a value that owns native memory is disposed.</summary>
internal static class OwnerEnd
{
    /// <summary>The first place of the text where <paramref name="owner"/> is disposed for certain; null where it is not.</summary>
    public static int? Of(IOperation owner)
    {
        var ends = Sink.Of(owner).Select(At).OfType<int>().ToList();
        return ends.Count == 0 ? null : ends.Min();
    }

    /// <summary>Whether the sink is the end itself.</summary>
    public static bool IsDisposal(Sink sink) => sink.User is IInvocationOperation { TargetMethod.Name: "Dispose" };

    /// <summary>Where the owner is disposed: the end of its <c>using</c>, or the call.</summary>
    private static int? At(Sink sink) => sink.User switch
    {
        IUsingOperation statement => statement.Syntax.Span.End,
        IUsingDeclarationOperation { Parent: { } block } => block.Syntax.Span.End,
        IInvocationOperation { TargetMethod.Name: "Dispose" } call when ReferenceEquals(call.Instance, sink.Value)
            && !IsConditional(call) => call.Syntax.Span.End,
        _ => null,
    };

    /// <summary>Whether a disposal may not happen, or happens where an exception or an early end leads to.</summary>
    private static bool IsConditional(IOperation call) => Bodies.AroundInFunction(call).Any(around =>
        around is IConditionalOperation or ISwitchOperation or ICatchClauseOperation or ITryOperation or ILoopOperation);
}
