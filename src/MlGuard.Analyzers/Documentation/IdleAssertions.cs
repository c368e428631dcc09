using MlGuard.Analyzers.Frameworks;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Documentation;

/// <summary>
/// Assertions that hold whatever the code does: of constants, of a value and itself, of the presence of what is never absent. In doubt one
/// can fail.
/// </summary>
internal sealed class IdleAssertions(MlSymbols symbols)
{
    public bool Contains(IOperation site) => site is IInvocationOperation call && Holds(call);

    private bool Holds(IInvocationOperation call)
    {
        if (SubjectOf(call.Instance) is { } subject)
            return IsLast(call) && Holds(call.TargetMethod.Name, [subject, .. ValuesOf(call)]);
        if (!symbols.Plays(call.TargetMethod, Role.Assert))
            return false;
        return call.TargetMethod.Name switch
        {
            AssertionNames.Subject => Unwrapped(call.Parent) is IInvocationOperation next
                && SubjectOf(next.Instance) is not null
                && Holds(next),
            AssertionNames.That => HoldsThat(ValuesOf(call)),
            var name => Holds(name, ValuesOf(call)),
        };
    }

    private static bool HoldsThat(ImmutableArray<IOperation> values)
    {
        if (values is [{ Type.SpecialType: SpecialType.System_Boolean }, _, ..] or [{ Type.SpecialType: SpecialType.System_Boolean }]
            && (values.Length < 2 || ClaimOf(values[1]) is null))
            return Holds(AssertionKind.Truth, values);
        return values is [var actual, var constraint, ..]
            && ClaimOf(constraint) is var (name, operand)
            && Holds(name, operand is null ? [actual] : [actual, operand]);
    }

    /// <summary>What is begun to be asserted of: <c>score</c> in <c>score.Should()</c>.</summary>
    private IOperation? SubjectOf(IOperation? begun) =>
        begun is IInvocationOperation { TargetMethod.Name: AssertionNames.Subject } should
        && symbols.Plays(should.TargetMethod, Role.Assert)
            ? ValuesOf(should).FirstOrDefault()
            : null;

    /// <summary>What a constraint of NUnit asks: its members as one word, and what it compares with.</summary>
    private static (string Name, IOperation? Operand)? ClaimOf(IOperation? constraint)
    {
        var (member, instance, operand) = Stripped(constraint) switch
        {
            IInvocationOperation call => ((ISymbol)call.TargetMethod, call.Instance, ValuesOf(call).FirstOrDefault()),
            IPropertyReferenceOperation property => (property.Property, property.Instance, null),
            _ => default,
        };
        if (member is null || !AssertionNames.AreConstraints(member.ContainingType.ToDisplayString()))
            return null;
        if (instance is null)
            return (member.Name, operand);
        return ClaimOf(instance) is not var (name, compared) || compared is not null ? ClaimOf(instance) : (name + member.Name, operand);
    }

    /// <summary>Whether nothing more is asked of what a call gives.</summary>
    private static bool IsLast(IInvocationOperation call) =>
        Unwrapped(call.Parent) is not (IMemberReferenceOperation or IInvocationOperation);

    private static IOperation? Unwrapped(IOperation? operation)
    {
        while (operation is IConversionOperation or IConditionalAccessOperation)
            operation = operation.Parent;
        return operation;
    }

    private static ImmutableArray<IOperation> ValuesOf(IInvocationOperation call) =>
        [.. call.Arguments.OrderBy(argument => argument.Parameter?.Ordinal ?? 0).Select(argument => argument.Value)];

    private static bool Holds(string name, ImmutableArray<IOperation> operands) => Holds(AssertionNames.KindOf(name), operands);

    private static bool Holds(AssertionKind kind, ImmutableArray<IOperation> operands) => AssertionNames.HoldAlways(
        kind, operands.Length, place => IsSettled(operands[place]), () => IsPresent(operands[0]), () => AreOne(operands[0], operands[1]));

    /// <summary>Whether a value is the same in every run.</summary>
    private static bool IsSettled(IOperation operation) => Stripped(operation) switch
    {
        { ConstantValue.HasValue: true } => true,
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not => IsSettled(not.Operand),
        IBinaryOperation { OperatorKind: >= BinaryOperatorKind.Equals and <= BinaryOperatorKind.GreaterThan } comparison =>
            AreOne(comparison.LeftOperand, comparison.RightOperand),
        IInvocationOperation { Instance: { } one } call =>
            AssertionNames.Compare(call.TargetMethod.Name) && call.Arguments is [{ Value: var other }] && AreOne(one, other),
        IInvocationOperation call =>
            AssertionNames.Compare(call.TargetMethod.Name) && ValuesOf(call) is [var one, var other, ..] && AreOne(one, other),
        _ => false,
    };

    private static bool IsPresent(IOperation operation) => Stripped(operation) switch
    {
        IObjectCreationOperation => true,
        { Type: { IsValueType: true, TypeKind: not TypeKind.TypeParameter } type } =>
            type.OriginalDefinition.SpecialType != SpecialType.System_Nullable_T,
        _ => false,
    };

    private static bool AreOne(IOperation one, IOperation other) => (Stripped(one), Stripped(other)) switch
    {
        (ILocalReferenceOperation left, ILocalReferenceOperation right) => SymbolEqualityComparer.Default.Equals(left.Local, right.Local),
        (IParameterReferenceOperation left, IParameterReferenceOperation right) =>
            SymbolEqualityComparer.Default.Equals(left.Parameter, right.Parameter),
        _ => false,
    };

    private static IOperation Stripped(IOperation? operation)
    {
        while (operation is IConversionOperation { OperatorMethod: null } conversion)
            operation = conversion.Operand;
        return operation!;
    }
}
