using MlGuard.Analyzers.Flow.Values;

namespace MlGuard.Analyzers.Serving;

/// <summary>Tensors, spans and lazy sequences over native memory, which die with its owner.</summary>
internal static class NativeViews
{
    private static readonly ImmutableHashSet<string> s_copies = ["ToDenseTensor", "Clone"];

    private static readonly ImmutableHashSet<string> s_views =
    [
        "Tensor", "DenseTensor", "Span", "ReadOnlySpan", "Memory", "ReadOnlyMemory", "TensorSpan", "ReadOnlyTensorSpan",
        "NamedOnnxValue", "DisposableNamedOnnxValue", "OrtValue", "IEnumerable", "IOrderedEnumerable",
    ];

    private static readonly ImmutableHashSet<string> s_stores = ["Add", "AddRange", "TryAdd", "Insert", "Push", "Enqueue", "Set"];

    /// <summary>
    /// Whether something that reads the memory of <paramref name="owner"/> may be used after the block that the owner stands in.
    /// </summary>
    public static bool Outlive(IOperation owner) => Sink.Walk(owner, ViewsAt).Any(IsOutliving);

    /// <summary>
    /// Where something that reads the memory of <paramref name="owner"/> is used after the owner was disposed here, or leaves the body that
    /// disposes it.
    /// </summary>
    public static IEnumerable<Sink> UsesAfterEnd(IOperation owner)
    {
        if (OwnerEnd.Of(owner) is not { } end)
            return [];
        var function = Bodies.FunctionAround(owner);
        var own = Sink.Of(owner).SelectMany(sink => Sink.OfUsing(sink).Prepend(sink)).Select(sink => sink.Value).ToList();
        return Sink.Walk(owner, sink => ViewHolders.At(sink, IsCertainView).Concat(CertainViewsAt(sink)))
            .Where(sink => ReferenceEquals(Bodies.FunctionAround(sink.User), function)
                ? !own.Contains(sink.Value) && (sink.Value.Syntax.SpanStart >= end ? !OwnerEnd.IsDisposal(sink) : Leaves(sink, end))
                : Bodies.IsInside(sink.User, function) && ViewHolders.OutlivesWithFunction(sink.User, function));
    }

    /// <summary>Whether the value is a view, or an object that is made here with one.</summary>
    private static bool HoldsView(IOperation value) => IsCertainView(value.Type) || LocalValues.Origin(value) is
        IObjectCreationOperation or IAnonymousObjectCreationOperation or ITranslatedQueryOperation
        or IInvocationOperation { TargetMethod.ContainingAssembly.Name: "Microsoft.AspNetCore.Http.Results" or "Microsoft.AspNetCore.Mvc.Core" };

    /// <summary>
    /// Where the views are used that are made without doubt of the value at a sink: by the library itself, or lazily by LINQ.
    /// </summary>
    private static IEnumerable<Sink> CertainViewsAt(Sink sink) => sink.User switch
    {
        IInvocationOperation call when ReferenceEquals(call.Instance, sink.Value) =>
            Frameworks.Onnx.OnnxTypes.Declares(call.TargetMethod) ? Of(call) : [],
        IArgumentOperation { Parent: IInvocationOperation { TargetMethod.ContainingType.Name: "Enumerable" } call } => Of(call),
        IPropertyReferenceOperation { Property: { Name: "Value", Type.SpecialType: SpecialType.System_Object } } untyped =>
            Sink.Of(untyped).SelectMany(TypedAt),
        IPropertyReferenceOperation { Property: var property } when property.IsIndexer || property.Name is "Value" or "Buffer" or "Span" =>
            Of(sink.User),
        IForEachLoopOperation loop =>
            loop.Locals.Where(local => IsCertainView(local.Type)).SelectMany(local => Sink.OfVariable(local, loop)),
        _ => [],
    };

    /// <summary>Where an object is used as the view that it is cast to.</summary>
    private static IEnumerable<Sink> TypedAt(Sink sink) => sink.User switch
    {
        IIsPatternOperation test => test.Pattern.DescendantsAndSelf().OfType<IDeclarationPatternOperation>()
            .Select(pattern => pattern.DeclaredSymbol).OfType<ILocalSymbol>().Where(local => IsCertainView(local.Type))
            .SelectMany(local => Sink.OfVariable(local, test)),
        _ => IsCertainView(sink.Value.Type) ? [sink] : [],
    };

    private static IEnumerable<Sink> Of(IOperation made) =>
        made is IInvocationOperation call && s_copies.Contains(call.TargetMethod.Name) || !IsCertainView(made.Type) ? [] : Sink.Of(made);

    /// <summary>Whether a value of the type reads native memory, when it was made of something that does.</summary>
    private static bool IsCertainView(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol array => IsCertainView(array.ElementType),
        INamedTypeSymbol { IsTupleType: true } tuple => tuple.TupleElements.Any(element => IsCertainView(element.Type)),
        INamedTypeSymbol { Name: "List" or "Dictionary", IsGenericType: true } copy => copy.TypeArguments.Any(IsCertainView),
        // Texts are copied when the tensor is made.
        INamedTypeSymbol { Name: "Tensor" or "DenseTensor", TypeArguments: [{ SpecialType: SpecialType.System_String }] } => false,
        INamedTypeSymbol named => s_views.Contains(named.Name),
        _ => false,
    };

    private static bool Leaves(Sink sink, int end) => HoldsView(sink.Value) && sink.User switch
    {
        IReturnOperation { Kind: OperationKind.Return } => true,
        ISimpleAssignmentOperation { Target: IFieldReferenceOperation or IPropertyReferenceOperation or IParameterReferenceOperation,
            Parent: not (IObjectOrCollectionInitializerOperation or IAnonymousObjectCreationOperation) } => true,
        IArgumentOperation { Parent: IInvocationOperation { Instance: { } list } call } =>
            s_stores.Contains(call.TargetMethod.Name) && IsReadAfter(list, end),
        _ => false,
    };

    /// <summary>Whether a list is used after the end, in its body or by others.</summary>
    private static bool IsReadAfter(IOperation list, int end) => list switch
    {
        IFieldReferenceOperation or IPropertyReferenceOperation { Instance: null or IInstanceReferenceOperation } => true,
        ILocalReferenceOperation { Local: var local } =>
            BodyIndex.Around(list).ReferencesTo(local).Any(read => read.Syntax.SpanStart >= end),
        _ => false,
    };

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
