using Microsoft.CodeAnalysis;
using MlGuard.Lifecycle.Product.Summaries;
using MlGuard.Lifecycle.Tests.Products;
using MlGuard.Lifecycle.Writers;

namespace MlGuard.Lifecycle.Tests;

/// <summary>Which paths and contexts the members of a library always give, read off compiled code.</summary>
public sealed class ReturnedValueTests
{
    private const string MlNet = """
        namespace Microsoft.ML { public class MLContext { public MLContext(int? seed = null) { } public int? GpuDeviceId { get; set; } } }

        """;

    [Theory]
    [InlineData("public static string It => \"a.csv\";", "Path a.csv")]
    [InlineData("public static string It() => Path.Combine(\"data\", \"a.csv\");", "Path data/a.csv")]
    [InlineData("public static string It() => Path.Combine(AppContext.BaseDirectory, \"data\", \"a.csv\");", "PathEnd data/a.csv")]
    [InlineData("public static string It() => Path.Combine(AppContext.BaseDirectory, \"a\", \"b\", \"c\", \"d.csv\");", "PathEnd a/b/c/d.csv")]
    [InlineData("public static string It(string folder) => $\"{folder}/a.csv\";", "PathEnd /a.csv")]
    [InlineData("public static readonly string It = Path.GetFullPath(Path.Combine(\"data\", \"a.csv\"));", "PathEnd data/a.csv")]
    [InlineData(
        "public static string It => Path.Combine(Folder, \"model.zip\"); private static string Folder { get; } = \"models\";",
        "Path models/model.zip")]
    [InlineData("public static MLContext It() => new MLContext();", "Unseeded ")]
    [InlineData("public static MLContext It() { var context = new MLContext(seed: 3); return context; }", "Seeded ")]
    [InlineData("public static MLContext It(int seed) => new(seed);", "Seeded ")]
    [InlineData("public static MLContext It { get; } = new() { GpuDeviceId = 0 };", "Unseeded ")]
    [InlineData("protected readonly MLContext It = new(1);", "Seeded ")]
    [InlineData("protected MLContext It { get; } = new();", "Unseeded ")]
    [InlineData("public static MLContext It(bool isBig) => isBig ? new MLContext(1) : new MLContext(2);", "Seeded ")]
    public void What_a_member_always_gives_is_told(string member, string value) => Gives(member, value);

    [Theory]
    [InlineData("public static string It => \"sk-123\";")]
    [InlineData("public static string It => \"https://example.com/a.csv\";")]
    [InlineData("public static string It(bool isBig) => isBig ? \"a.csv\" : \"b.csv\";")]
    [InlineData("public static string It(string name) => Path.Combine(\"data\", name);")]
    [InlineData("public static string It(string name) => \"a.csv\" + name;")]
    [InlineData("public virtual string It => \"a.csv\";")]
    [InlineData("public static string It { get; set; } = \"a.csv\";")]
    [InlineData("private static string It => \"a.csv\";")]
    [InlineData("public static MLContext It(int? seed) => new(seed);")]
    [InlineData("public static MLContext It(bool isFree) => isFree ? new MLContext() : new MLContext(1);")]
    [InlineData("public static MLContext It(MLContext given) => given ?? new MLContext(1);")]
    [InlineData("public static MLContext It { get; set; } = new(1);")]
    [InlineData("public static MLContext It() { int? seed = null; if (Environment.ProcessorCount > 1) seed = 1; return new MLContext(seed); }")]
    public void What_may_be_another_is_not(string member) => Gives(member, "");

    [Fact]
    public void A_summary_that_tells_it_is_read_again()
    {
        var summary = Summarizer.Of(CompiledFacts.Of(Source("public static string It => @\"C:\\data\\a.csv\";")), []);
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            File.WriteAllText(file, SummaryFile.Write(summary));
            Assert.Equal(
                new(ReturnedKind.Path, @"C:\data\a.csv"),
                SummaryFile.Load(file)!.Methods.Single(method => method.Key.Name == "get_It").Returned);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static void Gives(string member, string value)
    {
        foreach (var optimization in new[] { OptimizationLevel.Release, OptimizationLevel.Debug })
        {
            var given = Summarizer.Of(CompiledFacts.Of(Source(member), optimization), []).Methods
                .Where(method => method.Key.Name is "It" or "get_It" && method.Returned is not null)
                .Select(method => $"{method.Returned!.Kind} {method.Returned.Text}");
            Assert.Equal(value, string.Join(",", given));
        }
    }

    private static string Source(string member) => "using System.IO;\n" + MlNet + $$"""
        namespace Shop { using Microsoft.ML; public class Shared { {{member}} } }
        """;
}
