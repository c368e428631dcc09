using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;

namespace MlGuard.Analyzers.Serving;

/// <summary>Which uses of a history add a message to it.</summary>
internal static class HistoryWrites
{
    public static bool Is(IOperation history) => Bodies.Outermost(history).Parent switch
    {
        IInvocationOperation call => Conversations.Appends(call.TargetMethod.Name),
        IArgumentOperation { Parent: IInvocationOperation call, Parameter.Ordinal: 0 } =>
            call.TargetMethod.IsExtensionMethod && Conversations.Appends(call.TargetMethod.Name),
        _ => false,
    };
}
