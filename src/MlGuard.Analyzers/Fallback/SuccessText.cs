using MlGuard.Analyzers.Flow.Values;

namespace MlGuard.Analyzers.Fallback;

/// <summary>
/// A text in the answer to a failure that success gives at the same place: <c>new Answer(0, "model")</c>. Nobody can tell the two apart by
/// it.
/// </summary>
internal static class SuccessText
{
    /// <summary>Whether <paramref name="operation"/> of the handler is such a text.</summary>
    public static bool IsIn(IOperation operation, ICatchClauseOperation clause)
    {
        if (operation is not ILiteralOperation { ConstantValue: { HasValue: true, Value: string text } }
            || GivenAt(Bodies.Outermost(operation).Parent) is not { } place || clause.Parent is not ITryOperation attempt)
            return false;

        var tried = TextsAt(place, attempt.Body.Descendants()).ToList();
        var given = tried.Count > 0 ? tried : [.. TextsAt(place, OwnAfter(attempt))];
        return given.Count > 0 && given.All(one => one == text);
    }

    private static IEnumerable<IOperation> OwnAfter(ITryOperation attempt) =>
        Bodies.Own(Bodies.FunctionAround(attempt)).Where(operation => operation.Syntax.SpanStart >= attempt.Syntax.Span.End);

    /// <summary>What the code gives at <paramref name="place"/>; null for what is not known.</summary>
    private static IEnumerable<string?> TextsAt(ISymbol place, IEnumerable<IOperation> operations) => operations
        .Where(operation => SymbolEqualityComparer.Default.Equals(GivenAt(operation), place))
        .Select(operation => Constants.Text(operation is IArgumentOperation argument
            ? argument.Value
            : ((ISimpleAssignmentOperation)operation).Value));

    /// <summary>The parameter of a constructor, or the member, that is given a value.</summary>
    private static ISymbol? GivenAt(IOperation? operation) => operation switch
    {
        IArgumentOperation { Parameter: { } parameter, Parent: IObjectCreationOperation } => parameter.OriginalDefinition,
        ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } target } =>
            target.Member.OriginalDefinition,
        _ => null,
    };
}
