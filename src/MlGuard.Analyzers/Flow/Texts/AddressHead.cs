using MlGuard.Analyzers.Flow.Values;

namespace MlGuard.Analyzers.Flow.Texts;

/// <summary>What an address begins with: the value that decides who is called.</summary>
internal static class AddressHead
{
    private const int MaximumSteps = 16;

    private const string Builder = "StringBuilder";

    private static readonly char[] s_behindHost = ['/', '?', '#'];

    private static readonly ImmutableHashSet<string> s_keeping = [
        "Trim", "TrimEnd", "TrimStart", "ToLower", "ToLowerInvariant", "ToUpper", "ToUpperInvariant", "Normalize", "ToString"];

    /// <summary>The value that stands first in <paramref name="value"/>; null where the code itself says the host.</summary>
    public static IOperation? Of(IOperation value)
    {
        var current = value;
        for (var step = 0; step < MaximumSteps; step++)
        {
            var next = LocalValues.Origin(current) switch
            {
                IInterpolatedStringOperation { Parts: [var first, ..] } => first switch
                {
                    IInterpolationOperation hole => hole.Expression,
                    IInterpolatedStringTextOperation { Text: var text, Parent: IInterpolatedStringOperation { Parts: [_, var second, ..] } }
                        when IsScheme(text) => (second as IInterpolationOperation)?.Expression,
                    _ => null,
                },
                IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum =>
                    IsScheme(sum.LeftOperand) ? sum.RightOperand : sum.LeftOperand,
                IObjectCreationOperation { Type.Name: "Uri", Arguments: [var only, ..] } => only.Value,
                IInvocationOperation { TargetMethod.ContainingType.SpecialType: SpecialType.System_String } call => OfText(call, current),
                IInvocationOperation { TargetMethod: { Name: "ToString", ContainingType.Name: Builder }, Instance: { } builder } =>
                    OfBuilder(builder, current),
                _ => current,
            };
            if (next is null || ReferenceEquals(next, current))
                return next;
            current = next;
        }

        return null;
    }

    /// <summary>What a builder is made with, or is given first in the chain that makes it; else <paramref name="whole"/>.</summary>
    private static IOperation? OfBuilder(IOperation builder, IOperation whole)
    {
        IOperation? first = null;
        var current = LocalValues.Origin(builder);
        while (current is IInvocationOperation { TargetMethod.ContainingType.Name: Builder, Instance: { } inner } added)
        {
            first = added.Arguments.FirstOrDefault()?.Value;
            current = LocalValues.Origin(inner);
        }

        var begin = (current as IObjectCreationOperation)?.Arguments.FirstOrDefault(argument =>
            argument.IsWritten() && argument.Value.Type?.SpecialType == SpecialType.System_String)?.Value ?? first;
        return begin is null || IsScheme(begin) ? whole : begin;
    }

    /// <summary>What a method of text begins with; <paramref name="whole"/> where what is filled in may be the host.</summary>
    private static IOperation? OfText(IInvocationOperation call, IOperation whole) => call switch
    {
        { TargetMethod.Name: "Replace", Instance: { } template, Arguments: [var mark, ..] } =>
            MayBeHost(TemplateOf(template), Constants.Text(mark.Value)) ? whole : template,
        { TargetMethod.Name: "Format" } when call.Arguments.Argument("format") is { Value: var format } =>
            Constants.Text(format) is { } text ? (MayBeHost(text, "{") ? whole : null) : format,
        { TargetMethod.Name: "Concat", Arguments: [var first, var second, ..] } =>
            IsScheme(first.Value) ? second.Value : first.Value,
        { Instance: { } text } when s_keeping.Contains(call.TargetMethod.Name) => text,
        _ => whole,
    };

    /// <summary>The text into which the whole chain of replacements fills something.</summary>
    private static string? TemplateOf(IOperation template)
    {
        var current = LocalValues.Origin(template);
        for (var step = 0; step < MaximumSteps; step++)
        {
            if (current is not IInvocationOperation { TargetMethod.Name: "Replace", Instance: { } inner })
                break;
            current = LocalValues.Origin(inner);
        }

        return Constants.Text(current);
    }

    /// <summary>Whether <paramref name="mark"/> stands in the host of a constant address; of another text nobody knows that.</summary>
    private static bool MayBeHost(string? address, string? mark)
    {
        if (address is null || mark is not { Length: > 0 } || address.IndexOf(mark, StringComparison.Ordinal) is not (>= 0 and var at))
            return false;
        var scheme = address.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0)
            return at == 0;
        var end = address.IndexOfAny(s_behindHost, scheme + "://".Length);
        return end < 0 || at < end;
    }

    private static bool IsScheme(IOperation text) => text.ConstantValue is { HasValue: true, Value: "http://" or "https://" };
}
