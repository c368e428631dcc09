using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Frameworks.MlNet;

namespace MlGuard.Analyzers.Evaluation;

/// <summary>Measures that a program takes itself: what the model answers is held against what is true of the row.</summary>
internal static class HandMeasures
{
    private static readonly ImmutableHashSet<string> s_answers = ["Score", "PredictedLabel", "Probability"];

    /// <summary>Whether the body takes one.</summary>
    public static readonly OncePerBody<bool> AreTaken = new((body, compilation, _) =>
    {
        var operations = body.ToList();
        return ReadsBothColumns(operations, compilation.Symbols)
            || operations.Any(operation => Compared(operation) is var (one, other) && (IsMeasure(one, other) || IsMeasure(other, one)));
    });

    /// <summary>Two values that are asked to be the same, or how far they are apart.</summary>
    private static (IOperation One, IOperation Other)? Compared(IOperation operation) => operation switch
    {
        IBinaryOperation
        {
            OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals or BinaryOperatorKind.Subtract
        } pair => (pair.LeftOperand, pair.RightOperand),
        IInvocationOperation { TargetMethod.Name: "Equals", Instance: { } instance, Arguments: [var argument, ..] } =>
            (instance, argument.Value),
        IInvocationOperation { TargetMethod: { Name: "Equals", IsStatic: true }, Arguments: [var first, var second, ..] } =>
            (first.Value, second.Value),
        _ => null,
    };

    /// <summary>What is held against a constant is only looked at.</summary>
    private static bool IsMeasure(IOperation answer, IOperation truth) =>
        IsAnswer(Whole(answer)) && Whole(truth) is { ConstantValue.HasValue: false } other
        && other is IMemberReferenceOperation or IArrayElementReferenceOperation or IParameterReferenceOperation
            or ILocalReferenceOperation;

    private static bool IsAnswer(IOperation value) =>
        value is IMemberReferenceOperation { Instance: not null, Member: IFieldSymbol or IPropertySymbol } read
        && (s_answers.Contains(read.Member.Name) || s_answers.Contains(ColumnOf(read.Member) ?? ""));

    /// <summary>The column that a member of a row is filled from by name.</summary>
    private static string? ColumnOf(ISymbol member) => member.GetAttributes()
        .FirstOrDefault(attribute => attribute.AttributeClass?.Name == "ColumnNameAttribute")?.ConstructorArguments
        is [{ Value: string name }]
            ? name
            : null;

    /// <summary>The value under its rounding.</summary>
    private static IOperation Whole(IOperation value)
    {
        var origin = LocalValues.Origin(value);
        return origin is IInvocationOperation
        {
            TargetMethod.ContainingType.Name: "Math" or "MathF" or "Convert",
            Arguments: [var whole, ..]
        }
            ? LocalValues.Origin(whole.Value)
            : origin;
    }

    /// <summary>Whether the column of answers is read beside another one.</summary>
    private static bool ReadsBothColumns(IEnumerable<IOperation> body, MlSymbols symbols)
    {
        var columns = body.OfType<IInvocationOperation>()
            .Where(call => call.TargetMethod.Name == "GetColumn"
                && symbols.Is(call.TargetMethod.ContainingType, MlNetTypes.ColumnCursorExtensions))
            .Select(call => call.Arguments.Argument("columnName")?.Value.ConstantValue.Value as string).OfType<string>()
            .ToImmutableHashSet(StringComparer.Ordinal);
        return columns.Overlaps(s_answers) && !columns.IsSubsetOf(s_answers);
    }
}
