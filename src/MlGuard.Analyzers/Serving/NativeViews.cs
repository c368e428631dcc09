using MlGuard.Analyzers.Flow.Values;

namespace MlGuard.Analyzers.Serving;

/// <summary>Tensors, spans and lazy sequences over native memory, which die with its owner.</summary>
internal static class NativeViews
{
    private static readonly ImmutableHashSet<string> s_copies = ["ToDenseTensor", "Clone"];

    private static readonly ImmutableHashSet<string> s_stores = ["Add", "AddRange", "TryAdd", "Insert", "Push", "Enqueue", "Set"];

    /// <summary>
    /// Whether something that reads the memory of <paramref name="owner"/> may be used after the block that the owner stands in.
    /// </summary>
    public static bool Outlive(IOperation owner) => Sink.Walk(owner, ViewsAt).Any(IsOutliving);

    /// <summary>Where the views that are made of the value at a sink are used.</summary>
    private static IEnumerable<Sink> ViewsAt(Sink sink) => sink.User switch
    {
        IInvocationOperation call when ReferenceEquals(call.Instance, sink.Value) && IsViewOf(call) => Sink.Of(call),
        IArgumentOperation { Parent: IInvocationOperation call } when IsViewOf(call) => Sink.Of(call),
        IPropertyReferenceOperation or IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation when IsView(sink.User.Type) =>
            Sink.Of(sink.User),
        IForEachLoopOperation loop =>
            loop.Locals.Where(local => IsView(local.Type)).SelectMany(local => Sink.OfVariable(local, loop)),
        _ => [],
    };

    private static bool IsOutliving(Sink sink) => sink.User switch
    {
        IInvocationOperation call when ReferenceEquals(call.Instance, sink.Value) => false,
        IArgumentOperation { Parent: IInvocationOperation call } => s_stores.Contains(call.TargetMethod.Name),
        IPropertyReferenceOperation or IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation or IForEachLoopOperation =>
            false,
        IExpressionStatementOperation or IBinaryOperation or IIsPatternOperation or IIsTypeOperation or IInterpolationOperation => false,
        IUsingOperation or IUsingDeclarationOperation => false,
        _ => true,
    };

    private static bool IsViewOf(IInvocationOperation call) => !s_copies.Contains(call.TargetMethod.Name) && IsView(call.Type);

    /// <summary>Whether a value of the type may read native memory; numbers, text, and arrays and lists of them are copies.</summary>
    private static bool IsView(ITypeSymbol? type) => type switch
    {
        null => false,
        { SpecialType: not SpecialType.None and not SpecialType.System_Object } and not INamedTypeSymbol { IsGenericType: true } => false,
        { TypeKind: TypeKind.Enum } => false,
        IArrayTypeSymbol array => IsView(array.ElementType),
        INamedTypeSymbol { Name: "List" or "Dictionary" or "HashSet", IsGenericType: true } copy => copy.TypeArguments.Any(IsView),
        ITypeParameterSymbol => false,
        _ => true,
    };
}
