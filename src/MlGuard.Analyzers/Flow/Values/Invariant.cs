namespace MlGuard.Analyzers.Flow.Values;

/// <summary>What a loop does not change. A computed value is unknown, and so it may change.</summary>
/// <param name="loop">The loop.</param>
/// <param name="isRepeatable">Which calls give the same for the same arguments.</param>
internal sealed class Invariant(ILoopOperation loop, Func<IInvocationOperation, bool> isRepeatable)
{
    private readonly LocalValues _values = LocalValues.Around(loop);

    /// <summary>Whether <paramref name="call"/> gets the same arguments in each turn.</summary>
    public bool HasSameArguments(IInvocationOperation call) =>
        call.Arguments.Where(argument => argument.Parameter?.RefKind != RefKind.Out).All(argument => IsSame(argument.Value));

    /// <summary>Whether <paramref name="value"/> is the same in each turn.</summary>
    public bool IsSame(IOperation value) =>
        Constants.Text(value) is not null || value.DescendantsAndSelf().All(operation => operation switch
        {
            IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } member => _values.IsStable(member.Member),
            IInvocationOperation call => IsPathJoin(call) || (isRepeatable(call) && HasSameArguments(call)),
            _ => LocalValues.VariableOf(operation) is not { } variable || IsSame(variable),
        });

    private bool IsSame(ISymbol variable)
    {
        if (!_values.IsStable(variable))
            return false;

        var isFromBefore = !variable.DeclaringSyntaxReferences.Any(declaration => loop.Syntax.Span.Contains(declaration.Span));
        return isFromBefore || (_values.SingleValue(variable) is { } value && IsSame(value));
    }

    private static bool IsPathJoin(IInvocationOperation call) =>
        call.TargetMethod
            is { Name: "Combine" or "Join"
                or "GetFullPath",
                ContainingType: { Name: "Path", ContainingNamespace: { Name: "IO", ContainingNamespace.Name: "System" } } };
}
