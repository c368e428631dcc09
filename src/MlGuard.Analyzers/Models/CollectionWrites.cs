using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks.Onnx;

namespace MlGuard.Analyzers.Models;

/// <summary>A value, or a key with its value; nothing where none was put yet.</summary>
internal readonly record struct Item(IOperation? Key, IOperation? Value);

/// <summary>What a write does to a collection.</summary>
internal enum CollectionWriteKind
{
    /// <summary>Nobody knows.</summary>
    Unknown,

    /// <summary>Puts one more in.</summary>
    Add,

    /// <summary>Puts one at a place, or under a key.</summary>
    Set,

    /// <summary>Puts all of another collection in.</summary>
    AddAll,

    /// <summary>Takes everything out.</summary>
    Clear,
}

/// <summary>A place that changes what a collection holds.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Place">Where.</param>
/// <param name="Item">What it puts in.</param>
/// <param name="Index">At which place.</param>
internal readonly record struct CollectionWrite(CollectionWriteKind Kind, IOperation Place, Item Item = default, IOperation? Index = null);

/// <summary>Where a body writes into a list, array or dictionary.</summary>
internal static class CollectionWrites
{
    private static readonly ImmutableHashSet<string> s_reads = [
        "Count", "ToList", "ToArray", "AsReadOnly", "Select", "Where", "First", "Any", "ToString", "GetEnumerator", "ContainsKey", "Contains"];

    /// <summary>The variable that keeps what <paramref name="creation"/> makes.</summary>
    public static ILocalSymbol? VariableFilledBy(IOperation creation) => Bodies.Outermost(creation).Parent switch
    {
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { } local } } => local,
        ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var local } } => local,
        _ => null,
    };

    /// <summary>The writes in the body around <paramref name="operation"/> into what a local or a field keeps.</summary>
    public static IEnumerable<CollectionWrite> To(ISymbol variable, IOperation operation)
    {
        var index = BodyIndex.Around(operation);
        var reads = variable is ILocalSymbol local
            ? index.ReferencesTo(local).Cast<IOperation>()
            : index.ReferencesTo((IFieldSymbol)variable);
        return reads.Select(Bodies.Outermost).Select(At).Where(write => write.Place is not null);
    }

    /// <summary>What an element of an initializer, or a call of <c>Add</c>, puts in.</summary>
    public static Item ItemOf(IOperation written) => written switch
    {
        IInvocationOperation { Arguments: [var value] } => new(null, value.Value),
        IInvocationOperation { Arguments: [var key, var value] } => new(key.Value, value.Value),
        ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Arguments: [var key] } } assignment =>
            new(key.Value, assignment.Value),
        _ => default,
    };

    private static CollectionWrite At(IOperation used) => used.Parent switch
    {
        IInvocationOperation call when ReferenceEquals(call.Instance, used) => OfCall(call),
        IPropertyReferenceOperation { Arguments: [var at], Parent: ISimpleAssignmentOperation assignment } target
            when ReferenceEquals(assignment.Target, target) => SetAt(assignment, at.Value),
        IArrayElementReferenceOperation { Indices: [var at], Parent: ISimpleAssignmentOperation assignment } target
            when ReferenceEquals(assignment.Target, target) => SetAt(assignment, at),
        IArgumentOperation { Parent: IInvocationOperation call } when OnnxTypes.Declares(call.TargetMethod)
            || s_reads.Contains(call.TargetMethod.Name) => default,
        IArgumentOperation or IVariableInitializerOperation => new(CollectionWriteKind.Unknown, used),
        _ => default,
    };

    private static CollectionWrite SetAt(ISimpleAssignmentOperation assignment, IOperation at) =>
        at.Type?.SpecialType == SpecialType.System_String
            ? new(CollectionWriteKind.Set, assignment, new(at, assignment.Value))
            : new(CollectionWriteKind.Set, assignment, new(null, assignment.Value), at);

    private static CollectionWrite OfCall(IInvocationOperation call) => call.TargetMethod.Name switch
    {
        "Add" or "TryAdd" => new(CollectionWriteKind.Add, call, ItemOf(call)),
        "Insert" when call.Arguments is [_, var value] => new(CollectionWriteKind.Set, call, new(null, value.Value)),
        "AddRange" when call.Arguments is [var all] => new(CollectionWriteKind.AddAll, call, new(null, all.Value)),
        "Clear" => new(CollectionWriteKind.Clear, call),
        var name when s_reads.Contains(name) => default,
        _ => new(CollectionWriteKind.Unknown, call),
    };
}
