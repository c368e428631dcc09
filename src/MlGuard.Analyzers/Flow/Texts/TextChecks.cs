using MlGuard.Analyzers.Flow.Values;

namespace MlGuard.Analyzers.Flow.Texts;

/// <summary>
/// Which variables the conditions of a body look at. A value that must be one of a fixed set is the developer's again; one whose form is
/// tested may be, and the rules about sinks that a form makes safe stay silent.
/// </summary>
internal sealed class TextChecks
{
    private static readonly ImmutableHashSet<string> s_empty = [
        "IsNullOrEmpty", "IsNullOrWhiteSpace", "Equals", "ReferenceEquals", "Any", "ThrowIfNull", "ThrowIfNullOrEmpty",
        "ThrowIfNullOrWhiteSpace", "Exists", "TryCreate", "MoveNext", "WriteAsync", "TryWrite", "Add", "Remove"];

    private static readonly ImmutableHashSet<string> s_forms = [
        "Contains", "IndexOf", "IndexOfAny", "All", "IsWellFormedOriginalString"];

    private static readonly ImmutableHashSet<string> s_ends = ["StartsWith", "EndsWith"];

    private readonly HashSet<ISymbol> _bounded = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _tested = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _begun = new(SymbolEqualityComparer.Default);

    /// <summary>Whether the value must be one of a set that the code knows.</summary>
    public bool IsBounded(ISymbol symbol) => _bounded.Contains(symbol);

    /// <summary>Whether the code looks at the value's form.</summary>
    public bool IsTested(ISymbol symbol) => _tested.Contains(symbol);

    /// <summary>Whether the code looks at how the value begins or ends, which says nothing of what lies between.</summary>
    public bool IsTestedAtEnds(ISymbol symbol) => _begun.Contains(symbol);

