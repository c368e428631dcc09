using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Frameworks.MlNet;

namespace MlGuard.Analyzers.Data;

/// <summary>Files that the code writes itself before it reads them, so that it knows better than their names.</summary>
internal static class WrittenFiles
{
    private const char Tab = '\t';

    private static readonly ImmutableHashSet<string> s_writers = [
        "File", "FileInfo", "StreamWriter", "FileStream"];

    private static readonly ImmutableHashSet<string> s_readers = [
        "ReadAllText", "ReadAllLines", "ReadLines", "OpenRead", "OpenText", "Exists", "Delete", "ReadAllTextAsync", "ReadAllLinesAsync",
        "ReadLinesAsync", "ReadAllBytes", "ReadAllBytesAsync"];

    /// <summary>
    /// Whether the body around <paramref name="load"/>, or a helper that it calls, writes a file called <paramref name="fileName"/> and
    /// writes texts with <paramref name="separator"/>.
    /// </summary>
    public static bool AreWrittenWith(
        char separator, string fileName, IOperation load, MlCompilation compilation, CancellationToken cancellationToken)
    {
        var all = InReach(load, compilation, cancellationToken);
        return all.Any(operation => Writes(operation, fileName))
            && all.Any(operation => Holds(operation, separator) || SavesText(operation, separator, compilation.Symbols));
    }

    /// <summary>Whether a file called <paramref name="fileName"/> is written there.</summary>
    public static bool AreWritten(
        string fileName, IOperation load, MlCompilation compilation, CancellationToken cancellationToken) =>
        InReach(load, compilation, cancellationToken).Any(operation => Writes(operation, fileName));

    private static List<IOperation> InReach(IOperation load, MlCompilation compilation, CancellationToken cancellationToken)
    {
        var around = Bodies.AllAround(load).ToList();
        var helpers = around.OfType<IInvocationOperation>()
            .Select(call => compilation.Pipelines.BodyOf(call.TargetMethod, cancellationToken)).OfType<IOperation>()
            .Distinct().SelectMany(body => body.Descendants());
        return [.. around, .. helpers];
    }

    private static bool Writes(IOperation operation, string fileName) => operation switch
    {
        IInvocationOperation call => IsWriter(call.TargetMethod.ContainingType)
            && !s_readers.Contains(call.TargetMethod.Name)
            && call.Arguments.Any(argument => IsNamed(argument.Value, fileName)),
        IObjectCreationOperation { Type: INamedTypeSymbol made } creation =>
            IsWriter(made) && creation.Arguments.Any(argument => IsNamed(argument.Value, fileName)),
        _ => false,
    };

    private static bool IsWriter(INamedTypeSymbol? type) =>
        type is { ContainingNamespace: { Name: "IO", ContainingNamespace.Name: "System" } } && s_writers.Contains(type.Name);

    /// <summary>In a helper the path is a parameter, of which only is known that it is a file.</summary>
    private static bool IsNamed(IOperation path, string fileName) =>
        Constants.Tail(path) is { } tail
            ? tail.EndsWith(fileName, StringComparison.OrdinalIgnoreCase)
            : LocalValues.Origin(path) is IParameterReferenceOperation { Type.SpecialType: SpecialType.System_String };

    private static bool Holds(IOperation operation, char separator) => operation.ConstantValue switch
    {
        { HasValue: true, Value: string text } => IsSeparated(text, separator),
        { HasValue: true, Value: char character } => character == separator && operation.Parent is not IArgumentOperation { Parameter.Name: "separatorChar" },
        _ => false,
    };

    /// <summary>A comma stands in many a sentence; a tab stands nowhere else.</summary>
    private static bool IsSeparated(string text, char separator) =>
        text.IndexOf(separator) >= 0 && (separator == Tab || (text.Length > 1 ? text.IndexOf(' ') < 0 : true));

    /// <summary>ML.NET writes text with tabs, unless it is asked for another separator.</summary>
    private static bool SavesText(IOperation operation, char separator, MlSymbols symbols) =>
        operation is IInvocationOperation { TargetMethod.Name: "SaveAsText" } save
        && symbols.Is(save.TargetMethod.ContainingType, MlNetTypes.TextLoaderSaverCatalog)
        && save.Arguments.Argument("separatorChar") is { Value.ConstantValue: { HasValue: true, Value: char written } }
        && written == separator;
}
