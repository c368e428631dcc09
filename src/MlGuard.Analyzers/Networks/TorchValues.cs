using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks.Torch;

namespace MlGuard.Analyzers.Networks;

/// <summary>Which variable a value of TorchSharp is kept in, and what it was made by.</summary>
internal static class TorchValues
{
    private const int MaximumSteps = 32;

    /// <summary>The variable or member that keeps the model, optimizer or tensor, with aliases and moves of modules followed.</summary>
    public static ISymbol? SubjectOf(IOperation value, TorchMembers members)
    {
        ISymbol? holder = null;
        IOperation? current = value;
        for (var step = 0; step < MaximumSteps && current is not null; step++)
        {
            switch (current)
            {
                case IConversionOperation conversion:
                    current = conversion.Operand;
                    break;
                case IParenthesizedOperation parenthesized:
                    current = parenthesized.Operand;
                    break;
                case ILocalReferenceOperation local:
                    holder = local.Local;
                    current = LocalValues.Around(local).SingleValue(local.Local) is { } given && IsAlias(given, members) ? given : null;
                    break;
                case IParameterReferenceOperation parameter:
                    return parameter.Parameter;
                case IMemberReferenceOperation member:
                    return member.Member;
                case IInvocationOperation call when members.Of(call.TargetMethod) is TorchMeaning.Move or TorchMeaning.Load:
                    current = FluentChain.ReceiverOf(call);
                    break;
                default:
                    return holder;
            }
        }

        return holder;
    }

    /// <summary>The variable or member that is given the result of <paramref name="call"/>.</summary>
    public static ISymbol? TargetOf(IOperation call)
    {
        var value = Bodies.Outermost(call);
        return value.Parent switch
        {
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => declarator.Symbol,
            ISimpleAssignmentOperation assignment when ReferenceEquals(assignment.Value, value) => assignment.Target switch
            {
                ILocalReferenceOperation local => local.Local,
                IMemberReferenceOperation member => member.Member,
                _ => null,
            },
            IFieldInitializerOperation { InitializedFields: [var field] } => field,
            IPropertyInitializerOperation { InitializedProperties: [var property] } => property,
            _ => null,
        };
    }

    /// <summary>The calls that a value is put together of, variables with one value followed.</summary>
    public static IEnumerable<IOperation> Behind(IOperation value)
    {
        var pending = new Stack<IOperation>([value]);
        var seen = new HashSet<IOperation>();
        while (pending.Count > 0 && seen.Count < 64)
        {
            var current = LocalValues.Origin(pending.Pop());
            if (!seen.Add(current))
                continue;
            yield return current;
            foreach (var child in current.ChildOperations)
                pending.Push(child);
        }
    }

    /// <summary>
    /// The value that a variable has where it is read: the last one that it is given before, if no branch may give it another one.
    /// </summary>
    public static IOperation? DefinitionOf(ILocalReferenceOperation read)
    {
        if (LocalValues.Around(read).SingleValue(read.Local) is { } only)
            return only;

        IOperation? last = null;
        foreach (var reference in BodyIndex.Around(read).ReferencesTo(read.Local))
        {
            if (reference.Syntax.SpanStart >= read.Syntax.SpanStart)
                break;
            if (reference.Parent is ISimpleAssignmentOperation assignment && ReferenceEquals(assignment.Target, reference)
                && !Bodies.IsInside(read, assignment))
                last = IsCertain(assignment, read) ? assignment.Value : null;
            else if (reference.Parent is ICompoundAssignmentOperation or IIncrementOrDecrementOperation)
                last = null;
        }

        return last ?? DeclaredValue(read);
    }

    /// <summary>Whether the argument says that gradients are not switched off after all.</summary>
    public static bool IsFalse(IArgumentOperation? mode, string method)
    {
        var isOn = mode?.Value.ConstantValue is { HasValue: true, Value: bool value } ? value : method != "set_grad_enabled";
        // set_grad_enabled(false) stops, inference_mode(false) does not.
        return method == "set_grad_enabled" ? mode is null || !mode.Value.ConstantValue.HasValue || isOn : !isOn;
    }

    /// <summary>Where in the source to blame a call: the name of the method.</summary>
    public static Location PlaceOf(IOperation call) => CallLocation.Of(call.Syntax);

    private static IOperation? DeclaredValue(ILocalReferenceOperation read) =>
        BodyIndex.Around(read).ReferencesTo(read.Local).TakeWhile(it => it.Syntax.SpanStart < read.Syntax.SpanStart)
            .Any(it => it.Parent is IAssignmentOperation assignment && ReferenceEquals(assignment.Target, it)
                && !Bodies.IsInside(read, assignment))
            ? null
            : Declarator(read)?.GetVariableInitializer()?.Value;

    private static IVariableDeclaratorOperation? Declarator(ILocalReferenceOperation read) =>
        read.Local.DeclaringSyntaxReferences is [var reference] && reference.GetSyntax() is VariableDeclaratorSyntax syntax
            ? read.SemanticModel?.GetOperation(syntax) as IVariableDeclaratorOperation
            : null;

    /// <summary>
    /// Whether whoever gets to <paramref name="read"/> has passed <paramref name="write"/> last: no branch or loop is between.
    /// </summary>
    private static bool IsCertain(IOperation write, IOperation read) =>
        Bodies.AroundInFunction(write).TakeWhile(around => !Bodies.IsInside(read, around))
            .All(around => around is not (IConditionalOperation or ILoopOperation or ISwitchCaseOperation or ICatchClauseOperation
                or ICoalesceOperation));

    private static bool IsAlias(IOperation given, TorchMembers members) => given switch
    {
        IConversionOperation conversion => IsAlias(conversion.Operand, members),
        ILocalReferenceOperation or IParameterReferenceOperation or IMemberReferenceOperation => true,
        IInvocationOperation call => members.Of(call.TargetMethod) is TorchMeaning.Move or TorchMeaning.Load
            && FluentChain.ReceiverOf(call) is { } receiver && IsAlias(receiver, members),
        _ => false,
    };
}
