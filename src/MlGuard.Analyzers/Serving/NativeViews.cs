using MlGuard.Analyzers.Flow.Values;

namespace MlGuard.Analyzers.Serving;

/// <summary>Tensors, spans and lazy sequences over native memory, which die with its owner.</summary>
internal static class NativeViews
{
    private static readonly ImmutableHashSet<string> s_copies = ["ToDenseTensor", "Clone"];

    private static readonly ImmutableHashSet<string> s_stores = ["Add", "AddRange", "TryAdd", "Insert", "Push", "Enqueue", "Set"];

    /// <summary>Whether something that reads the memory of <paramref name="owner"/> may be used after the block that the owner stands in.</summary>
    public static bool Outlive(IOperation owner) => Outlive(owner, []);

    /// <summary>A value that was met before goes round in a circle, and says nothing new.</summary>
    private static bool Outlive(IOperation owner, HashSet<IOperation> seen) => seen.Add(owner) && Sink.Of(owner).Any(sink => IsOutliving(sink, seen));

    private static bool IsOutliving(Sink sink, HashSet<IOperation> seen) => sink.User switch
    {
        IInvocationOperation call when ReferenceEquals(call.Instance, sink.Value) => IsViewOf(call) && Outlive(call, seen),
        IArgumentOperation { Parent: IInvocationOperation call } => s_stores.Contains(call.TargetMethod.Name) || (IsViewOf(call) && Outlive(call, seen)),
        IPropertyReferenceOperation or IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation => IsView(sink.User.Type) && Outlive(sink.User, seen),
        IForEachLoopOperation loop => loop.Locals.Any(local => IsView(local.Type) && Sink.OfVariable(local, Bodies.RootOf(loop)).Any(item => IsOutliving(item, seen))),
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
