using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MlGuard.Lifecycle.Facts;

namespace MlGuard.Lifecycle.Tests.Products;

/// <summary>
/// The sample FraudDetection as it lies in the repository: its manifest, documents, models and evidence, and its code compiled here so that
/// it can be changed.
/// </summary>
internal static class SampleProduct
{
    public static readonly string Root = GeneratedFile.PathOf("samples/FraudDetection");

    private static readonly ImmutableArray<(string Name, string Kind, string[] References)> s_projects =
        [
            ("Fraud.Model", "library", []), ("Fraud.Training", "library", ["Fraud.Model"]), ("Fraud.Api", "web", ["Fraud.Model"]),
            ("Fraud.Tests", "test", ["Fraud.Model", "Fraud.Training", "Fraud.Api"]),
        ];

    /// <summary>.NET, ASP.NET Core, ML.NET and xUnit, as they lie on this machine.</summary>
    public static ImmutableArray<string> LibraryPaths { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var file
                && (file.StartsWith("System.", StringComparison.Ordinal)
                    || file.StartsWith("Microsoft.ML", StringComparison.Ordinal)
                    || file.StartsWith("Microsoft.Bcl.", StringComparison.Ordinal)
                    || file.StartsWith("xunit.", StringComparison.Ordinal)
                    || file is "mscorlib.dll" or "netstandard.dll"))
            .Concat(Directory.EnumerateFiles(AspNetFolder(), "*.dll")
                .Where(path => Path.GetFileName(path).StartsWith("Microsoft.", StringComparison.Ordinal))),
    ];

    public static ImmutableArray<MetadataReference> Libraries { get; } =
    [
        .. LibraryPaths.Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private static readonly ConcurrentDictionary<(string Project, string Sources), (AssemblyFacts Facts, byte[] Image)> s_compiled = [];

    /// <summary>The sample with one file changed; null changes nothing.</summary>
    public static TestProduct Create(string? path = null, Func<string, string>? change = null)
    {
        var product = new TestProduct("");
        foreach (var file in Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories).Where(IsData))
            product.Write(Path.GetRelativePath(Root, file), File.ReadAllBytes(file));
        if (path is not null && !path.EndsWith(".cs", StringComparison.Ordinal))
            product.Write(path, change!(File.ReadAllText(Path.Combine(Root, path))));
        var done = new Dictionary<string, (AssemblyFacts Facts, byte[] Image)>();
        foreach (var (name, kind, references) in s_projects)
        {
            var sources = Directory.EnumerateFiles(Path.Combine(Root, name), "*.cs", SearchOption.AllDirectories).Where(IsSource)
                .Order(StringComparer.Ordinal)
                .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/') is var relative && relative == path
                    ? change!(File.ReadAllText(file))
                    : File.ReadAllText(file))
                    .ToImmutableArray();
            done[name] = Compile(name, kind, sources, [.. references.Select(reference => done[reference].Image)]);
            product.WithFacts(name, done[name].Facts);
        }

        return product.Sealed();
    }

    private static (AssemblyFacts Facts, byte[] Image) Compile(
        string name, string kind, ImmutableArray<string> sources, ImmutableArray<byte[]> references)
    {
        var key = string.Join("\0", sources)
            + string.Concat(references.Select(image => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(image))));
        return s_compiled.GetOrAdd((name, key), _ =>
        {
            var compilation = CSharpCompilation.Create(
                name, [CSharpSyntaxTree.ParseText(Usings(kind)), .. sources.Select(source => CSharpSyntaxTree.ParseText(source))],
                [.. Libraries, .. references.Select(image => MetadataReference.CreateFromImage(image))],
                new(
                    sources.Any(source => source.Contains("args", StringComparison.Ordinal)
                        && !source.Contains("namespace", StringComparison.Ordinal))
                        ? OutputKind.ConsoleApplication
                        : OutputKind.DynamicallyLinkedLibrary,
                    optimizationLevel: OptimizationLevel.Release,
                        deterministic: true, nullableContextOptions: NullableContextOptions.Enable));
            var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.dll");
            try
            {
                var result = compilation.Emit(path);
                Assert.True(
                    result.Success,
                    string.Join("\n", result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)));
                return (FactsReader.Read(path, $"{name}/{name}.csproj", "net10.0", kind == "test"), File.ReadAllBytes(path));
            }
            finally
            {
                File.Delete(path);
            }
        });
    }

    /// <summary>What the SDK imports by itself.</summary>
    public static string Usings(string kind)
    {
        string[] all =
        [
            "System", "System.IO", "System.Linq", "System.Collections.Generic", "System.Net.Http", "System.Threading",
            "System.Threading.Tasks",
        ];
        string[] web =
        [
            "System.Net.Http.Json", "Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Http",
            "Microsoft.AspNetCore.Routing", "Microsoft.Extensions.Configuration", "Microsoft.Extensions.DependencyInjection",
            "Microsoft.Extensions.Hosting", "Microsoft.Extensions.Logging",
        ];
        var own = kind switch { "web" => web, "test" => ["Xunit"], _ => [] };
        return string.Concat(all.Concat(own).Select(name => $"global using {name};\n"));
    }

    private static string AspNetFolder()
    {
        var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var shared = Path.GetFullPath(Path.Combine(runtime, "..", "..", "Microsoft.AspNetCore.App"));
        return Directory.Exists(Path.Combine(shared, Path.GetFileName(runtime)))
            ? Path.Combine(shared, Path.GetFileName(runtime))
            : Directory.EnumerateDirectories(shared, $"{Environment.Version.Major}.*").Order(StringComparer.Ordinal).Last();
    }

    private static bool IsData(string file) => IsSource(file) && Path.GetExtension(file) != ".cs";

    private static bool IsSource(string file) =>
        !Path.GetRelativePath(Root, file).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or ".mlguard");
}
