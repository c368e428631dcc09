using MlGuard.Analyzers.Flow.Values;

namespace MlGuard.Analyzers.Models;

/// <summary>What stands in a list, array or dictionary that a body puts together, where it is used.</summary>
/// <param name="Items">A value, or a key with its value.</param>
/// <param name="AreAll">Whether nothing else can be in it.</param>
/// <param name="AreInOrder">Whether the first stands at the first place, and so on.</param>
internal readonly record struct CollectedItems(ImmutableArray<(IOperation? Key, IOperation Value)> Items, bool AreAll, bool AreInOrder)
{
    private const int MaximumDepth = 6, MaximumLength = 64;

    private static readonly ImmutableHashSet<string> s_collections = ["List", "Dictionary", "SortedDictionary"];

    private static readonly ImmutableHashSet<string> s_copies = ["ToList", "ToArray", "AsReadOnly"];

    public static CollectedItems None { get; } = new([], AreAll: false, AreInOrder: false);

    /// <summary>The items of <paramref name="collection"/>; helpers of the compilation are looked into.</summary>
    /// <param name="collection">A list, an array, a collection expression or a dictionary, where it is used.</param>
    /// <param name="source">Where a value comes from.</param>
    public static CollectedItems Of(IOperation collection, Func<IOperation, IOperation> source) => Of(collection, source, MaximumDepth);

    private static CollectedItems Of(IOperation collection, Func<IOperation, IOperation> source, int depth)
    {
        if (depth == 0)
            return None;
        var origin = source(collection);
        if (origin is IInvocationOperation copy && s_copies.Contains(copy.TargetMethod.Name) && FluentChain.ReceiverOf(copy) is { } copied)
            return Of(copied, source, depth - 1);
        if (origin is IInvocationOperation { TargetMethod: { Name: "Select", ContainingType.Name: "Enumerable" } } each)
            return MadeOfEach(each);
        if (origin is IFieldReferenceOperation { Field.IsReadOnly: true } field && Constants.InitializerOf(field) is { } initializer)
            return StartOf(LocalValues.Origin(initializer)) is { } kept
                ? Written(kept, CollectionWrites.To(field.Field, collection), collection, field, isKept: true)
                : None;
        if (StartOf(origin) is not { } start)
            return None;
        return CollectionWrites.VariableFilledBy(origin) is { } variable
            ? Written(start, CollectionWrites.To(variable, origin), collection, origin, isKept: false)
            : Finished(start.Items, start.AreAll, areInOrder: true);

        CollectedItems Written(
            (List<Item> Items, bool AreAll) at, IEnumerable<CollectionWrite> writes, IOperation use, IOperation made, bool isKept) =>
            After(writes, at, use, made, isKept, many => Of(many, source, depth - 1));
    }

    /// <summary>What a query makes of each item, which stands for all.</summary>
    private static CollectedItems MadeOfEach(IInvocationOperation select) =>
        LocalValues.Origin(select.Arguments[select.Arguments.Length - 1].Value) is IAnonymousFunctionOperation lambda
        && Bodies.Own(lambda.Body).OfType<IReturnOperation>().ToList() is [{ ReturnedValue: { } made }]
            ? new([(null, made)], AreAll: false, AreInOrder: false)
            : None;

    /// <summary>What the collection holds when it is made; null when that is not seen.</summary>
    private static (List<Item> Items, bool AreAll)? StartOf(IOperation origin)
    {
        if (Constants.Elements(origin) is { } elements)
            return ([.. elements.OfType<IOperation>().Select(element => new Item(null, element))], elements.All(it => it is not null));
        if (origin is IArrayCreationOperation { Initializer: null, DimensionSizes: [var size] })
            return Numbers.Of(size) is >= 0 and <= MaximumLength and var length
                ? ([.. Enumerable.Repeat(default(Item), (int)length)], true)
                : ([], false);
        if (origin is not IObjectCreationOperation { Type: INamedTypeSymbol { IsGenericType: true } type } creation
            || !s_collections.Contains(type.Name) || creation.Arguments.Any(IsContent))
            return null;

        var written = (creation.Initializer?.Initializers ?? []).Select(CollectionWrites.ItemOf).ToList();
        return ([.. written.Where(item => item.Value is not null)], written.All(item => item.Value is not null));
    }

    private static bool IsContent(IArgumentOperation argument) =>
        argument.IsWritten() && argument.Value.Type is not { SpecialType: SpecialType.System_Int32 };

    /// <summary>What the collection holds after <paramref name="writes"/>, as far as they come before <paramref name="use"/>.</summary>
    private static CollectedItems After(
        IEnumerable<CollectionWrite> writes, (List<Item> Items, bool AreAll) start, IOperation use, IOperation made, bool isKept,
        Func<IOperation, CollectedItems> contentOf)
    {
        // What a field keeps may have been filled by other code.
        var (items, areAll, areInOrder) = (start.Items, start.AreAll && !isKept, !isKept);
        var end = Bodies.AreTogether(use, made) ? use : null;
        foreach (var write in writes.OrderBy(write => write.Place.Syntax.SpanStart))
        {
            var isBefore = end is null || write.Place.Syntax.SpanStart < end.Syntax.SpanStart;
            if (!isBefore && !IsInNextTurn(write.Place, end!, made))
                continue;
            var isCertain = isBefore && IsCertain(write.Place, end ?? made);
            switch (write.Kind)
            {
                case CollectionWriteKind.Clear when isCertain:
                    (items, areAll, areInOrder) = ([], true, true);
                    break;
                case CollectionWriteKind.Clear when isBefore:
                    return None;
                case CollectionWriteKind.Clear:
                    break;
                case CollectionWriteKind.Set when isCertain && PlaceOf(write, items, areInOrder) is { } at:
                    items[at] = write.Item;
                    break;
                case CollectionWriteKind.Add or CollectionWriteKind.Set:
                    areInOrder &= isCertain && write.Kind == CollectionWriteKind.Add;
                    items.Add(write.Item);
                    break;
                case CollectionWriteKind.AddAll:
                    var more = contentOf(write.Item.Value!);
                    items.AddRange(more.Items.Select(item => new Item(item.Key, item.Value)));
                    (areAll, areInOrder) = (areAll && more.AreAll, areInOrder && isCertain && more.AreInOrder);
                    break;
                default:
                    (areAll, areInOrder) = (false, false);
                    break;
            }
        }

        return Finished(items, areAll, areInOrder);
    }

    private static CollectedItems Finished(List<Item> items, bool areAll, bool areInOrder)
    {
        var isFilled = items.All(item => item.Value is not null);
        return new(
            [.. items.Where(item => item.Value is not null).Select(item => (item.Key, item.Value!))],
            areAll && isFilled, areAll && areInOrder && isFilled);
    }

    /// <summary>Which item the write takes the place of; null when it is new, or nobody knows.</summary>
    private static int? PlaceOf(CollectionWrite write, List<Item> items, bool areInOrder)
    {
        if (write.Item.Key is { } key)
        {
            var name = Constants.Text(key);
            var at = name is null ? -1 : items.FindIndex(item => Constants.Text(item.Key) == name);
            return at < 0 ? null : at;
        }

        return areInOrder && Numbers.Of(write.Index) is >= 0 and var index && index < items.Count ? (int)index : null;
    }

    /// <summary>Whether the write comes before the use of the next turn of a loop, into the same collection.</summary>
    private static bool IsInNextTurn(IOperation write, IOperation use, IOperation made) =>
        Bodies.LoopsAround(write).Any(loop => Bodies.IsInside(use, loop.Body) && !Bodies.IsInside(made, loop.Body));

    /// <summary>Whether whoever comes to <paramref name="end"/> came by the write.</summary>
    private static bool IsCertain(IOperation write, IOperation end)
    {
        for (var current = write.Parent; current is not null; current = current.Parent)
        {
            if (current is IConditionalOperation or ISwitchOperation or ILoopOperation or ITryOperation or ICatchClauseOperation
                    or IAnonymousFunctionOperation or ILocalFunctionOperation or ICoalesceOperation
                && !Bodies.IsInside(end, current))
                return false;
        }

        return true;
    }
}
