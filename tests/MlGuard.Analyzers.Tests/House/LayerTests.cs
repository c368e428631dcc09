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
        var upward = compilation.SyntaxTrees.SelectMany(tree => ArrowsOf(tree, compilation)).Distinct().Order(StringComparer.Ordinal)
            .ToList();

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

    private static IEnumerable<string> ArrowsOf(SyntaxTree tree, Compilation compilation)
    {
        var model = compilation.GetSemanticModel(tree);
        foreach (var name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
        {
            if (name.FirstAncestorOrSelf<UsingDirectiveSyntax>() is not null
                || name.FirstAncestorOrSelf<BaseTypeDeclarationSyntax>() is not { } declaration)
                continue;
            if (model.GetDeclaredSymbol(declaration) is { } user
                && TypeOf(model.GetSymbolInfo(name).Symbol) is { } used
                && PointsUp(user, used))
                yield return $"{Path.GetFileName(tree.FilePath)}: {user.ToDisplayString()} -> {used.ToDisplayString()}";
        }
    }

    private static INamedTypeSymbol? TypeOf(ISymbol? symbol) => symbol as INamedTypeSymbol ?? symbol?.ContainingType;

    private static bool PointsUp(INamedTypeSymbol user, INamedTypeSymbol used) =>
        RoomOf(user) is { } from && RoomOf(used) is { } to && from != to && s_heights[to] >= s_heights[from];

    private static string? RoomOf(INamedTypeSymbol type)
    {
        var space = type.ContainingNamespace.ToDisplayString();
        return s_heights.Keys.FirstOrDefault(room => NamespaceOf(room) == space);
    }

    private static string NamespaceOf(string room) => room.Length == 0 ? Root : $"{Root}.{room}";
}
