using MlGuard.Analyzers.Frameworks;

namespace MlGuard.Analyzers.Flow.Values;

/// <summary>
/// Streams of answers (<c>IAsyncEnumerable</c>), which do their work where they are read and not where they are asked for.
/// </summary>
internal static class Streams
{
    private const string AsyncEnumerable = "System.Collections.Generic.IAsyncEnumerable`1";
    private const string Configured = "System.Runtime.CompilerServices.ConfiguredCancelableAsyncEnumerable`1";

    private const int MaximumWraps = 8;

    public static bool IsStream(IOperation operation, MlSymbols symbols) =>
        operation.Type is { } type && (symbols.Is(type, AsyncEnumerable) || symbols.Is(type, Configured));

    /// <summary>Where the stream that <paramref name="source"/> makes is read in its own method: the loops, and the calls that take it. Empty when it is only handed on.</summary>
    public static IEnumerable<IOperation> ReadersOf(IOperation source, MlSymbols symbols)
    {
        // Each reading of the answer follows the streams anew.
        foreach (var reader in ReadersOf(source, symbols, MaximumWraps, []))
            yield return reader;
    }

    private static IEnumerable<IOperation> ReadersOf(IOperation source, MlSymbols symbols, int wraps, HashSet<IOperation> seen)
    {
        // A stream that is assigned what is made of itself goes round in a circle.
        if (!seen.Add(source))
            yield break;

        foreach (var sink in Sink.Of(source))
        {
            switch (sink.User)
            {
                case IForEachLoopOperation loop:
                    yield return loop;
                    break;
                // 'WithCancellation' and 'Select' make another stream of it.
                case IArgumentOperation { Parent: IInvocationOperation call } when IsStream(call, symbols) && wraps > 0:
                    foreach (var reader in ReadersOf(call, symbols, wraps - 1, seen))
                        yield return reader;
                    break;
                case IInvocationOperation call when IsStream(call, symbols) && wraps > 0:
                    foreach (var reader in ReadersOf(call, symbols, wraps - 1, seen))
                        yield return reader;
                    break;
                case IArgumentOperation { Parent: { } call }:
                    yield return call;
                    break;
                case IInvocationOperation call:
                    yield return call;
                    break;
            }
        }
    }
}
