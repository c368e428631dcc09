namespace MlGuard.Analyzers.Flow.Values;

/// <summary>Whole numbers that are known before the program runs, and lists of them.</summary>
internal static class Numbers
{
    private const int MaximumDepth = 16;

    private static readonly ImmutableHashSet<string> s_wrappers = ["Span", "ReadOnlySpan", "Memory", "ReadOnlyMemory"];

    /// <summary>The number, or null when a part of it is unknown.</summary>
    public static long? Of(IOperation? value) => Of(value, MaximumDepth);

    /// <summary>
    /// The numbers of an array or collection expression, null for each that is unknown; default when not even their count is known.
    /// </summary>
    public static ImmutableArray<long?> ListOf(IOperation value)
    {
        var origin = OriginOf(value);
        if (Constants.Elements(origin) is not { } elements || elements.Any(element => element is null))
            return default;
        return IsChangedLater(value) ? [.. elements.Select(_ => (long?)null)] : [.. elements.Select(Of)];
    }

    /// <summary>How many elements the array has, as far as it is written.</summary>
    public static long? LengthOf(IOperation array) => OriginOf(array) switch
    {
        IArrayCreationOperation { DimensionSizes: [var size] } => Of(size),
        var other => Constants.Elements(other) is { } elements && elements.All(element => element is not null) ? elements.Length : null,
    };

    /// <summary>Where an array comes from, also through the conversion to a span or to memory, and out of a readonly field.</summary>
    public static IOperation OriginOf(IOperation value)
    {
        for (var depth = 0; depth < MaximumDepth; depth++)
        {
            var origin = LocalValues.Origin(value);
            var next = origin switch
            {
                IConversionOperation { OperatorMethod.ContainingType.Name: var wrapper } wrapped when s_wrappers.Contains(wrapper) =>
                    wrapped.Operand,
                IInvocationOperation { TargetMethod: { Name: "AsSpan" or "AsMemory", Parameters.Length: <= 1 } } call =>
                    FluentChain.ReceiverOf(call),
                IMemberReferenceOperation { Member: IFieldSymbol { IsReadOnly: true } or IPropertySymbol { SetMethod: null } } member =>
                    Constants.InitializerOf(member),
                _ => null,
            };
            if (next is null)
                return origin;
            value = next;
        }

        return value;
    }

    private static long? Of(IOperation? value, int depth)
    {
        if (value is null || depth == 0)
            return null;
        if (Constant(value) is { } number)
            return number;

        var origin = LocalValues.Origin(value);
        return Constant(origin) ?? origin switch
        {
            IBinaryOperation { IsLifted: false } binary when Of(binary.LeftOperand, depth - 1) is { } left
                && Of(binary.RightOperand, depth - 1) is { } right => Computed(binary.OperatorKind, left, right),
            IMemberReferenceOperation { Member: IFieldSymbol { IsReadOnly: true } or IPropertySymbol { SetMethod: null } } member =>
                Of(Constants.InitializerOf(member), depth - 1),
            _ => null,
        };
    }

    private static long? Constant(IOperation value) => value.ConstantValue is { HasValue: true, Value: var constant }
        ? constant switch
        {
            int number => number,
            long number => number,
            uint number => number,
            short number => number,
            byte number => number,
            _ => null,
        }
        : null;

    private static long? Computed(BinaryOperatorKind kind, long left, long right)
    {
        try
        {
            return kind switch
            {
                BinaryOperatorKind.Add => checked(left + right),
                BinaryOperatorKind.Subtract => checked(left - right),
                BinaryOperatorKind.Multiply => checked(left * right),
                BinaryOperatorKind.Divide when right != 0 => left / right,
                _ => null,
            };
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>Whether an element of the array that a variable keeps is written anew.</summary>
    internal static bool IsChangedLater(IOperation value)
    {
        for (var current = value; current is not null;)
        {
            if (LocalValues.VariableOf(current) is ILocalSymbol local)
            {
                if (BodyIndex.Around(value).ReferencesTo(local).Any(IsWrittenInto))
                    return true;
                current = LocalValues.Around(value).SingleValue(local);
            }
            else
            {
                current = current is IConversionOperation conversion ? conversion.Operand : null;
            }
        }

        return false;
    }

    private static bool IsWrittenInto(ILocalReferenceOperation read) => Bodies.Outermost(read).Parent switch
    {
        IArrayElementReferenceOperation { Parent: IAssignmentOperation assignment } element => ReferenceEquals(assignment.Target, element),
        IArrayElementReferenceOperation { Parent: IIncrementOrDecrementOperation } => true,
        _ => false,
    };
}
