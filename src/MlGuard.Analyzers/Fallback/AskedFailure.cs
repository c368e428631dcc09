using System.Collections.Concurrent;
using MlGuard.Analyzers.Flow.Calls;
using MlGuard.Analyzers.Flow.Values;

namespace MlGuard.Analyzers.Fallback;

/// <summary>
/// A method that catches the failure and gives <c>null</c>, and a caller that asks for it: <c>Ask(x) ?? Rules(x)</c>. The handler answers
/// nothing, and the two together do.
/// </summary>
internal sealed class AskedFailure(CallPaths calls)
{
    private readonly ConcurrentDictionary<ISymbol, bool> _hides = new(SymbolEqualityComparer.Default);

    public bool IsAsked(CallEdge edge, CancellationToken cancellationToken) =>
        edge.Site is IInvocationOperation call && Hides(edge.Callee, cancellationToken) && IsAsked(call);

    private static bool IsAsked(IInvocationOperation call)
    {
        var value = Bodies.Outermost(call);
        if (IsQuestion(value))
            return true;
        return VariableOf(value) is { } variable
            && BodyIndex.Around(call).ReferencesTo(variable).Any(read => IsQuestion(Bodies.Outermost(read)));
    }

    private static ILocalSymbol? VariableOf(IOperation value) => value.Parent switch
    {
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => declarator.Symbol,
        ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } assignment when assignment.Value == value => target.Local,
        _ => null,
    };

    private static bool IsQuestion(IOperation value) => value.Parent switch
    {
        ICoalesceOperation coalesce => coalesce.Value == value && !IsNull(coalesce.WhenNull),
        ICoalesceAssignmentOperation => true,
        IIsPatternOperation or IIsTypeOperation => true,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison =>
            IsNull(comparison.LeftOperand) || IsNull(comparison.RightOperand),
        IPropertyReferenceOperation { Property.Name: "HasValue" } => true,
        _ => false,
    };

    private static bool IsNull(IOperation value)
    {
        while (value is IConversionOperation conversion)
            value = conversion.Operand;
        return value is { ConstantValue: { HasValue: true, Value: null } } or IDefaultValueOperation;
    }

    /// <summary>Whether it gives null where it caught a failure.</summary>
    private bool Hides(ISymbol callee, CancellationToken cancellationToken) => _hides.GetOrAdd(
        callee,
        member => calls.NamesOf(member).Concat(calls.ImplementationsOf(member)).Append(member)
            .SelectMany(named => named.DeclaringSyntaxReferences)
            .SelectMany(reference => calls.OperationsOf(reference.GetSyntax(cancellationToken), cancellationToken))
            .OfType<ICatchClauseOperation>()
            .Any(clause => CaughtFailure.Covers(clause) && Bodies.Own(clause.Handler).OfType<IReturnOperation>()
                .Any(answer => answer.ReturnedValue is { } value && IsNull(value))));
}
