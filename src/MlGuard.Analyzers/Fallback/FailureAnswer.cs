using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Knowledge;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Fallback;

/// <summary>Whether the handler of a failure gives its caller an answer: not one that only logs, rethrows, or returns nothing.</summary>
internal sealed class FailureAnswer(MlSymbols symbols, MethodKnowledge knowledge, bool acceptsErrorAnswer)
{
    private static readonly ImmutableHashSet<string> s_talkingTypes =
        [
            "System.Console", "System.Diagnostics.Debug", "System.Diagnostics.Trace", "System.String", "System.Text.StringBuilder",
            "System.IO.TextWriter"];

    public bool Answers(ICatchClauseOperation clause)
    {
        foreach (var operation in Bodies.Own(clause.Handler))
        {
            if (IsAnswer(operation))
                return true;
        }

        return FallsThrough(clause.Handler) && AnswersAfter(clause);
    }

    private bool IsAnswer(IOperation operation) => operation switch
    {
        IReturnOperation { ReturnedValue: { } value } => !IsEmptyCollection(value) && IsSubstantial(value),
        IAssignmentOperation { Target: not IDiscardOperation } assignment => IsSubstantial(assignment.Value),
        IExpressionStatementOperation { Operation: var statement } => DoesMoreThanTalk(statement),
        IBranchOperation { BranchKind: BranchKind.Continue or BranchKind.GoTo } => false,
        _ => false,
    };

    /// <summary><c>[]</c> and <c>new List&lt;T&gt;()</c>, written outright: what a variable holds may have been filled.</summary>
    private static bool IsEmptyCollection(IOperation value)
    {
        while (value is IConversionOperation conversion)
            value = conversion.Operand;
        return value.Syntax is CollectionExpressionSyntax { Elements.Count: 0 }
            || (value is IObjectCreationOperation { Arguments.IsEmpty: true, Initializer: null, Type: { } type }
                && type.AllInterfaces.Any(contract => contract.SpecialType == SpecialType.System_Collections_IEnumerable));
    }

    private bool IsSubstantial(IOperation value)
    {
        var origin = LocalValues.Origin(value);
        return origin switch
        {
            { ConstantValue: { HasValue: true, Value: null or "" } } or IDefaultValueOperation => false,
            IFieldReferenceOperation { Field: { Name: "Empty", ContainingType.SpecialType: SpecialType.System_String } } => false,
            IInvocationOperation { TargetMethod: { Name: "Empty", ContainingType.Name: "Array" or "Enumerable" } } => false,
            IPropertyReferenceOperation { Property: { Name: "CompletedTask", ContainingType.Name: "Task" or "ValueTask" } } => false,
            IInvocationOperation { TargetMethod: var method } when !acceptsErrorAnswer => !ErrorAnswer.Is(method),
            IThrowOperation => false,
            _ => true,
        };
    }

    /// <summary>Anything but logging, printing and doing nothing may hand the case on: to a queue, to another model, to a response.</summary>
    private bool DoesMoreThanTalk(IOperation statement)
    {
        var origin = LocalValues.Origin(statement);
        return origin is IInvocationOperation call && !IsTalk(call.TargetMethod) && !knowledge.IsIdle(call.TargetMethod);
    }

    private bool IsTalk(IMethodSymbol method) =>
        symbols.Plays(method, Role.Telemetry) || s_talkingTypes.Contains(method.ContainingType?.FullMetadataName() ?? "")
        || method.Name is "Dispose" or "DisposeAsync" or "WriteLine";

    private static bool FallsThrough(IBlockOperation handler) =>
        handler.Operations.LastOrDefault() is not (IThrowOperation or IExpressionStatementOperation { Operation: IThrowOperation }
            or IReturnOperation);

    /// <summary>
    /// A handler that falls through leaves the answer to what follows: a default that was set before, a page that is shown anyway.
    /// </summary>
    private bool AnswersAfter(ICatchClauseOperation clause)
    {
        var end = clause.Syntax.Span.End;
        IOperation body = clause;
        while (body.Parent is { } parent and not (IAnonymousFunctionOperation or ILocalFunctionOperation))
            body = parent;
        return Bodies.Own(body).Any(operation =>
            operation is IReturnOperation { ReturnedValue: { } value }
                && operation.Syntax.SpanStart >= end
                && (value is ICoalesceOperation choice
                    ? IsSubstantial(choice.WhenNull)
                    : IsSubstantial(value) && !WaitsForTry(value, clause, body)));
    }

    /// <summary>
    /// Whether <paramref name="value"/> is made of a variable that was empty before the <c>try</c> and that only the <c>try</c> fills.
    /// </summary>
    private bool WaitsForTry(IOperation value, ICatchClauseOperation clause, IOperation body) =>
        value.DescendantsAndSelf().OfType<ILocalReferenceOperation>().Any(read =>
            clause.Parent is ITryOperation attempt
                && IsAssignedIn(attempt.Body, read.Local)
                && !IsAssignedIn(clause.Handler, read.Local)
                && StartsEmpty(read.Local, body));

    private static bool IsAssignedIn(IOperation block, ILocalSymbol local) =>
        Bodies.Own(block).Any(operation =>
            operation is IAssignmentOperation { Target: ILocalReferenceOperation target }
                && SymbolEqualityComparer.Default.Equals(target.Local, local));

    private bool StartsEmpty(ILocalSymbol local, IOperation body) =>
        Bodies.Own(body).OfType<IVariableDeclaratorOperation>()
            .FirstOrDefault(it => SymbolEqualityComparer.Default.Equals(it.Symbol, local))
            ?.GetVariableInitializer() is { Value: var initial } && !IsSubstantial(initial);
}
