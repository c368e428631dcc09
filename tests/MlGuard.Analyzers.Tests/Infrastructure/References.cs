using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.ML;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.Trainers.FastTree;

namespace MlGuard.Analyzers.Tests.Infrastructure;

/// <summary>What tested code compiles against: the running framework and the real machine-learning packages, never a download.</summary>
internal static class References
{
    private static readonly ImmutableArray<string> s_platform =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)];

    private static readonly string s_testDirectory = Path.GetDirectoryName(typeof(References).Assembly.Location)!;

    private static readonly string[] s_libraries =
    [
        "Microsoft.ML", "TorchSharp", "Microsoft.Extensions.AI", "OpenAI", "Azure.", "System.ClientModel", "Microsoft.SemanticKernel",
        "Microsoft.Agents.AI",
        "OllamaSharp", "LLamaSharp", "Polly", "Microsoft.Extensions.Http.Resilience", "Microsoft.Extensions.Resilience",
        "Microsoft.Extensions.VectorData", "ModelContextProtocol", "Anthropic", "Dapper", "Microsoft.EntityFrameworkCore",
        "Microsoft.Data.Sqlite",
    ];

    private static readonly HashSet<string> s_framework =
        [.. s_platform.Where(path => Path.GetDirectoryName(path) != s_testDirectory).Select(path => Path.GetFileName(path))];

    /// <summary>.NET and ASP.NET Core.</summary>
    public static ImmutableArray<MetadataReference> Framework { get; } =
        [.. s_platform.Where(path => Path.GetDirectoryName(path) != s_testDirectory && IsManaged(path))
            .Select(path => MetadataReference.CreateFromFile(path))];

    /// <summary>The machine-learning libraries, and Polly.</summary>
    public static ImmutableArray<MetadataReference> MachineLearning { get; } =
    [
        .. s_libraries.SelectMany(name => Directory.GetFiles(s_testDirectory, name + "*.dll")).Distinct(StringComparer.Ordinal)
            .Where(path => !s_framework.Contains(Path.GetFileName(path)) && IsManaged(path))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    public static ImmutableArray<MetadataReference> All { get; } = [.. Framework, .. MachineLearning];

    public static MetadataReference XunitCore { get; } = MetadataReference.CreateFromFile(typeof(FactAttribute).Assembly.Location);

    /// <summary>xUnit with its assertions.</summary>
    public static MetadataReference[] Xunit { get; } = [XunitCore, MetadataReference.CreateFromFile(typeof(Assert).Assembly.Location)];

    /// <summary>No package: the test feed may not hold the ones that the stock reference sets ask for.</summary>
    public static ReferenceAssemblies Net { get; } = new("net10.0");

    /// <summary>Keeps the compiler from trimming the packages that only tested code uses.</summary>
    public static ImmutableArray<Type> Anchors { get; } = [typeof(MLContext), typeof(FastTreeBinaryTrainer), typeof(InferenceSession)];

    private static bool IsManaged(string path)
    {
        try
        {
            return System.Reflection.AssemblyName.GetAssemblyName(path) is not null;
        }
        catch (BadImageFormatException)
        {
            return false;
        }
    }
}
