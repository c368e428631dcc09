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

    /// <summary>The compiler's words for a type, a namespace, a name or a member that is not there.</summary>
    private static readonly ImmutableHashSet<string> s_unresolved = ["CS0246", "CS0234", "CS0103", "CS0117", "CS1061"];

    private readonly CSharpCompilation _compilation;
    private readonly string _root;

    private LayerMap(IEnumerable<(string Path, string Text)> files, string root)
    {
        _root = root;
        var options = new CSharpParseOptions(LanguageVersion.Latest);
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is not ("MlGuard.Lifecycle.dll" or "MlGuard.Build.dll"))
            .Select(path => MetadataReference.CreateFromFile(path));
        _compilation = CSharpCompilation.Create(
            "Lifecycle", files.Select(file => CSharpSyntaxTree.ParseText(file.Text, options, file.Path)), references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }

    public static LayerMap OfSources()
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
        .. References().Where(pair => Array.IndexOf([.. Layers], LayerOf(pair.To)) < Array.IndexOf([.. Layers], LayerOf(pair.From)))
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
        [.. _compilation.GetDiagnostics().Where(found => s_unresolved.Contains(found.Id)).Select(found => found.ToString())];

    private IEnumerable<(string From, string To)> References() =>
        from tree in _compilation.SyntaxTrees
        where IsOwn(tree)
        let model = _compilation.GetSemanticModel(tree)
        from name in tree.GetRoot().DescendantNodes(descendIntoTrivia: true).OfType<SimpleNameSyntax>()
        let target = FileOf(model.GetSymbolInfo(name).Symbol)
        where target is not null && target != Relative(tree)
        select (Relative(tree), target);

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