    public void Read(IOperation operation)
    {
        switch (operation)
        {
            case IInvocationOperation { Type.SpecialType: SpecialType.System_Boolean or SpecialType.System_Int32 } call:
                ReadTest(call);
                break;
            case IPropertyReferenceOperation { Property.Name: "Exists", Instance: IInvocationOperation found } when IsBelowRoot(found):
                Note(_bounded, found.Arguments[0].Value);
                break;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals or BinaryOperatorKind.Equals } comparison:
                ReadComparison(comparison);
                break;
            case IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: var wanted } } test
                when IsOfConstants(wanted) && Leaves(test):
                Note(_bounded, test.Value);
                break;
        }
    }

    /// <summary>Whether <paramref name="read"/> stands where its variable was found equal to a constant.</summary>
    public static bool IsEqualThere(IOperation read, ISymbol symbol)
    {
        for (IOperation inner = read, outer = read.Parent!; outer is not null; (inner, outer) = (outer, outer.Parent!))
        {
            if (outer is IConditionalOperation choice && ReferenceEquals(choice.WhenTrue, inner) && IsEquality(choice.Condition, symbol))
                return true;
            if (outer is ISwitchOperation cases && Is(cases.Value, symbol) && inner is ISwitchCaseOperation { Clauses: var clauses }
                && clauses.All(clause => clause is ISingleValueCaseClauseOperation { Value.ConstantValue.HasValue: true }))
                return true;
            if (outer is ISwitchExpressionArmOperation { Pattern: var pattern, Parent: ISwitchExpressionOperation { Value: var value } }
                && Is(value, symbol) && IsOfConstants(pattern))
                return true;
        }

        return false;
    }

    /// <summary>A provider of files finds nothing above its root.</summary>
    private static bool IsBelowRoot(IInvocationOperation found) => found.Arguments.Length == 1
        && found.TargetMethod is { Name: "GetFileInfo" or "GetDirectoryContents", ContainingType.ContainingNamespace: { } place }
        && place.ToDisplayString() == "Microsoft.Extensions.FileProviders";

    private static bool IsEquality(IOperation condition, ISymbol symbol) => condition switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } equality =>
            (Is(equality.LeftOperand, symbol) && IsText(equality.RightOperand))
            || (Is(equality.RightOperand, symbol) && IsText(equality.LeftOperand)),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr or BinaryOperatorKind.ConditionalAnd } both =>
            IsEquality(both.LeftOperand, symbol) && IsEquality(both.RightOperand, symbol),
        IIsPatternOperation test => Is(test.Value, symbol) && IsOfConstants(test.Pattern),
        _ => false,
    };

    private static bool Is(IOperation value, ISymbol symbol) => SymbolEqualityComparer.Default.Equals(SymbolOf(value), symbol);

    private static bool IsText(IOperation value) => value.ConstantValue is { HasValue: true, Value: string { Length: > 0 } };

    private static bool IsOfConstants(IPatternOperation pattern) => pattern switch
    {
        IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: not (null or "") } } => true,
        IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.Or } both =>
            IsOfConstants(both.LeftPattern) && IsOfConstants(both.RightPattern),
        _ => false,
    };

    private void ReadTest(IInvocationOperation call)
    {
        var name = call.TargetMethod.Name;
        if (s_empty.Contains(name))
            return;
        if (call.Instance is { } tested && tested.Type?.SpecialType == SpecialType.System_String
            && (s_forms.Contains(name) || s_ends.Contains(name)))
        {
            Note(s_ends.Contains(name) ? _begun : _tested, tested);
            return;
        }

        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter?.RefKind != RefKind.Out && call.Type?.SpecialType == SpecialType.System_Boolean)
                Note(s_forms.Contains(name) && call.TargetMethod.ContainingType.SpecialType == SpecialType.System_String
                    ? _tested : _bounded, argument.Value);
        }
    }

    private void ReadComparison(IBinaryOperation comparison)
    {
        foreach (var (value, other) in new[]
        {
            (comparison.LeftOperand, comparison.RightOperand), (comparison.RightOperand, comparison.LeftOperand),
        })
        {
            var origin = LocalValues.Origin(value);
            if (origin is IPropertyReferenceOperation { Instance: { } owner, Property.Name: not ("Length" or "Count") }
                && other.ConstantValue is not { HasValue: true, Value: null })
                Note(_tested, owner);
            if (comparison.OperatorKind == BinaryOperatorKind.NotEquals && IsText(other) && Leaves(comparison))
                Note(_bounded, value);
        }
    }

    /// <summary>Whether the code goes no further when the test holds.</summary>
    private static bool Leaves(IOperation test)
    {
        var condition = test;
        while (condition.Parent is IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } all)
            condition = all;
        return condition.Parent is IConditionalOperation choice && ReferenceEquals(choice.Condition, condition) && Exits(choice.WhenTrue);
    }

    /// <summary>Whether a branch ends by an exception.</summary>
    internal static bool Throws(IOperation branch) => branch switch
    {
        IBlockOperation { Operations: [.., var last] } => Throws(last),
        IExpressionStatementOperation { Operation: IThrowOperation } or IThrowOperation => true,
        _ => false,
    };

    private static bool Exits(IOperation branch) => branch switch
    {
        IBlockOperation { Operations: [.., var last] } => Exits(last),
        IExpressionStatementOperation { Operation: IThrowOperation } or IThrowOperation or IReturnOperation or IBranchOperation => true,
        _ => false,
    };

    private static void Note(HashSet<ISymbol> symbols, IOperation value)
    {
        if (SymbolOf(value) is { } symbol)
            symbols.Add(symbol);
    }

    /// <summary>The variable, or the member of whatever object, that a condition speaks of.</summary>
    internal static ISymbol? SymbolOf(IOperation value)
    {
        while (value is IConversionOperation { OperatorMethod: null } conversion)
            value = conversion.Operand;
        return value switch
        {
            IInvocationOperation { Instance: { } instance, Type.SpecialType: SpecialType.System_String } call
                when call.Instance.Type?.SpecialType == SpecialType.System_String => SymbolOf(instance),
            IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol { IsIndexer: false } } member => member.Member,
            _ => LocalValues.VariableOf(value),
        };
    }
}
