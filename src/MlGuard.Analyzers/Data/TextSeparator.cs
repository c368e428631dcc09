using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Frameworks.MlNet;

namespace MlGuard.Analyzers.Data;

/// <summary>The separator that a text loader reads with.</summary>
/// <param name="Value">The character.</param>
/// <param name="Blame">The code that says so, or that leaves it out.</param>
/// <param name="IsWritten">Whether the code says so.</param>
internal sealed record TextSeparator(char Value, SyntaxNode Blame, bool IsWritten)
{
    private const char Default = '\t';
    private const string Parameter = "separatorChar";
    private const string Field = "Separators";

    /// <summary>The separator of <paramref name="call"/>, or null when it is not known.</summary>
    public static TextSeparator? Of(IInvocationOperation call, MlSymbols symbols)
    {
        if (call.Arguments.Argument(Parameter) is { } argument)
        {
            return argument.Value.ConstantValue is { HasValue: true, Value: char separator }
                ? new TextSeparator(separator, argument.IsWritten() ? argument.Value.Syntax : Bodies.NameOf(call), argument.IsWritten())
                : null;
        }

        var options = call.Arguments.FirstOrDefault(candidate => symbols.Is(candidate.Parameter?.Type, MlNetTypes.TextLoaderOptions));
        return options is null ? null : OfOptions(options.Value);
    }

    private static TextSeparator? OfOptions(IOperation options)
    {
        if (LocalValues.Origin(options) is not IObjectCreationOperation { Syntax: BaseObjectCreationExpressionSyntax syntax } creation
            || IsChangedLater(creation, options))
            return null;

        foreach (var member in creation.Initializer?.Initializers ?? [])
        {
            if (member is ISimpleAssignmentOperation { Target: IFieldReferenceOperation { Field.Name: Field } } assignment)
                return Only(assignment.Value) is { } separator
                    ? new TextSeparator(separator, assignment.Value.Syntax, IsWritten: true)
                    : null;
        }

        return new TextSeparator(Default, syntax is ObjectCreationExpressionSyntax named ? named.Type : syntax, IsWritten: false);
    }

    private static char? Only(IOperation array) =>
        Constants.Elements(LocalValues.Origin(array)) is [{ ConstantValue: { HasValue: true, Value: char separator } }] ? separator : null;

    /// <summary>
    /// Whether the options may get their separators after they were made: assigned there, or by code that they are passed to.
    /// </summary>
    private static bool IsChangedLater(IOperation creation, IOperation read)
    {
        foreach (var operation in Bodies.AllAround(creation))
        {
            var isAssigned = operation is IFieldReferenceOperation { Field.Name: Field, Instance: { } owner }
                && ReferenceEquals(LocalValues.Origin(owner), creation);
            var isHandedOn = operation is IArgumentOperation argument && !Bodies.IsInside(read, argument)
                && ReferenceEquals(LocalValues.Origin(argument.Value), creation);
            if (isAssigned || isHandedOn)
                return true;
        }

        return false;
    }
}
