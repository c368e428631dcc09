using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlGuard.Lifecycle.Tests.Architecture;

/// <summary>
/// The references between the types of Lifecycle, as the compiler resolves them, and the layers that their files stand in.
/// </summary>
internal sealed class LayerMap
{
    /// <summary>From top to bottom; a folder may refer to itself and to those below it.</summary>
    public static readonly ImmutableArray<string> Layers =
        ["Api", "Writers", "Decisions", "Requirements", "Checks", "Product", "Evidence", "Facts", "Manifest", "Text"];

    private readonly CSharpCompilation _compilation;
    private readonly string _root;
    private readonly Lazy<ImmutableArray<(SyntaxTree Tree, SimpleNameSyntax Name, SymbolInfo Found)>> _names;

    private LayerMap(IEnumerable<(string Path, string Text)> files, string root)
    {
        _root = root;
        var options = new CSharpParseOptions(LanguageVersion.Latest);
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is not ("MlGuard.Lifecycle.dll" or "MlGuard.Build.dll"))
            .Select(path => MetadataReference.CreateFromFile(path));
        _compilation = CSharpCompilation.Create(
            "Lifecycle", files.Select(file => CSharpSyntaxTree.ParseText(file.Text, options, file.Path)), references,
            // Names do not depend on nullability, whose analysis takes most of the time.
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Disable));
        _names = new(() => [.. UpwardReferences.Of(_compilation, tree => IsOwn(tree) ? LayerOf(Relative(tree)) : null, IsAbove)]);
    }

    private static readonly Lazy<LayerMap> s_sources = new(ReadSources);

    public static LayerMap OfSources() => s_sources.Value;

    private static LayerMap ReadSources()
    {
        var source = Path.GetFullPath(GeneratedFile.PathOf("src"));
        var files = new[] { "MlGuard.Lifecycle", "Shared" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(source, folder), "*.cs", SearchOption.AllDirectories))
            .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"))
            .Select(path => (path, File.ReadAllText(path)))
            .Append((Path.Combine(source, "Usings.cs"), Usings));
        return new(files, Path.Combine(source, "MlGuard.Lifecycle") + Path.DirectorySeparatorChar);
    }

    public static LayerMap Of(params (string Path, string Text)[] files) =>
        new(files.Select(file => ("/" + file.Path, file.Text)).Append(("/Usings.cs", Usings)), "/");

    /// <summary>Every reference from a file to a type of a layer above its own.</summary>
    public ImmutableArray<string> ArrowsUp() =>
    [
        .. References().Where(pair => IsAbove(LayerOf(pair.From), LayerOf(pair.To)))
            .Select(pair => $"{pair.From} -> {WithoutExtension(pair.To)}").Distinct().OrderBy(arrow => arrow, StringComparer.Ordinal),
    ];

    /// <summary>Files whose folder is no layer, or whose namespace is not their folder.</summary>
    public ImmutableArray<string> Misplaced() =>
    [
        .. from tree in _compilation.SyntaxTrees
           where IsOwn(tree)
           let path = Relative(tree)
           let space = tree.GetRoot().DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault()?.Name.ToString()
           where !Layers.Contains(LayerOf(path))
               || space != "MlGuard.Lifecycle." + Path.GetDirectoryName(path)!.Replace(Path.DirectorySeparatorChar, '.')
           select path,
    ];

    /// <summary>Public types outside the one layer that has them.</summary>
    public ImmutableArray<string> PublicBelowApi() =>
    [
        .. from tree in _compilation.SyntaxTrees
           where IsOwn(tree) && LayerOf(Relative(tree)) != Layers[0]
           from type in tree.GetRoot().DescendantNodes().OfType<BaseTypeDeclarationSyntax>()
           where type.Parent is BaseNamespaceDeclarationSyntax && type.Modifiers.Any(SyntaxKind.PublicKeyword)
           select $"{Relative(tree)}: {type.Identifier.ValueText}",
    ];

    /// <summary>Names that nothing answers to: a reference that is not seen is an arrow that is not seen.</summary>
    public ImmutableArray<string> Unresolved() =>
    [
        .. _names.Value.Where(name => name.Found is { Symbol: null, CandidateSymbols.IsEmpty: true })
            .Select(name => $"{Relative(name.Tree)}: {name.Name.Parent}"),
    ];

    private IEnumerable<(string From, string To)> References() =>
        from name in _names.Value
        let target = FileOf(name.Found.Symbol ?? name.Found.CandidateSymbols.FirstOrDefault())
        where target is not null && target != Relative(name.Tree)
        select (Relative(name.Tree), target);

    private static bool IsAbove(string from, string to) => Layers.IndexOf(to) < Layers.IndexOf(from);

    /// <summary>The file of the type that a name stands for or that the named member belongs to.</summary>
    private string? FileOf(ISymbol? symbol)
    {
        var type = symbol as INamedTypeSymbol ?? symbol?.ContainingType;
        var tree = type?.OriginalDefinition.DeclaringSyntaxReferences.FirstOrDefault()?.SyntaxTree;
        return tree is not null && IsOwn(tree) ? Relative(tree) : null;
    }

    private bool IsOwn(SyntaxTree tree) =>
        tree.FilePath.StartsWith(_root, StringComparison.Ordinal) && !tree.FilePath.EndsWith("Usings.cs", StringComparison.Ordinal);

    private string Relative(SyntaxTree tree) => tree.FilePath.Substring(_root.Length);

    private static string LayerOf(string path) => path.Split(Path.DirectorySeparatorChar, '/')[0];

    private static string WithoutExtension(string path) => path.Substring(0, path.Length - ".cs".Length);

    /// <summary>The project's implicit usings.</summary>
    private const string Usings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.Collections.Immutable;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;
}
