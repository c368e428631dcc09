using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;

namespace MlGuard.Analyzers.Serving;

/// <summary>Values of ONNX Runtime that own native memory, and who takes them.</summary>
internal static class NativeValues
{
    public const string Results = "Microsoft.ML.OnnxRuntime.IDisposableReadOnlyCollection`1";
    public const string Value = "Microsoft.ML.OnnxRuntime.OrtValue";

    private const string Assembly = "Microsoft.ML.OnnxRuntime";

    private static readonly string[] s_owners =
    [
        Results, Value, "Microsoft.ML.OnnxRuntime.DisposableNamedOnnxValue", "Microsoft.ML.OnnxRuntime.NamedOnnxValue",
    ];

    public static bool IsOfRuntime(ISymbol member) => member.ContainingAssembly?.Name == Assembly;

    /// <summary>Whether values of the type own native memory, or contain such.</summary>
    public static bool Owns(ITypeSymbol? type, MlSymbols symbols) => type switch
    {
        IArrayTypeSymbol array => Owns(array.ElementType, symbols),
        INamedTypeSymbol named => s_owners.Any(owner => symbols.Is(named, owner)) || named.TypeArguments.Any(argument => Owns(argument, symbols)),
        _ => false,
    };

    /// <summary>What becomes of <paramref name="value"/> in its body.</summary>
    public static NativeFate FateOf(IOperation value, MlSymbols symbols) => FateOf(value, symbols, []);

    /// <summary>A value that was met before goes round in a circle, and nothing new becomes of it.</summary>
    private static NativeFate FateOf(IOperation value, MlSymbols symbols, HashSet<IOperation> seen) => seen.Add(value) ? Best(Sink.Of(value), symbols, seen) : NativeFate.Leaked;

    private static NativeFate Best(IEnumerable<Sink> sinks, MlSymbols symbols, HashSet<IOperation> seen) =>
        sinks.Select(sink => FateAt(sink, symbols, seen)).DefaultIfEmpty(NativeFate.Leaked).Max();

    private static NativeFate FateAt(Sink sink, MlSymbols symbols, HashSet<IOperation> seen) => sink.User switch
    {
        IUsingOperation or IUsingDeclarationOperation => NativeFate.Disposed,
        IInvocationOperation call when ReferenceEquals(call.Instance, sink.Value) => IsDispose(call) ? NativeFate.Disposed : OfPart(call, symbols, seen),
        IArgumentOperation { Parent: IInvocationOperation call } => IsLinq(call) ? OfPart(call, symbols, seen) : NativeFate.PassedOn,
        IPropertyReferenceOperation or IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation => OfPart(sink.User, symbols, seen),
        IForEachLoopOperation loop => Best(loop.Locals.SelectMany(local => Sink.OfVariable(local, Bodies.RootOf(loop))), symbols, seen),
        IConditionalAccessOperation access => access.WhenNotNull.DescendantsAndSelf().OfType<IInvocationOperation>().Any(IsDispose)
            ? NativeFate.Disposed
            : OfPart(access, symbols, seen),
        ISimpleAssignmentOperation { Target: IDiscardOperation } => NativeFate.Leaked,
        IIsPatternOperation test => Best(NamedIn(test.Pattern).SelectMany(local => Sink.OfVariable(local, Bodies.RootOf(test))), symbols, seen),
        IExpressionStatementOperation or IBinaryOperation or IIsTypeOperation or IInterpolationOperation => NativeFate.Leaked,
        _ => NativeFate.PassedOn,
    };

    /// <summary>What was taken out of the value; data that is only read says nothing about the owner.</summary>
    private static NativeFate OfPart(IOperation part, MlSymbols symbols, HashSet<IOperation> seen) => Owns(part.Type, symbols) ? FateOf(part, symbols, seen) : NativeFate.Leaked;

    private static IEnumerable<ILocalSymbol> NamedIn(IPatternOperation pattern) =>
        pattern.DescendantsAndSelf().Select(part => part switch
        {
            IDeclarationPatternOperation declaration => declaration.DeclaredSymbol,
            IRecursivePatternOperation recursive => recursive.DeclaredSymbol,
            _ => null,
        }).OfType<ILocalSymbol>();

    private static bool IsDispose(IInvocationOperation call) => call.TargetMethod.Name is "Dispose" or "DisposeAsync";

    private static bool IsLinq(IInvocationOperation call) =>
        call.TargetMethod.ContainingType is { Name: "Enumerable", ContainingNamespace: { Name: "Linq", ContainingNamespace.Name: "System" } };
}
