using MlGuard.Analyzers.Flow;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Fallback;

/// <summary>Whether the handler of a failure gives its caller an answer: not one that only logs, rethrows, or returns nothing.</summary>
internal sealed class FailureAnswer(MlSymbols symbols, bool acceptsErrorAnswer)
{
    private static readonly ImmutableHashSet<string> s_talkingTypes =
        ["System.Console", "System.Diagnostics.Debug", "System.Diagnostics.Trace", "System.String", "System.Text.StringBuilder", "System.IO.TextWriter"];

    private static readonly ImmutableHashSet<string> s_errorAnswers =
        ["Problem", "ValidationProblem", "StatusCode", "BadRequest", "InternalServerError", "NotFound", "UnprocessableEntity", "Conflict", "Json"];

    public bool StandsIn(ICatchClauseOperation clause)
    {
        foreach (var operation in OwnOperations(clause.Handler))
        {
            if (IsAnswer(operation))
                return true;
        }

        return FallsThrough(clause.Handler) && AnswersAfter(clause);
    }

    private bool IsAnswer(IOperation operation) => operation switch
    {
        IReturnOperation { ReturnedValue: { } value } => IsSubstantial(value),
        IAssignmentOperation { Target: not IDiscardOperation } assignment => IsSubstantial(assignment.Value),
        IExpressionStatementOperation { Operation: var statement } => DoesMoreThanTalk(statement),
        IBranchOperation { BranchKind: BranchKind.Continue or BranchKind.GoTo } => false,
        _ => false,
    };

    private bool IsSubstantial(IOperation value)
    {
        var origin = LocalValues.Origin(value);
        return origin switch
        {
            { ConstantValue: { HasValue: true, Value: null or "" } } or IDefaultValueOperation => false,
            IFieldReferenceOperation { Field: { Name: "Empty", ContainingType.SpecialType: SpecialType.System_String } } => false,
            IInvocationOperation { TargetMethod: { Name: "Empty", ContainingType.Name: "Array" or "Enumerable" } } => false,
            IPropertyReferenceOperation { Property: { Name: "CompletedTask", ContainingType.Name: "Task" or "ValueTask" } } => false,
            IInvocationOperation { TargetMethod: var method } when !acceptsErrorAnswer => !IsErrorAnswer(method),
            IThrowOperation => false,
            _ => true,
        };
    }

    private static bool IsErrorAnswer(IMethodSymbol method) =>
        s_errorAnswers.Contains(method.Name) && method.ContainingNamespace?.ToDisplayString().StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) == true;

    /// <summary>Anything but logging and printing may hand the case on: to a queue, to another model, to a response.</summary>
    private bool DoesMoreThanTalk(IOperation statement)
    {
        var origin = LocalValues.Origin(statement);
        return origin is IInvocationOperation call && !IsTalk(call.TargetMethod);
    }

    private bool IsTalk(IMethodSymbol method) =>
        symbols.Plays(method, Role.Telemetry) || s_talkingTypes.Contains(method.ContainingType?.FullMetadataName() ?? "") ||
        method.Name is "Dispose" or "DisposeAsync" or "WriteLine";

    private static bool FallsThrough(IBlockOperation handler) =>
        handler.Operations.LastOrDefault() is not (IThrowOperation or IExpressionStatementOperation { Operation: IThrowOperation } or IReturnOperation);

    /// <summary>A handler that falls through leaves the answer to what follows: a default that was set before, a page that is shown anyway.</summary>
    private bool AnswersAfter(ICatchClauseOperation clause)
    {
        var end = clause.Syntax.Span.End;
        IOperation body = clause;
        while (body.Parent is { } parent and not (IAnonymousFunctionOperation or ILocalFunctionOperation))
            body = parent;
        return OwnOperations(body).Any(operation =>
            operation is IReturnOperation { ReturnedValue: { } value } && operation.Syntax.SpanStart >= end && IsSubstantial(value));
    }

    /// <summary>What runs as part of <paramref name="root"/>, without the lambdas and local functions that it only declares.</summary>
    private static IEnumerable<IOperation> OwnOperations(IOperation root)
    {
        var pending = new Stack<IOperation>([root]);
        while (pending.Count > 0)
        {
            var operation = pending.Pop();
            yield return operation;
            foreach (var child in operation.ChildOperations)
            {
                if (child is not (IAnonymousFunctionOperation or ILocalFunctionOperation))
                    pending.Push(child);
            }
        }
    }
}
