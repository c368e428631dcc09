using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Tests.Products;

namespace MlGuard.Lifecycle.Tests;

/// <summary>A commit that changes no code leaves the results of its tests bound; every other change does not.</summary>
public sealed class CodeDigestTests
{
    private const string Code =
        """
        public sealed class Scorer<T> where T : class
        {
            private static readonly int[] s_weights = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
            public const int Limit = 5;
            [System.Obsolete("soon")] public string Say(int score) => score > Limit ? "high" : "low";
            public int Sum() { try { return System.Linq.Enumerable.Sum(s_weights); } catch (System.OverflowException) { return 0; } }
            public System.Collections.Generic.IEnumerable<T> Each(T one) { yield return one; }
        }
        """;

    public static TheoryData<string, string> Changes => new()
    {
        { "\"high\"", "\"tall\"" }, { "> Limit", ">= Limit" }, { "Limit = 5", "Limit = 6" }, { "[1, 2, 3", "[1, 2, 4" },
        { "\"soon\"", "\"now\"" }, { "public sealed", "internal sealed" }, { "OverflowException", "Exception" }, { "(int score)", "(int score, int points = 1)" },
        { "where T : class", "where T : class, new()" }, { "return 0;", "throw;" },
    };

    [Theory]
    [InlineData("1.0.0+0123456789abcdef0123456789abcdef01234567")]
    [InlineData("1.0.0+fedcba9876543210fedcba9876543210fedcba98")]
    public void The_commit_in_the_version_changes_the_identity_and_not_the_code(string version)
    {
        var (first, second) = (Of("1.0.0", Code), Of(version, Code));

        Assert.NotEqual(first.Mvid, second.Mvid);
        Assert.Equal(64, first.Code.Length);
        Assert.Equal(first.Code, second.Code);
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void Any_other_change_is_another_digest(string from, string to)
    {
        Assert.Contains(from, Code);
        Assert.NotEqual(Of("1.0.0", Code).Code, Of("1.0.0", Code.Replace(from, to)).Code);
    }

    [Fact]
    public void What_another_commit_of_the_same_code_ran_is_bound()
    {
        using var product = GrowthProduct.Create();
        product.Sealed(false).Seal(
            "artifacts/tests.trx",
            seal => seal with { Assemblies = [.. seal.Assemblies.Select(one => one with { Mvid = Guid.NewGuid().ToString() })] });

        Assert.Equal(RowState.Proven, product.Row("docs/tests/results", ci: true).State);

        product.Seal(
            "artifacts/tests.trx",
            seal => seal with
            {
                Assemblies = [.. seal.Assemblies.Select(one => one with { Mvid = Guid.NewGuid().ToString(), Code = new('0', 64) })],
            });
        Assert.Equal(RowState.Unbound, product.Row("docs/tests/results", ci: true).State);
    }

    /// <summary>Types that are local to a file, such as those of a generated regex, hold a hash of its path in their names.</summary>
    [Theory]
    [InlineData("/agent/obj/Regex.g.cs", "\"high\"", true)]
    [InlineData("/home/mara/obj/Regex.g.cs", "\"high\"", true)]
    [InlineData("/agent/obj/Regex.g.cs", "\"tall\"", false)]
    public void Where_a_file_stands_changes_no_code(string path, string said, bool isSame)
    {
        const string Local = "file static class Utilities { public static int Length(string text) => text.Length; }\n"
            + "file sealed class Runner { public int Run(string text) => Utilities.Length(text); }\n"
            + "public sealed class Uses { public int Run(string text) => new Runner().Run(text); }\n";

        var (here, there) = (
            Of("1.0.0", Local + Code, "/build/obj/Regex.g.cs").Code, Of("1.0.0", Local + Code.Replace("\"high\"", said), path).Code);

        Assert.Equal(isSame, here == there);
    }

    private static (string Mvid, string Code) Of(string version, string code, string path = "")
    {
        var image = CompiledFacts.ImageAt(
            path, $"[assembly: System.Reflection.AssemblyInformationalVersion(\"{version}\")]\n{code}", "Scoring");
        using var reader = new PEReader(new MemoryStream(image));
        var metadata = reader.GetMetadataReader();
        return (metadata.GetGuid(metadata.GetModuleDefinition().Mvid).ToString(), CodeDigest.Of(reader, metadata));
    }
}
