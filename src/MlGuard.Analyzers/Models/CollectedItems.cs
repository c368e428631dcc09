using MlGuard.Analyzers.Flow.Values;

namespace MlGuard.Analyzers.Models;

/// <summary>What stands in a list or dictionary that a body puts together.</summary>
/// <param name="Items">A value, or a key with its value.</param>
/// <param name="AreAll">Whether nothing else can be in it.</param>
internal readonly record struct CollectedItems(ImmutableArray<(IOperation? Key, IOperation Value)> Items, bool AreAll)
{
    private static readonly ImmutableHashSet<string> s_reads = ["Count", "ToList", "ToArray", "AsReadOnly", "Select", "Where", "First", "Any"];

    private static readonly ImmutableHashSet<string> s_collections = ["List", "Dictionary", "SortedDictionary"];

    public static CollectedItems None { get; } = new([], AreAll: false);

    /// <summary>The items of <paramref name="collection"/>; helpers of the compilation are looked into.</summary>
    /// <param name="collection">A list, an array, a collection expression or a dictionary.</param>
    /// <param name="source">Where a value comes from.</param>
    public static CollectedItems Of(IOperation collection, Func<IOperation, IOperation> source)
    {
        var origin = source(collection);
        if (Constants.Elements(origin) is { } elements)
            return new(
                [.. elements.OfType<IOperation>().Select(element => ((IOperation?)null, element))],
                elements.All(element => element is not null));
        if (origin is IInvocationOperation { TargetMethod: { Name: "ToList" or "ToArray" or "AsReadOnly" } } copy
            && FluentChain.ReceiverOf(copy) is { } copied)
            return Of(copied, source);
        if (origin is not IObjectCreationOperation { Type: INamedTypeSymbol { IsGenericType: true } type } creation
            || !s_collections.Contains(type.Name) || creation.Arguments.Any(IsContent))
            return None;

        var written = (creation.Initializer?.Initializers ?? []).Select(ItemOf).ToList();
        var added = AddedTo(creation).ToList();
        return new(
            [.. written.Concat(added).Where(item => item.Value is not null).Select(item => (item.Key, item.Value!))],
            written.Concat(added).All(item => item.Value is not null));
    }

    private static bool IsContent(IArgumentOperation argument) =>
        argument.IsWritten() && argument.Value.Type is not { SpecialType: SpecialType.System_Int32 };

    private static (IOperation? Key, IOperation? Value) ItemOf(IOperation initializer) => initializer switch
    {
        IInvocationOperation { Arguments: [var value] } => (null, value.Value),
        IInvocationOperation { Arguments: [var key, var value] } => (key.Value, value.Value),
        ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Arguments: [var key] } } assignment =>
            (key.Value, assignment.Value),
        _ => (null, null),
    };

    /// <summary>What is added after the collection was made; an item without a value for what nobody knows.</summary>
    private static IEnumerable<(IOperation? Key, IOperation? Value)> AddedTo(IObjectCreationOperation creation)
    {
        if (Bodies.Outermost(creation).Parent
            is not IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { } local } })
            yield break;

        foreach (var read in BodyIndex.Around(creation).ReferencesTo(local))
        {
            var used = Bodies.Outermost(read);
            switch (used.Parent)
            {
                case IInvocationOperation { TargetMethod.Name: "Add" or "TryAdd" } add when ReferenceEquals(add.Instance, used):
                    yield return ItemOf(add);
                    break;
                case IPropertyReferenceOperation { Parent: ISimpleAssignmentOperation assignment } target
                    when ReferenceEquals(assignment.Target, target):
                    yield return ItemOf(assignment);
                    break;
                case IInvocationOperation { TargetMethod: var method } when !s_reads.Contains(method.Name):
                    yield return (null, null);
                    break;
                case IArgumentOperation { Parent: IInvocationOperation call } when !Frameworks.Onnx.OnnxTypes.Declares(call.TargetMethod)
                    && !s_reads.Contains(call.TargetMethod.Name):
                    yield return (null, null);
                    break;
            }
        }
    }
}
