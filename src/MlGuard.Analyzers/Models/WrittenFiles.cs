using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Frameworks.MlNet;

namespace MlGuard.Analyzers.Models;

/// <summary>Files that the code writes itself before it reads them, so that it knows better than their names.</summary>
internal static class WrittenFiles
{
    private const char Tab = '\t';

    private static readonly ImmutableHashSet<string> s_writers = [
        "File", "FileInfo", "StreamWriter", "FileStream"];

    private static readonly ImmutableHashSet<string> s_readers = [
        "ReadAllText", "ReadAllLines", "ReadLines", "OpenRead", "OpenText", "Exists", "Delete", "ReadAllTextAsync", "ReadAllLinesAsync",
        "ReadLinesAsync", "ReadAllBytes", "ReadAllBytesAsync"];

    private static readonly ImmutableHashSet<string> s_targets = ["path", "fileName", "destFileName", "destinationFileName"];

    private static readonly OncePerBody<WrittenText> s_written = new(Read);

    /// <summary>
    /// Whether the body around <paramref name="load"/>, or a helper that it calls, writes a file called <paramref name="fileName"/> and
    /// writes texts with <paramref name="separator"/>.
    /// </summary>
    public static bool AreWrittenWith(
        char separator, string fileName, IOperation load, MlCompilation compilation, CancellationToken cancellationToken) =>
        s_written.Of(load, compilation, cancellationToken) is var written && written.IsWritten(fileName)
        && written.Separators.Contains(separator);

    /// <summary>Whether a file called <paramref name="fileName"/> is written there.</summary>
    public static bool AreWritten(
        string fileName, IOperation load, MlCompilation compilation, CancellationToken cancellationToken) =>
        s_written.Of(load, compilation, cancellationToken).IsWritten(fileName);

    /// <summary>
    /// Whether the body around <paramref name="place"/>, or a helper that it calls, may write the file at <paramref name="path"/>.
    /// </summary>
    public static bool MayBeWritten(IOperation path, IOperation place, MlCompilation compilation, CancellationToken cancellationToken) =>
        s_written.Of(place, compilation, cancellationToken) is var written
        && (written.HasUnknownPath || (Constants.Tail(path) is { } tail ? written.IsWritten(tail) : !written.Paths.IsEmpty));

    private static WrittenText Read(IEnumerable<IOperation> body, MlCompilation compilation, CancellationToken cancellationToken)
    {
        var around = body.ToList();
        var helpers = around.OfType<IInvocationOperation>()
            .Select(call => compilation.Pipelines.BodyOf(call.TargetMethod, cancellationToken)).OfType<IOperation>()
            .Distinct().SelectMany(helper => helper.Descendants());
        List<IOperation> all = [.. around, .. helpers];
        var arguments = all.SelectMany(operation => PathsWritten(operation)).ToList();
        var paths = arguments.Select(argument => argument.Value).ToList();
        return new WrittenText(
            paths.Select(Constants.Tail).OfType<string>().ToImmutableHashSet(StringComparer.OrdinalIgnoreCase),
            paths.Any(path => Constants.Tail(path) is null
                && LocalValues.Origin(path) is IParameterReferenceOperation { Type.SpecialType: SpecialType.System_String }),
            [.. all.SelectMany(operation => SeparatorsIn(operation, compilation.Symbols))],
            arguments.Any(argument => s_targets.Contains(argument.Parameter?.Name ?? "") && Constants.Tail(argument.Value) is null));
    }

    private static ImmutableArray<IArgumentOperation> PathsWritten(IOperation operation) => operation switch
    {
        IInvocationOperation call when IsWriter(call.TargetMethod.ContainingType) && !s_readers.Contains(call.TargetMethod.Name) =>
            call.Arguments,
        IObjectCreationOperation { Type: INamedTypeSymbol made } creation when IsWriter(made) => creation.Arguments,
        _ => [],
    };

    private static bool IsWriter(INamedTypeSymbol? type) =>
        type is { ContainingNamespace: { Name: "IO", ContainingNamespace.Name: "System" } } && s_writers.Contains(type.Name);

    private static IEnumerable<char> SeparatorsIn(IOperation operation, MlSymbols symbols) => operation.ConstantValue switch
    {
        { HasValue: true, Value: string text } => text.Distinct().Where(character => IsSeparated(text, character)),
        { HasValue: true, Value: char character } when operation.Parent is not IArgumentOperation { Parameter.Name: "separatorChar" } =>
            [character],
        _ => SavedSeparator(operation, symbols) is { } saved ? [saved] : [],
    };

    /// <summary>A comma stands in many a sentence; a tab stands nowhere else.</summary>
    private static bool IsSeparated(string text, char separator) =>
        text.IndexOf(separator) >= 0 && (separator == Tab || (text.Length > 1 ? text.IndexOf(' ') < 0 : true));

    /// <summary>ML.NET writes text with tabs, unless it is asked for another separator.</summary>
    private static char? SavedSeparator(IOperation operation, MlSymbols symbols) =>
        operation is IInvocationOperation { TargetMethod.Name: "SaveAsText" } save
        && symbols.Is(save.TargetMethod.ContainingType, MlNetTypes.TextLoaderSaverCatalog)
        && save.Arguments.Argument("separatorChar") is { Value.ConstantValue: { HasValue: true, Value: char written } }
            ? written
            : null;

    /// <summary>What a body writes.</summary>
    /// <param name="Paths">The ends of the paths.</param>
    /// <param name="IsAnyPath">Whether a helper writes a path that it is handed, of which only is known that it is a file.</param>
    /// <param name="Separators">The characters that may stand between the cells of its texts.</param>
    /// <param name="HasUnknownPath">Whether a file is written whose path is not known.</param>
    private sealed record WrittenText(
        ImmutableHashSet<string> Paths, bool IsAnyPath, ImmutableHashSet<char> Separators, bool HasUnknownPath)
    {
        public bool IsWritten(string fileName) =>
            IsAnyPath || Paths.Any(path => path.EndsWith(fileName, StringComparison.OrdinalIgnoreCase));
    }
}
