using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Frameworks.Onnx;

namespace MlGuard.Analyzers.Serving;

/// <summary>Values of ONNX Runtime and LLamaSharp that own native memory, and who takes them.</summary>
internal static class NativeValues
{
    public const string Results = OnnxTypes.Results;
    public const string Value = OnnxTypes.Value;

    private static readonly string[] s_owners =
    [
        Results, Value, OnnxTypes.OwnedNamedValue, OnnxTypes.NamedValue, OnnxTypes.FixedBuffer, OnnxTypes.RunOptions,
        OnnxTypes.SessionOptions, OnnxTypes.Binding, .. OnnxTypes.Generative, .. LLamaTypes.Owners,
    ];

    private static readonly ImmutableHashSet<string> s_stores = ["Add", "TryAdd"];

    public static bool IsOfRuntime(ISymbol member) => OnnxTypes.Declares(member);

    /// <summary>What a call gives, or what its task ends with.</summary>
    public static ITypeSymbol? TypeMadeBy(IInvocationOperation call) =>
        call.Type is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: [var content] } ? content : call.Type;

    /// <summary>Whether the type is one of ONNX Runtime GenAI that owns native memory.</summary>
    public static bool IsGenerative(ITypeSymbol? type, MlSymbols symbols) =>
        type is INamedTypeSymbol && OnnxTypes.Generative.Any(owner => symbols.Is(type, owner));

    /// <summary>Whether the type is one of LLamaSharp that owns native memory.</summary>
    public static bool IsOfLLama(ITypeSymbol? type, MlSymbols symbols) => LLamaTypes.Owners.Any(owner => symbols.Is(type, owner));

    /// <summary>Whether <paramref name="value"/>, or the list that it is put into, is given to a run or to the session of one.</summary>
    public static bool IsRun(IOperation value, MlSymbols symbols) => Sink.Walk(value, sink => PartsAt(sink, symbols)).Any(sink =>
        sink.User is IArgumentOperation { Parent: { } call } && IsOnlyRead(call));

    /// <summary>Whether values of the type own native memory, or contain such.</summary>
    public static bool Owns(ITypeSymbol? type, MlSymbols symbols) => type switch
    {
        IArrayTypeSymbol array => Owns(array.ElementType, symbols),
        INamedTypeSymbol named =>
            s_owners.Any(owner => symbols.Is(named, owner)) || named.TypeArguments.Any(argument => Owns(argument, symbols))
            // The values of a dictionary.
            || named.ContainingType?.TypeArguments.Any(argument => Owns(argument, symbols)) == true,
        _ => false,
    };

    /// <summary>Whether the type is a list, an array or a dictionary of values.</summary>
    public static bool IsCollectionOfValues(ITypeSymbol? type, MlSymbols symbols) => type switch
    {
        IArrayTypeSymbol array => symbols.Is(array.ElementType, Value),
        INamedTypeSymbol named => named.ContainingNamespace?.ToDisplayString() == "System.Collections.Generic"
            && named.TypeArguments.Any(argument => symbols.Is(argument, Value)),
        _ => false,
    };

    /// <summary>Whether nobody but the caller gets <paramref name="value"/>, or the list that it is put into.</summary>
    public static bool IsOnlyReturned(IOperation value, MlSymbols symbols) =>
        Sink.Walk(value, sink => PartsAt(sink, symbols)).All(sink => sink.User is IReturnOperation || FateAt(sink) == NativeFate.Leaked);

    /// <summary>What becomes of <paramref name="value"/> in its body.</summary>
    public static NativeFate FateOf(IOperation value, MlSymbols symbols) =>
        Sink.Walk(value, sink => PartsAt(sink, symbols)).Select(FateAt).DefaultIfEmpty(NativeFate.Leaked).Max();

    /// <summary>What becomes of <paramref name="value"/> itself, whatever becomes of what it makes.</summary>
    public static NativeFate FateOfOwner(IOperation value) => Sink.Of(value).Select(FateAt).DefaultIfEmpty(NativeFate.Leaked).Max();

    private static NativeFate FateAt(Sink sink) => sink.User switch
    {
        IUsingOperation or IUsingDeclarationOperation => NativeFate.Disposed,
        IInvocationOperation call when ReferenceEquals(call.Instance, sink.Value) =>
            IsDispose(call) || DisposesEach(call) ? NativeFate.Disposed : NativeFate.Leaked,
        IArgumentOperation { Parent: { } call } when IsOnlyRead(call) || CollectionAt(sink.User) is not null => NativeFate.Leaked,
        IArgumentOperation { Parent: IInvocationOperation call } => IsLinq(call) ? NativeFate.Leaked : NativeFate.PassedOn,
        _ when CollectionAt(sink.User) is not null => NativeFate.Leaked,
        _ when ListAround(sink.User) is not null => NativeFate.Leaked,
        IConditionalAccessOperation access => Disposes(access) ? NativeFate.Disposed : NativeFate.Leaked,
        ISimpleAssignmentOperation { Target: IDiscardOperation } => NativeFate.Leaked,
        IPropertyReferenceOperation or IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation => NativeFate.Leaked,
        IForEachLoopOperation or IIsPatternOperation => NativeFate.Leaked,
        IExpressionStatementOperation or IBinaryOperation or IIsTypeOperation or IInterpolationOperation => NativeFate.Leaked,
        _ => NativeFate.PassedOn,
    };

    /// <summary>Where what is taken out of the value is used; data that is only read says nothing about the owner.</summary>
    private static IEnumerable<Sink> PartsAt(Sink sink, MlSymbols symbols)
    {
        if (CollectionAt(sink.User) is { } collection)
            return collection is ILocalReferenceOperation local ? Sink.OfVariable(local.Local, local) : Sink.Of(collection);

        return sink.User switch
        {
            IInvocationOperation call when ReferenceEquals(call.Instance, sink.Value) => IsDispose(call) ? [] : Of(call),
            IArgumentOperation { Parent: IInvocationOperation call } => IsLinq(call) ? Of(call) : [],
            // An executor works with the context of somebody else, and whoever keeps the one keeps the other.
            IArgumentOperation { Parent: IObjectCreationOperation user } when LLamaTypes.Declares(user.Type) => Sink.Of(user),
            IPropertyReferenceOperation or IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation => Of(sink.User),
            _ when ListAround(sink.User) is { } list => Sink.Of(list),
            IForEachLoopOperation loop => loop.Locals.SelectMany(local => Sink.OfVariable(local, loop)),
            IConditionalAccessOperation access => Disposes(access) ? [] : Of(access),
            IIsPatternOperation test => NamedIn(test.Pattern).SelectMany(local => Sink.OfVariable(local, test)),
            _ => [],
        };

        IEnumerable<Sink> Of(IOperation part) => Owns(part.Type, symbols) ? Sink.Of(part) : [];
    }

    private static bool Disposes(IConditionalAccessOperation access) =>
        access.WhenNotNull.DescendantsAndSelf().OfType<IInvocationOperation>().Any(IsDispose);

    /// <summary><c>ForEach(value => value.Dispose())</c>.</summary>
    private static bool DisposesEach(IInvocationOperation call) => call.Arguments.Any(argument =>
        argument.Value is IDelegateCreationOperation made
        && made.Descendants().Any(operation => operation is IInvocationOperation { TargetMethod.Name: "Dispose" }
            or IMethodReferenceOperation { Method.Name: "Dispose" }));

    private static IEnumerable<ILocalSymbol> NamedIn(IPatternOperation pattern) =>
        pattern.DescendantsAndSelf().Select(part => part switch
        {
            IDeclarationPatternOperation declaration => declaration.DeclaredSymbol,
            IRecursivePatternOperation recursive => recursive.DeclaredSymbol,
            _ => null,
        }).OfType<ILocalSymbol>();

    private static bool IsDispose(IInvocationOperation call) => call.TargetMethod.Name is "Dispose" or "DisposeAsync";

    /// <summary>A session and its bindings read what they are given, and leave it to whoever made it.</summary>
    private static bool IsOnlyRead(IOperation call) => call switch
    {
        IInvocationOperation { TargetMethod: var method } => OnnxTypes.IsGenerativeLibrary(method) || IsOfRuntime(method)
            && (method.Name.StartsWith("Run", StringComparison.Ordinal) || method.Name.StartsWith("Bind", StringComparison.Ordinal)),
        IObjectCreationOperation { Type: { } made } =>
            IsOfRuntime(made) || OnnxTypes.IsGenerativeLibrary(made) || LLamaTypes.Declares(made),
        _ => false,
    };

    /// <summary>The new or local collection that the value is put into by <paramref name="user"/>.</summary>
    private static IOperation? CollectionAt(IOperation user)
    {
        var (put, owner) = user switch
        {
            IArgumentOperation { Parent: IInvocationOperation call } when s_stores.Contains(call.TargetMethod.Name) =>
                ((IOperation)call, call.Instance),
            ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.IsIndexer: true } target } assignment =>
                (assignment, target.Instance),
            _ => default,
        };
        if (put?.Parent is IObjectOrCollectionInitializerOperation { Parent: IObjectCreationOperation made })
            return made;
        return owner is ILocalReferenceOperation local && LocalValues.Origin(local) is IObjectCreationOperation ? local : null;
    }

    /// <summary>The array or collection expression that holds the value and nothing else keeps.</summary>
    private static IOperation? ListAround(IOperation user) => user switch
    {
        IArrayInitializerOperation { Parent: IArrayCreationOperation array } => array,
        // The return of an expression body has the syntax of what it returns.
        { Syntax: Microsoft.CodeAnalysis.CSharp.Syntax.CollectionExpressionSyntax } list when list is not IReturnOperation => list,
        _ => null,
    };

    private static bool IsLinq(IInvocationOperation call) =>
        call.TargetMethod.ContainingType
            is { Name: "Enumerable", ContainingNamespace: { Name: "Linq", ContainingNamespace.Name: "System" } };
}
