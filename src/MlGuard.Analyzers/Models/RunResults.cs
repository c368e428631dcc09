using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Frameworks.Onnx;

namespace MlGuard.Analyzers.Models;

/// <summary>What code does with the results of a run: goes through them, copies them, chooses one.</summary>
internal static class RunResults
{
    private const int MaximumDepth = 8;

    private static readonly ImmutableHashSet<string> s_copies = ["ToList", "ToArray", "AsEnumerable"];

    /// <summary>What takes one out of several.</summary>
    public static ImmutableHashSet<string> Choices { get; } = [
        "First", "FirstOrDefault", "Single", "SingleOrDefault", "Last", "LastOrDefault"];

    /// <summary>The call of <c>Run</c> that <paramref name="results"/> are the result of.</summary>
    public static IInvocationOperation? RunOf(IOperation results, Func<IOperation, IOperation> source, MlSymbols symbols)
    {
        for (var depth = 0; depth < MaximumDepth; depth++)
        {
            if (source(results) is not IInvocationOperation call)
                return null;
            if (symbols.Is(call.TargetMethod.ContainingType, OnnxTypes.Session))
                return call.TargetMethod.Name is "Run" or "RunAsync" ? call : null;
            if (!Copies(call) || FluentChain.ReceiverOf(call) is not { } copied)
                return null;
            results = copied;
        }

        return null;
    }

    /// <summary>The loop whose variable <paramref name="item"/> is.</summary>
    public static IForEachLoopOperation? LoopOver(ILocalSymbol item, IOperation read)
    {
        for (var current = read.Parent; current is not null; current = current.Parent)
        {
            if (current is IForEachLoopOperation loop && loop.Locals.Contains(item, SymbolEqualityComparer.Default))
                return loop;
        }

        return null;
    }

    /// <summary>The call whose function gets each item as the parameter that is read.</summary>
    public static (IInvocationOperation Call, IOperation Collection, IAnonymousFunctionOperation Function)? QueryOver(
        IParameterReferenceOperation item) => QueryOver(item.Parameter, item);

    /// <summary>The call whose function gets each item as <paramref name="item"/>.</summary>
    public static (IInvocationOperation Call, IOperation Collection, IAnonymousFunctionOperation Function)? QueryOver(
        ISymbol item, IOperation read)
    {
        for (var current = read.Parent; current is not null; current = current.Parent)
        {
            if (current is not IAnonymousFunctionOperation lambda
                || !SymbolEqualityComparer.Default.Equals(lambda.Symbol, item.ContainingSymbol))
                continue;
            var value = Bodies.Outermost(lambda.Parent is IDelegateCreationOperation made ? made : lambda);
            return value.Parent is IArgumentOperation { Parent: IInvocationOperation call } && FluentChain.ReceiverOf(call) is { } all
                ? (call, all, lambda)
                : null;
        }

        return null;
    }

    /// <summary>The name in <c>First(result => result.Name == "score")</c>.</summary>
    public static IOperation? ChosenByName(IInvocationOperation call)
    {
        if (!Choices.Contains(call.TargetMethod.Name) || call.Arguments.Length == 0
            || LocalValues.Origin(call.Arguments[call.Arguments.Length - 1].Value) is not IAnonymousFunctionOperation lambda)
            return null;
        var (left, right) = ComparedBy(ReturnedBy(lambda));
        if (left is null || right is null)
            return null;
        if (IsName(left))
            return right;
        return IsName(right) ? left : null;
    }

    /// <summary>What a test for equality compares, letter by letter.</summary>
    public static (IOperation? Left, IOperation? Right) ComparedBy(IOperation? test) => test switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } binary =>
            (binary.LeftOperand, binary.RightOperand),
        IInvocationOperation { TargetMethod: { Name: "Equals", ContainingType.SpecialType: SpecialType.System_String } } call =>
            (call.Instance, call.Arguments.Select(argument => argument.Value).ToList()) switch
            {
                ({ } left, [var right]) => (left, right),
                (null, [var left, var right]) => (left, right),
                _ => (null, null),
            },
        _ => (null, null),
    };

    /// <summary>The dictionary by name that <paramref name="value"/> is.</summary>
    public static IInvocationOperation? DictionaryOf(IOperation value) =>
        LocalValues.Origin(value) is IInvocationOperation { TargetMethod.Name: "ToDictionary" } made
        && made.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "keySelector") is { } selector
        && LocalValues.Origin(selector.Value) is IAnonymousFunctionOperation lambda && ReturnedBy(lambda) is { } key && IsName(key)
            ? made
            : null;

    /// <summary>Whose names a list holds: of the inputs or of the outputs of a session; null when it holds something else.</summary>
    public static (IOperation Session, bool IsInput)? NamesIn(IOperation list)
    {
        var current = LocalValues.Origin(list);
        for (var depth = 0; depth < MaximumDepth; depth++)
        {
            if (current is IPropertyReferenceOperation { Instance: { } session } property && OnnxTypes.Declares(property.Property))
                return property.Property.Name switch
                {
                    "InputNames" or "InputMetadata" => (session, true),
                    "OutputNames" or "OutputMetadata" => (session, false),
                    _ => null,
                };
            var next = current switch
            {
                IPropertyReferenceOperation { Property.Name: "Keys", Instance: { } owner } => owner,
                IInvocationOperation call when Copies(call) => FluentChain.ReceiverOf(call),
                _ => null,
            };
            if (next is null)
                return null;
            current = LocalValues.Origin(next);
        }

        return null;
    }

    private static bool Copies(IInvocationOperation call) => s_copies.Contains(call.TargetMethod.Name);

    private static IOperation? ReturnedBy(IAnonymousFunctionOperation lambda) =>
        Bodies.Own(lambda.Body).OfType<IReturnOperation>().Select(it => it.ReturnedValue).FirstOrDefault();

    private static bool IsName(IOperation operand) =>
        operand is IPropertyReferenceOperation { Property.Name: "Name", Instance: IParameterReferenceOperation } property
        && OnnxTypes.Declares(property.Property);
}
