using MlGuard.Analyzers.Flow.Texts;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Predictions;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Fallback;

/// <summary>MLG5008: a loop around a model that only the model ends.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EndlessLoopAnalyzer() : MlGuardAnalyzer(RuleIds.EndlessLoop, LanguageModels.Frameworks)
{
    private static readonly ImmutableHashSet<string> s_limits = [
        "MaximumIterationsPerRequest", "MaxIterations", "MaxAutoApprovalIterations", "MaximumConsecutiveErrorsPerRequest"];

    /// <summary>Waiting for somebody bounds a loop: whoever types, a queue, a clock.</summary>
    private static readonly ImmutableHashSet<string> s_waits = [
        "ReadLine", "ReadKey", "ReadAsync", "ReadLineAsync", "ReceiveAsync", "WaitForNextTickAsync", "Delay", "Dequeue", "TryDequeue",
        "Prompt", "Ask", "WaitToReadAsync", "AskAsync", "PromptAsync", "Take", "Consume"];

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation)
    {
        start.RegisterOperationAction(context => CheckLimit(context, compilation), OperationKind.SimpleAssignment);
        ChatCalls.Register(start, compilation, (context, call) =>
        {
            if (!IsOfModel(context.ContainingSymbol, compilation)
                && Bodies.LoopsAround(call).OfType<IWhileLoopOperation>().FirstOrDefault(IsEndless) is { } loop
                && !IsBounded(loop))
            {
                Report(context, compilation, Diagnostic.Create(
                    Rule, CallLocation.Of(call.Syntax), "This loop asks the model without a bound"));
            }
        });
    }

    /// <summary>A client around another one is a part of the model, and bounded where it is asked.</summary>
    private static bool IsOfModel(ISymbol code, MlCompilation compilation) =>
        code.ContainingType is { } type && compilation.Symbols.IsModel(type);

    private void CheckLimit(OperationAnalysisContext context, MlCompilation compilation)
    {
        var assignment = (ISimpleAssignmentOperation)context.Operation;
        if (assignment.Target is IPropertyReferenceOperation { Property: var limit }
            && s_limits.Contains(limit.Name)
            && limit.ContainingNamespace?.ToDisplayString() is "Microsoft.Extensions.AI" or "Microsoft.Agents.AI"
            && IsNoLimit(assignment.Value))
            Report(context, compilation, Diagnostic.Create(Rule, assignment.Syntax.GetLocation(), $"'{limit.Name}' is switched off here"));
    }

    private static bool IsNoLimit(IOperation value)
    {
        while (value is IConversionOperation conversion)
            value = conversion.Operand;
        return value.ConstantValue is { HasValue: true, Value: int.MaxValue };
    }

    private static bool IsEndless(IWhileLoopOperation loop) => loop.Condition?.ConstantValue is { HasValue: true, Value: true };

    /// <summary>Counting, a budget, a token or a wait in the loop may end it.</summary>
    private static bool IsBounded(ILoopOperation loop) => loop.Descendants().Any(operation => operation switch
    {
        IIncrementOrDecrementOperation or ICompoundAssignmentOperation { Type.SpecialType: not SpecialType.System_String } => true,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual
            or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual } => true,
        IPropertyReferenceOperation { Property.Name: "IsCancellationRequested" } => true,
        IInvocationOperation call => s_waits.Contains(call.TargetMethod.Name) || call.TargetMethod.Name == "ThrowIfCancellationRequested",
        _ => false,
    });
}
