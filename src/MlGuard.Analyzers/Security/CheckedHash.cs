using MlGuard.Analyzers.Flow.Values;

namespace MlGuard.Analyzers.Security;

/// <summary>A hash or signature that code computes, and whether anything depends on what comes of it.</summary>
internal static class CheckedHash
{
    private static readonly ImmutableHashSet<string> s_logs = [
        "LoggerExtensions", "ILogger", "Console", "Debug", "Trace", "Activity", "TextWriter", "StreamWriter", "Log"];

    public static bool Computes(IInvocationOperation call) =>
        call.TargetMethod.ContainingType?.ContainingNamespace is { Name: "Cryptography", ContainingNamespace.Name: "Security" };

    /// <summary>Whether what <paramref name="call"/> gives is thrown away, or only written down.</summary>
    public static bool IsDropped(IInvocationOperation call) => Sink.Walk(call, PassedOn).All(IsNothing);

    /// <summary>Where what is made of the value is used: its text, an answer about it.</summary>
    private static IEnumerable<Sink> PassedOn(Sink sink) => sink.User switch
    {
        IUsingOperation or IUsingDeclarationOperation => Sink.OfUsing(sink),
        IInvocationOperation call => Sink.Of(call),
        IPropertyReferenceOperation part => Sink.Of(part),
        IArgumentOperation { Parent: IInvocationOperation call } => IsPure(call) ? Sink.Of(call) : [],
        IBinaryOperation binary => Sink.Of(binary),
        IUnaryOperation unary => Sink.Of(unary),
        IInterpolationOperation { Parent: IInterpolatedStringOperation text } => Sink.Of(text),
        IArrayInitializerOperation { Parent: IArrayCreationOperation array } => Sink.Of(array),
        _ => [],
    };

    private static bool IsNothing(Sink sink) => sink.User switch
    {
        IUsingOperation or IUsingDeclarationOperation or IExpressionStatementOperation or IInvocationOperation
            or IPropertyReferenceOperation or IBinaryOperation or IUnaryOperation or IInterpolationOperation
            or IArrayInitializerOperation or ISimpleAssignmentOperation { Target: IDiscardOperation } => true,
        IArgumentOperation { Parent: IInvocationOperation call } => IsPure(call) || s_logs.Contains(call.TargetMethod.ContainingType.Name),
        _ => false,
    };

    /// <summary>Whether a method of the platform only makes something else of what it is given.</summary>
    private static bool IsPure(IInvocationOperation call) => call.TargetMethod.ContainingType is
        { Name: "Convert" or "BitConverter" or "String" or "Enumerable" or "MemoryExtensions" or "CryptographicOperations" or "Encoding"
            or "StringComparer" or "BigInteger" };
}
