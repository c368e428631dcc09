using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlGuard.Analyzers.Tests.Infrastructure;

namespace MlGuard.Analyzers.Tests.House;

/// <summary>The rooms of the analyzers: a type uses types of its own room and of rooms below it, and no others.</summary>
public class LayerTests
{
    /// <summary>From the top down. Rooms on one line do not know each other.</summary>
    private static readonly ImmutableArray<ImmutableArray<string>> s_layers =
    [
        ["Data", "Training", "Evaluation", "Serving", "Fallback", "Monitoring", "Security", "Documentation"],
        ["Predictions", "Models"],
        // What every rule inherits and is handed.
        [""],
        ["Knowledge"],
        ["Networks.Shapes"],
        ["Pipelines", "Networks", "Flow.Texts"],
        ["Flow.Calls"],
        ["Flow.Values"],
        ["Frameworks.MlNet", "Frameworks.Onnx", "Frameworks.Torch"],
        ["Frameworks"],
        ["Digest"],
    ];

    private static readonly ImmutableDictionary<string, int> s_heights = s_layers
        .SelectMany((rooms, depth) => rooms.Select(room => (room, height: s_layers.Length - depth)))
        .ToImmutableDictionary(pair => pair.room, pair => pair.height, StringComparer.Ordinal);

    private static readonly ImmutableDictionary<string, string> s_rooms = s_heights.Keys.ToImmutableDictionary(NamespaceOf);

    private const string Root = "MlGuard.Analyzers";

    [Fact]
    public void Every_folder_is_a_namespace_and_a_room() => Assert.All(Repository.Sources("src", Root), path =>
    {
        var folder = Path.GetRelativePath(Path.Combine(Repository.Root, "src", Root), Path.GetDirectoryName(path)!);
        var room = folder == "." ? "" : folder.Replace(Path.DirectorySeparatorChar, '.');
        Assert.True(s_heights.ContainsKey(room), $"{room} is no room. Name it in {nameof(LayerTests)}, at its height.");
        if (Path.GetFileName(path) != "GlobalUsings.cs")
            Assert.Contains(
                $"\nnamespace {NamespaceOf(room)};", "\n" + File.ReadAllText(path).ReplaceLineEndings("\n"), StringComparison.Ordinal);
    });

    [Fact]
    public void No_arrow_points_up()
    {
        var compilation = Compile();
        var upward = UpwardReferences.Of(compilation, RoomOf, PointsUp).Select(ArrowOf).Where(arrow => arrow is not null).Distinct()
            .Order(StringComparer.Ordinal).ToList();

        Assert.True(upward.Count == 0, $"{upward.Count} arrows point up:\n{string.Join('\n', upward)}");
    }

    /// <summary>The sources as their project compiles them, without the packages: what they say of each other needs none.</summary>
    private static CSharpCompilation Compile()
    {
        const string usings =
            "global using System; global using System.Collections.Generic; global using System.Collections.Immutable; global using "
                + "System.IO; "
            + "global using System.Linq; global using System.Threading; global using System.Threading.Tasks;";
        var options = new CSharpParseOptions(LanguageVersion.Preview);
        var sources = Repository.Sources("src", Root).Concat(Repository.Sources("src", "Shared"))
            .Select(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), options, path));
        return CSharpCompilation.Create(
            Root,
            [CSharpSyntaxTree.ParseText(usings, options), .. sources],
            [.. References.Framework, Of(typeof(Compilation)), Of(typeof(CSharpCompilation))],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

        static MetadataReference Of(Type type) => MetadataReference.CreateFromFile(type.Assembly.Location);
    }

    private static string? ArrowOf((SyntaxTree Tree, SimpleNameSyntax Name, SymbolInfo Found) reference) =>
        reference.Name.FirstAncestorOrSelf<UsingDirectiveSyntax>() is null
            && (reference.Found.Symbol as INamedTypeSymbol ?? reference.Found.Symbol?.ContainingType) is { } used
            && RoomOf(reference.Tree) is { } from && RoomOf(used) is { } to && PointsUp(from, to)
                ? $"{Path.GetFileName(reference.Tree.FilePath)}: {reference.Name} -> {used.ToDisplayString()}"
                : null;

    private static bool PointsUp(string from, string to) => from != to && s_heights[to] >= s_heights[from];

    /// <summary>A folder is a namespace, which another test holds.</summary>
    private static string? RoomOf(SyntaxTree tree) =>
        tree.GetRoot().ChildNodes().OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault()?.Name.ToString() is { } space
            ? RoomOf(space)
            : null;

    private static string? RoomOf(INamedTypeSymbol type) => RoomOf(type.ContainingNamespace.ToDisplayString());

    private static string? RoomOf(string space) => s_rooms.GetValueOrDefault(space);

    private static string NamespaceOf(string room) => room.Length == 0 ? Root : $"{Root}.{room}";
}
