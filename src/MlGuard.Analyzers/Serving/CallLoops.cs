using MlGuard.Analyzers.Flow.Values;

namespace MlGuard.Analyzers.Serving;

/// <summary>Loops that carry out what a model's answer calls, and end when it calls nothing more.</summary>
internal static class CallLoops
{
    private const string Content = "FunctionCallContent";

    private static readonly OncePerBody<HashSet<SyntaxNode>> s_loops = new((body, _, _) => [.. body.SelectMany(LoopEndedBy)]);

    public static bool Contain(ILoopOperation loop, MlCompilation compilation) => s_loops.Of(loop, compilation).Contains(loop.Syntax);

    /// <summary>The loop that a condition on the calls ends: its own, or that of an exit from its body.</summary>
    private static IEnumerable<SyntaxNode> LoopEndedBy(IOperation operation) => operation switch
    {
        IWhileLoopOperation loop when AsksForCalls(loop.Condition) || IsFlagOfCalls(loop) => [loop.Syntax],
        IConditionalOperation exit when Exits(exit.WhenTrue) && AsksForCalls(exit.Condition) =>
            Bodies.LoopsAround(exit).Take(1).Select(loop => loop.Syntax),
        _ => [],
    };

    private static bool AsksForCalls(IOperation? condition) => condition is not null
        && condition.DescendantsAndSelf().Any(part => NamesCalls(part)
            || (part is ILocalReferenceOperation && LocalValues.Origin(part).DescendantsAndSelf().Any(NamesCalls)));

    /// <summary>Whether the loop goes on as long as a variable says so that is set where the calls are looked at.</summary>
    private static bool IsFlagOfCalls(IWhileLoopOperation loop) => loop.Condition is { } condition
        && condition.DescendantsAndSelf().OfType<ILocalReferenceOperation>()
            .Where(flag => flag.Type?.SpecialType == SpecialType.System_Boolean)
            .SelectMany(flag => BodyIndex.Around(loop).ReferencesTo(flag.Local))
            .Any(use => use.Parent is ISimpleAssignmentOperation set && ReferenceEquals(set.Target, use)
                && (AsksForCalls(set.Value) || Bodies.AroundInFunction(set).TakeWhile(outer => outer != loop).Any(ChoosesByCalls)));

    private static bool ChoosesByCalls(IOperation choice) => choice switch
    {
        IConditionalOperation conditional => AsksForCalls(conditional.Condition),
        ISwitchOperation several => AsksForCalls(several.Value),
        _ => false,
    };

    private static bool NamesCalls(IOperation part) => part switch
    {
        IPropertyReferenceOperation property => property.Property.Name is "FinishReason" or "ToolCalls" or "StopReason",
        IInvocationOperation { TargetMethod: var method } =>
            method.Name == "GetFunctionCalls" || method.TypeArguments.Any(argument => argument.Name == Content),
        _ => false,
    };

    private static bool Exits(IOperation branch) => branch switch
    {
        IBlockOperation { Operations: [.., var last] } => Exits(last),
        IBranchOperation { BranchKind: BranchKind.Break } or IReturnOperation => true,
        _ => false,
    };
}
