using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlGuard.Analyzers.Flow.Values;
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

    /// <summary>By the object, where its separators are named, and the arguments that it is.</summary>
    private static readonly OncePerBody<ILookup<IOperation, IOperation>> s_changes = new((body, _, _) =>
        body.Select(operation => (Owner: ChangedBy(operation), Change: operation)).Where(it => it.Owner is not null)
            .ToLookup(it => LocalValues.Origin(it.Owner!), it => it.Change));

    /// <summary>The separator of <paramref name="call"/>, or null when it is not known.</summary>
    public static TextSeparator? Of(IInvocationOperation call, MlCompilation compilation)
    {
        if (call.Arguments.Argument(Parameter) is { } argument)
        {
            return argument.Value.ConstantValue is { HasValue: true, Value: char separator }
                ? new TextSeparator(separator, argument.IsWritten() ? argument.Value.Syntax : Bodies.NameOf(call), argument.IsWritten())
                : null;
        }

        var options = call.Arguments.FirstOrDefault(argument =>
            compilation.Symbols.Is(argument.Parameter?.Type, MlNetTypes.TextLoaderOptions));
        return options is null ? null : OfOptions(options.Value, compilation);
    }

    private static TextSeparator? OfOptions(IOperation options, MlCompilation compilation)
    {
        if (LocalValues.Origin(options) is not IObjectCreationOperation { Syntax: BaseObjectCreationExpressionSyntax syntax } creation
            || IsChangedLater(creation, options, compilation))
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
    private static bool IsChangedLater(IOperation creation, IOperation read, MlCompilation compilation) =>
        s_changes.Of(creation, compilation)[creation].Any(change => change is IFieldReferenceOperation || !Bodies.IsInside(read, change));

    private static IOperation? ChangedBy(IOperation operation) => operation switch
    {
        IFieldReferenceOperation { Field.Name: Field, Instance: { } owner } => owner,
        IArgumentOperation argument => argument.Value,
        _ => null,
    };
}
