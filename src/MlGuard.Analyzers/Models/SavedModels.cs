using System.Runtime.CompilerServices;
using MlGuard.Analyzers.Flow.Calls;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Models;

/// <summary>The names of the files that a compilation writes models to, so that whoever loads them finds them there.</summary>
internal static class SavedModels
{
    /// <summary>The ends of the paths that a body writes to.</summary>
    private static readonly OncePerBody<ImmutableHashSet<string>> s_written = new((body, _, _) =>
        body.SelectMany(operation => Writes(operation)).Select(argument => Constants.Tail(argument.Value)).OfType<string>()
            .ToImmutableHashSet());

    private const int MaximumParameters = 100;

    private static readonly ConditionalWeakTable<MlCompilation, HashSet<string>> s_known = new();

    private static readonly ImmutableHashSet<string> s_writes = [
        "Copy", "Move", "WriteAllBytes", "WriteAllBytesAsync", "Create", "OpenWrite", "DownloadFile", "DownloadFileAsync",
        "DownloadFileTaskAsync"];

    public static bool Contain(string fileName, MlCompilation compilation, CancellationToken cancellationToken) =>
        s_known.GetValue(compilation, key => Read(key, cancellationToken)).Contains(fileName);

    /// <summary>Whether the body around <paramref name="load"/> writes a file of the name.</summary>
    public static bool AreWrittenBeside(IOperation load, string fileName, MlCompilation compilation) =>
        s_written.Of(load, compilation).Any(path => path.EndsWith(fileName, StringComparison.OrdinalIgnoreCase));

    private static readonly ImmutableHashSet<string> s_streams = ["FileStream", "StreamWriter"];

    /// <summary><c>FileMode.Open</c>, and no writing asked for.</summary>
    private static bool OnlyReads(IObjectCreationOperation stream) =>
        stream.Arguments.Argument("mode")?.Value is IFieldReferenceOperation { Field.Name: "Open" }
        && stream.Arguments.Argument("access")?.Value is not IFieldReferenceOperation { Field.Name: "Write" or "ReadWrite" };

    private static ImmutableArray<IArgumentOperation> Writes(IOperation operation) => operation switch
    {
        IInvocationOperation call when s_writes.Contains(call.TargetMethod.Name) => call.Arguments,
        IObjectCreationOperation { Type: { } stream } creation when s_streams.Contains(stream.Name) && !OnlyReads(creation) =>
            creation.Arguments,
        _ => [],
    };

    /// <summary>The path that a value is, or that those who call its method give it.</summary>
    private static IEnumerable<string> PathsOf(IOperation value, MlCompilation compilation, CancellationToken cancellationToken)
    {
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var pending = new Queue<IOperation>([value]);
        while (pending.Count > 0 && seen.Count < MaximumParameters)
        {
            var current = pending.Dequeue();
            if (Constants.Tail(current) is { } path)
                yield return path;
            else if (LocalValues.Origin(current) is IParameterReferenceOperation { Parameter: { } parameter })
            {
                foreach (var given in seen.Add(parameter) ? GivenTo(parameter, compilation, cancellationToken) : [])
                    pending.Enqueue(given);
            }
            else if (LocalValues.Origin(current) is IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } kept)
            {
                foreach (var given in seen.Add(kept.Member) ? compilation.Pipelines.ValuesGivenTo(kept.Member, cancellationToken) : [])
                    pending.Enqueue(given);
            }
            else if (EndOf(LocalValues.Origin(current)) is { } end)
                pending.Enqueue(end);
        }
    }

    /// <summary>The part of a path that is put together that its file is named by.</summary>
    private static IOperation? EndOf(IOperation path) => path switch
    {
        IInvocationOperation { TargetMethod: { Name: "Combine" or "Join", ContainingType.Name: "Path" }, Arguments: [.., var last] } =>
            last.Value.Type is IArrayTypeSymbol ? Constants.Elements(last.Value)?.LastOrDefault() : last.Value,
        IInterpolatedStringOperation { Parts: [.., IInterpolationOperation { Expression: var name }] } => name,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum => sum.RightOperand,
        _ => null,
    };

    private static IEnumerable<IOperation> GivenTo(
        IParameterSymbol parameter, MlCompilation compilation, CancellationToken cancellationToken) =>
        parameter.ContainingSymbol is not IMethodSymbol method
            ? []
            : compilation.Calls.CallersOf(CallPaths.NodeOf(method), cancellationToken)
                .Select(edge => edge.Site switch
                {
                    IInvocationOperation call => call.ArgumentFor(parameter.Ordinal)?.Value,
                    IObjectCreationOperation creation => creation.Arguments
                        .FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal)?.Value,
                    _ => null,
                }).OfType<IOperation>();

    /// <summary>The paths that files are written, copied or downloaded to, wherever that is.</summary>
    private static IEnumerable<string> WrittenIn(MlCompilation compilation, CancellationToken cancellationToken) =>
        s_writes.Concat(s_streams).SelectMany(name => compilation.Calls.BodiesNaming(name, cancellationToken)).Distinct()
            .SelectMany(body => body.ForeignSites).SelectMany(site => Writes(site))
            .SelectMany(argument => PathsOf(argument.Value, compilation, cancellationToken));

    private static HashSet<string> Read(MlCompilation compilation, CancellationToken cancellationToken)
    {
        var rows = FrameworkTable.All.SelectMany(framework => framework.Rows).Where(row => row.Role == Role.SaveModel);
        var paths = compilation.Calls.CallsOf(rows, cancellationToken)
            .SelectMany(call => call.Operation is IInvocationOperation save ? save.Arguments : [])
            .SelectMany(argument => PathsOf(argument.Value, compilation, cancellationToken));
        return new HashSet<string>(
            paths.Concat(WrittenIn(compilation, cancellationToken))
                .Select(path => path.Substring(path.LastIndexOfAny(['/', '\\']) + 1)), StringComparer.OrdinalIgnoreCase);
    }
}
