using MlGuard.Analyzers.Flow.Values;

namespace MlGuard.Analyzers.Security;

/// <summary>Whether a person is asked at the console, and what the program does depends on the answer.</summary>
internal static class Consent
{
    /// <summary>Whether somebody's answer decides whether <paramref name="act"/> is reached.</summary>
    public static bool IsAskedBefore(IOperation act) => Bodies.AllAround(act).Any(operation =>
        IsAsked(operation) && operation.Syntax.SpanStart < act.Syntax.SpanStart);

    /// <summary>Whether <paramref name="code"/> asks somebody and goes on as the answer is.</summary>
    public static bool IsAskedIn(IEnumerable<IOperation> code) => code.Any(IsAsked);

    private static bool IsAsked(IOperation operation) => operation switch
    {
        IConditionalOperation { Condition: var condition } => HoldsAnswer(condition),
        ISwitchOperation { Value: var value } => HoldsAnswer(value),
        _ => false,
    };

    private static bool HoldsAnswer(IOperation condition) => condition.DescendantsAndSelf()
        .SelectMany(part => LocalValues.VariableOf(part) is null ? [part] : LocalValues.Origin(part).DescendantsAndSelf())
        .Any(part => part is IInvocationOperation { TargetMethod: { Name: "ReadLine" or "ReadKey", ContainingType: var type } }
            && type is { Name: "Console", ContainingNamespace.Name: "System" });
}
