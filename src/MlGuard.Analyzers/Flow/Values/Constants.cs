using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlGuard.Analyzers.Frameworks;

namespace MlGuard.Analyzers.Flow.Values;

/// <summary>
/// Text that is known before the program runs: literals, constants, <c>nameof</c>, fields and properties that are given one such text,
/// helpers that return one, interpolations, concatenations and <c>Path.Combine</c> of such.
/// </summary>
internal static class Constants
{
    private const int MaximumDepth = 16;

    private static readonly ImmutableHashSet<string> s_joins = ["Combine", "Join"];

    private static readonly ImmutableHashSet<string> s_pathPreserving = ["GetFullPath"];

    /// <summary>A call whose arguments the parameters of its method stand for.</summary>
    private sealed record Frame(IInvocationOperation Call, Frame? Outer);

    /// <summary>The whole text, or null when a part of it is unknown.</summary>
    public static string? Text(IOperation? operation) => Resolve(operation, tailIsEnough: false, MaximumDepth, within: null);

    /// <summary>The text that the value certainly ends with, such as the file name of a path whose folder is unknown.</summary>
    public static string? Tail(IOperation? operation) => Resolve(operation, tailIsEnough: true, MaximumDepth, within: null);

    /// <summary>The text that the value certainly begins with, such as the folder of a path whose file is unknown.</summary>
    public static string? Head(IOperation? operation)
    {
        for (var depth = 0; depth < MaximumDepth && operation is not null; depth++)
        {
            if (Text(operation) is { } text)
                return text;
            operation = LocalValues.Origin(operation) switch
            {
                IInterpolatedStringOperation { Parts: [var first, ..] } => PartOf(first),
                IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum => sum.LeftOperand,
                IInvocationOperation { TargetMethod: { Name: "Combine" or "Join" or "GetFullPath", ContainingType.Name: "Path" } } call =>
                    call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 0) is { } folder
                        ? FirstOf(folder.Value)
                        : null,
                _ => null,
            };
        }

