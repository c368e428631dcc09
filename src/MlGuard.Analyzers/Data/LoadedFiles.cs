using MlGuard.Analyzers.Digest;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Frameworks.MlNet;
using MlGuard.Analyzers.Models;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Data;

/// <summary>The files that a text loader reads, as far as their names are known.</summary>
internal static class LoadedFiles
{
    /// <summary>By the loader, what it is asked to load in the body.</summary>
    private static readonly OncePerBody<ILookup<IOperation, IOperation>> s_loads = new((body, _, _) => LoadsIn(body));

    private static readonly OncePerBody<ImmutableArray<IInvocationOperation>> s_loading = new((body, compilation, _) =>
        [.. body.OfType<IInvocationOperation>().Where(call => compilation.Symbols.Plays(call.TargetMethod, Role.LoadData))]);

    /// <summary>The calls in the body around <paramref name="operation"/> that load data.</summary>
    public static ImmutableArray<IInvocationOperation> LoadsAround(
        IOperation operation, MlCompilation compilation, CancellationToken cancellationToken) =>
        s_loading.Of(operation, compilation, cancellationToken);

    /// <summary>The ends of the paths that <paramref name="call"/> reads, or that the loader it makes is given in the same body.</summary>
    public static IEnumerable<string> Of(IInvocationOperation call, MlCompilation compilation)
    {
        var paths = call.Arguments.Argument("path") is { } path
            ? [path.Value]
            : s_loads.Of(call, compilation)[call].SelectMany(files => FilesOf(files, compilation.Symbols));
        return paths.Select(Constants.Tail).OfType<string>();
    }

    /// <summary>The files into which the build looked, and which the code does not write itself.</summary>
    public static IEnumerable<DataFile> KnownOf(
        IInvocationOperation call, DataFiles files, MlCompilation compilation, CancellationToken cancellationToken) =>
        from path in Of(call, compilation)
        let file = files.Find(path, call.Syntax.SyntaxTree.FilePath)
        where file is not null && !WrittenFiles.AreWritten(file.Name, call, compilation, cancellationToken)
        select file;

    private static ILookup<IOperation, IOperation> LoadsIn(IEnumerable<IOperation> body) =>
        (from load in body.OfType<IInvocationOperation>()
         where load.TargetMethod.Name == "Load"
         let receiver = FluentChain.ReceiverOf(load)
         where receiver is not null
         from argument in load.Arguments
         where argument.Parameter?.Ordinal == (load.Instance is null ? 1 : 0)
         select (Loader: LocalValues.Origin(receiver), Files: argument.Value)).ToLookup(load => load.Loader, load => load.Files);

    private static IEnumerable<IOperation> FilesOf(IOperation files, MlSymbols symbols) => LocalValues.Origin(files) switch
    {
        IObjectCreationOperation source when symbols.Is(source.Type, MlNetTypes.MultiFileSource) =>
            source.Arguments.SelectMany(argument => FilesOf(argument.Value, symbols)),
        IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues,
        var single => [single],
    };
}
