using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MlGuard.Lifecycle.Facts;

namespace MlGuard.Lifecycle.Tests.Products;

/// <summary>Source that is really compiled, against the real Microsoft.ML and xUnit; each source once.</summary>
internal sealed record CompiledFacts(AssemblyFacts Facts, MetadataReference Reference)
{
    private static readonly ConcurrentDictionary<(string Name, string Sources, OptimizationLevel Optimization), CompiledFacts> s_known = [];

    /// <summary>Compilations without code: what is made of one shares the symbols of its references.</summary>
    private static readonly ConcurrentDictionary<(string Name, string Projects), CSharpCompilation> s_empty = [];

    private static readonly ImmutableArray<MetadataReference> s_references =
    [
        .. from path in ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
           let file = Path.GetFileName(path)
           where file.StartsWith("System.", StringComparison.Ordinal) || file.StartsWith("Microsoft.ML", StringComparison.Ordinal)
               || file.StartsWith("xunit.", StringComparison.Ordinal) || file is "mscorlib.dll" or "netstandard.dll"
           select MetadataReference.CreateFromFile(path),
    ];

    public static AssemblyFacts Of(string source, OptimizationLevel optimization = OptimizationLevel.Release) =>
        Of(source, "Sample", isTest: false, [], optimization).Facts;

    public static CompiledFacts Of(
        string source, string name, bool isTest, ImmutableArray<(string Source, CompiledFacts Compiled)> projects,
        OptimizationLevel optimization = OptimizationLevel.Release)
    {
        var known = string.Join("\n", projects.Select(project => project.Source));
        return s_known.GetOrAdd(
            (name + isTest, known + source, optimization),
            _ => Compile(
                source, isTest,
                s_empty.GetOrAdd((name, known), _ => Empty(name, projects.Select(project => project.Compiled.Reference))), optimization));
    }

    /// <summary>The bytes of a library.</summary>
    public static byte[] Image(string source, string name, params MetadataReference[] projects) =>
        ImageAt("", source, name, projects);

    /// <summary>The same of a source that stands at a path.</summary>
    public static byte[] ImageAt(string path, string source, string name, params MetadataReference[] projects)
    {
        using var stream = new MemoryStream();
        var result = CSharpCompilation.Create(
            name, [CSharpSyntaxTree.ParseText(SampleCode.Usings + source, path: path)], [.. s_references, .. projects],
            new(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release))
            .Emit(stream);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics.Take(5)));
        return stream.ToArray();
    }

    private static CSharpCompilation Empty(string name, IEnumerable<MetadataReference> projects) =>
        CSharpCompilation.Create(
            name, [], [.. s_references, .. projects],
            new(
                OutputKind.DynamicallyLinkedLibrary, deterministic: true, concurrentBuild: false,
                nullableContextOptions: NullableContextOptions.Enable));

    private static CompiledFacts Compile(string source, bool isTest, CSharpCompilation empty, OptimizationLevel optimization)
    {
        var kind = source.Contains("// top level", StringComparison.Ordinal)
            ? OutputKind.ConsoleApplication
            : OutputKind.DynamicallyLinkedLibrary;
        var compilation = empty.WithOptions(empty.Options.WithOutputKind(kind).WithOptimizationLevel(optimization))
            .AddSyntaxTrees(CSharpSyntaxTree.ParseText(SampleCode.Usings + source));
        var name = empty.AssemblyName!;
        var path = Path.Combine(TestProduct.QuickFolder, $"{Guid.NewGuid():N}.dll");
        try
        {
            var result = compilation.Emit(path);
            Assert.True(result.Success, string.Join("\n", result.Diagnostics));
            return new(
                FactsReader.Read(path, $"src/{name}/{name}.csproj", "net10.0", isTest),
                MetadataReference.CreateFromImage(File.ReadAllBytes(path)));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