        return null;
    }

    private static string? Resolve(IOperation? operation, bool tailIsEnough, int depth, Frame? within)
    {
        if (operation is null || depth == 0)
            return null;
        if (operation.ConstantValue is { HasValue: true, Value: string text })
            return text;

        var origin = LocalValues.Origin(operation);
        if (origin.ConstantValue is { HasValue: true, Value: string value })
            return value;
        return origin switch
        {
            IInterpolatedStringOperation interpolated => Joined([.. interpolated.Parts.Select(PartOf)], "", tailIsEnough, depth, within),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum =>
                Joined([sum.LeftOperand, sum.RightOperand], "", tailIsEnough, depth, within),
            IInvocationOperation call => OfCall(call, tailIsEnough, depth, within),
            IArrayElementReferenceOperation { ArrayReference: var array, Indices: [var at] } =>
                Resolve(ElementOf(array, at), tailIsEnough, depth - 1, within),
            IFieldReferenceOperation { Field.ContainingType.IsTupleType: true, Instance: { } tuple } part =>
                Resolve(PartOf(LocalValues.Origin(tuple), part.Field), tailIsEnough, depth - 1, within),
            IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol, Type.SpecialType: SpecialType.System_String } member =>
                OtherTexts.Of(member.Member, member, tailIsEnough)
                    ?? Resolve(FixedMembers.ValueOf(member.Member, member), tailIsEnough, depth - 1, within: null),
            IParameterReferenceOperation given when GivenIn(within, given) is { } argument =>
                Resolve(argument, tailIsEnough, depth - 1, within!.Outer),
            _ => null,
        };
    }

    /// <summary>What the call that is followed gives a parameter which its method leaves as it is.</summary>
    private static IOperation? GivenIn(Frame? within, IParameterReferenceOperation given) =>
        within is not null
        && SymbolEqualityComparer.Default.Equals(given.Parameter.ContainingSymbol.OriginalDefinition, DefinitionOf(within.Call))
        && LocalValues.Around(given).IsStable(given.Parameter)
            ? within.Call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == given.Parameter.Ordinal)?.Value
            : null;

    private static IMethodSymbol DefinitionOf(IInvocationOperation call) => call.TargetMethod.OriginalDefinition;

    private static string? OfCall(IInvocationOperation call, bool tailIsEnough, int depth, Frame? within)
    {
        if (call.TargetMethod.ContainingType is not { Name: "Path" } type || type.FullMetadataName() != "System.IO.Path")
        {
            return call.Type?.SpecialType == SpecialType.System_String
                ? OtherTexts.Of(call.TargetMethod, call, tailIsEnough)
                    ?? Resolve(FixedMembers.ValueOf(DefinitionOf(call), call), tailIsEnough, depth - 1, new Frame(call, within))
                : null;
        }

        if (s_pathPreserving.Contains(call.TargetMethod.Name))
            return Resolve(call.Arguments[0].Value, tailIsEnough, depth - 1, within);
        if (!s_joins.Contains(call.TargetMethod.Name))
            return null;

        var parts = call.Arguments.OrderBy(argument => argument.Parameter?.Ordinal ?? 0)
            .SelectMany(argument => Elements(argument.Value) ?? [argument.Value]);
        return Joined([.. parts], "/", tailIsEnough, depth, within);
    }

    private static string? Joined(ImmutableArray<IOperation?> parts, string separator, bool tailIsEnough, int depth, Frame? within)
    {
        var known = new Stack<string>();
        for (var i = parts.Length - 1; i >= 0; i--)
        {
            var isLast = i == parts.Length - 1;
            if (Resolve(parts[i], tailIsEnough && isLast, depth - 1, within) is not { } text)
                return tailIsEnough && !isLast ? string.Join(separator, known) : null;
            known.Push(text);
        }

        return string.Join(separator, known);
    }

    /// <summary>The element of an array that nobody writes into; null when it is not known.</summary>
    private static IOperation? ElementOf(IOperation array, IOperation at) =>
        Numbers.Of(at) is >= 0 and var index && Elements(Numbers.OriginOf(array)) is { } elements && index < elements.Length
        && elements.All(element => element is not null) && !Numbers.IsChangedLater(array)
            ? elements[(int)index]
            : null;

    /// <summary>The element of a tuple as it is written.</summary>
    private static IOperation? PartOf(IOperation tuple, IFieldSymbol part)
    {
        const string Item = "Item";
        var name = (part.CorrespondingTupleField ?? part).Name;
        return tuple is ITupleOperation { Elements: var elements }
            && name.StartsWith(Item, StringComparison.Ordinal) && int.TryParse(name.Substring(Item.Length), out var number)
            && number >= 1 && number <= elements.Length
                ? elements[number - 1]
                : null;
    }

    private static IOperation? PartOf(IInterpolatedStringContentOperation part) => part switch
    {
        IInterpolatedStringTextOperation text => text.Text,
        IInterpolationOperation { FormatString: null, Alignment: null } hole => hole.Expression,
        _ => null,
    };

    /// <summary>
    /// The elements of an array or collection expression as it is written, null for each that is spread; null for anything else.
    /// </summary>
    public static ImmutableArray<IOperation?>? Elements(IOperation operation) => operation switch
    {
        IConversionOperation conversion => Elements(conversion.Operand),
        IArrayCreationOperation { Initializer: { } initializer } => [.. initializer.ElementValues],
        IArrayInitializerOperation initializer => [.. initializer.ElementValues],
        // The compiler's floor knows no operation for collection expressions, but binds their elements.
        { Syntax: CollectionExpressionSyntax list, SemanticModel: { } model } =>
            [.. list.Elements.Select(element => element is ExpressionElementSyntax single ? model.GetOperation(single.Expression) : null)],
        _ => null,
    };

    /// <summary>What the declaration of a field or property gives it; null when it gives nothing, or stands elsewhere.</summary>
    internal static IOperation? InitializerOf(IMemberReferenceOperation member)
    {
        var syntax = member.Member.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();
        var value = syntax switch
        {
            VariableDeclaratorSyntax declarator => declarator.Initializer?.Value,
            PropertyDeclarationSyntax property => property.Initializer?.Value ?? property.ExpressionBody?.Expression,
            _ => null,
        };
        return value is null ? null : ModelFor(member, value.SyntaxTree)?.GetOperation(value);
    }

    /// <summary>The meaning of the source in <paramref name="tree"/>; null where it is another compilation's.</summary>
    internal static SemanticModel? ModelFor(IOperation operation, SyntaxTree tree)
    {
        if (operation.SemanticModel is not { } model)
            return null;
        if (model.SyntaxTree == tree)
            return model;
        // In an editor the symbols of a referenced project have source too, which is another compilation's.
        if (!model.Compilation.ContainsSyntaxTree(tree))
            return null;
#pragma warning disable RS1030 // One initializer of another file, read only when a rule asks for its text.
        return model.Compilation.GetSemanticModel(tree);
#pragma warning restore RS1030
    }

    /// <summary>The first of several parts that are passed as an array, or the one.</summary>
    private static IOperation? FirstOf(IOperation parts) => Elements(parts) is [var first, ..] ? first : parts;
}
