using MlGuard.Analyzers.Frameworks;

namespace MlGuard.Analyzers.Flow.Values;

/// <summary>
/// Streams of answers (<c>IAsyncEnumerable</c>), which do their work where they are read and not where they are asked for.
/// </summary>
internal static class Streams
{
    private const string AsyncEnumerable = "System.Collections.Generic.IAsyncEnumerable`1";
    private const string Configured = "System.Runtime.CompilerServices.ConfiguredCancelableAsyncEnumerable`1";

    public static bool IsStream(IOperation operation, MlSymbols symbols) =>
        operation.Type is { } type && (symbols.Is(type, AsyncEnumerable) || symbols.Is(type, Configured));

    /// <summary>
    /// Where the stream that <paramref name="source"/> makes is read in its own method: the loops, and the calls that take it. Empty when
    /// it is only passed on.
    /// </summary>
    public static IEnumerable<IOperation> ReadersOf(IOperation source, MlSymbols symbols) =>
        Sink.Walk(source, sink => CallOf(sink) is { } call && IsStream(call, symbols) ? Sink.Of(call) : [])
            .Select(sink => ReaderAt(sink, symbols)).OfType<IOperation>();

    /// <summary>
    /// What reads the stream: a loop, or a call that makes no other stream of it as <c>WithCancellation</c> and <c>Select</c> do.
    /// </summary>
    private static IOperation? ReaderAt(Sink sink, MlSymbols symbols) => sink.User switch
    {
        IForEachLoopOperation loop => loop,
        _ => CallOf(sink) is { } call && !IsStream(call, symbols) ? call : null,
    };

    private static IOperation? CallOf(Sink sink) => sink.User switch
    {
        IArgumentOperation { Parent: { } call } => call,
        IInvocationOperation call => call,
        _ => null,
    };
}
