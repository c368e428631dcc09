using MlGuard.Analyzers.Flow.Values;

namespace MlGuard.Analyzers.Security;

/// <summary>Whether a person is asked at the console, and what the program does depends on the answer.</summary>
internal static class Consent
{
    private static readonly OncePerBody<int> s_firstQuestion = new((body, _, _) =>
        body.Where(IsAsked).Select(question => question.Syntax.SpanStart).DefaultIfEmpty(int.MaxValue).Min());

    /// <summary>Whether somebody's answer decides whether <paramref name="act"/> is reached.</summary>
    public static bool IsAskedBefore(IOperation act, MlCompilation compilation) =>
        s_firstQuestion.Of(act, compilation) < act.Syntax.SpanStart;

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
