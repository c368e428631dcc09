using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace MlGuard.Package.Tests;

public sealed class PackageContentTests
{
    private static readonly string[] s_expected =
    [
        "LICENSE",
        "MlGuard.nuspec",
        "README.md",
        "analyzers/dotnet/roslyn4.8/cs/MlGuard.Analyzers.dll",
        "analyzers/dotnet/roslyn4.8/cs/MlGuard.CodeFixes.dll",
        "build/MlGuard.props",
        "build/MlGuard.targets",
        "buildMultiTargeting/MlGuard.props",
        "buildMultiTargeting/MlGuard.targets",
        "buildTransitive/MlGuard.Gate.targets",
        "buildTransitive/MlGuard.Libraries.props",
        "buildTransitive/MlGuard.props",
        "buildTransitive/MlGuard.targets",
        "globalconfig/mlguard.growth.globalconfig",
        "globalconfig/mlguard.growth.personal.globalconfig",
        "globalconfig/mlguard.maturity.globalconfig",
        "globalconfig/mlguard.maturity.personal.globalconfig",
        "globalconfig/mlguard.mvp.globalconfig",
        "globalconfig/mlguard.mvp.personal.globalconfig",
        "icon.png",
        "product/MlGuard.Product.proj",
        "schema/lifecycle.schema.json",
        "schema/verdict.schema.json",
        "tasks/netstandard2.0/Cronos.dll",
        "tasks/netstandard2.0/Google.Protobuf.dll",
        "tasks/netstandard2.0/Microsoft.Bcl.AsyncInterfaces.dll",
        "tasks/netstandard2.0/MlGuard.Build.dll",
        "tasks/netstandard2.0/MlGuard.Lifecycle.dll",
        "tasks/netstandard2.0/NuGet.Versioning.dll",
        "tasks/netstandard2.0/System.Buffers.dll",
        "tasks/netstandard2.0/System.Collections.Immutable.dll",
        "tasks/netstandard2.0/System.Memory.dll",
        "tasks/netstandard2.0/System.Numerics.Vectors.dll",
        "tasks/netstandard2.0/System.Reflection.Metadata.dll",
        "tasks/netstandard2.0/System.Runtime.CompilerServices.Unsafe.dll",
        "tasks/netstandard2.0/System.Text.Encodings.Web.dll",
        "tasks/netstandard2.0/System.Text.Json.dll",
        "tasks/netstandard2.0/System.Threading.Tasks.Extensions.dll",
        "tasks/netstandard2.0/YamlDotNet.dll",
        "templates/attestation.md",
        "templates/changelog.md",
        "templates/data-assessment.md",
        "templates/decision.md",
        "templates/decommission.md",
        "templates/feasibility.md",
        "templates/features.md",
        "templates/gain.md",
        "templates/incidents.md",
        "templates/market.md",
        "templates/model-card.md",
        "templates/privacy.md",
        "templates/runbook.md",
        "templates/threats.md",
    ];

    [Fact]
    public void The_package_holds_exactly_these_files()
    {
        using var package = ZipFile.OpenRead(PackedPackage.File);
        var pages = Directory.GetFiles(Path.Combine(PackedPackage.RepositoryRoot, "docs", "rules"), "*.md")
            .Select(page => $"docs/rules/{Path.GetFileName(page)}");

        var actual = package.Entries.Select(entry => entry.FullName).Where(name => !IsOfTheContainer(name));

        Assert.Equal([.. s_expected.Concat(pages).Order(StringComparer.Ordinal)], actual.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Nothing_third_party_lies_beside_the_analyzers_and_they_ask_for_nothing_but_the_compiler()
    {
        using var package = ZipFile.OpenRead(PackedPackage.File);

        var references = package.Entries
            .Where(entry => entry.FullName.StartsWith("analyzers/", StringComparison.Ordinal))
            .SelectMany(References)
            .Distinct()
            .Where(name => name is not ("netstandard" or "MlGuard.Analyzers" or "System.Collections.Immutable"
                or "System.Composition.AttributedModel" or "System.Memory"))
            .Where(name => !name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal));

        Assert.Empty(references);
    }

    [Fact]
    public void It_is_a_development_dependency_that_brings_no_other_package()
    {
        using var package = ZipFile.OpenRead(PackedPackage.File);
        using var reader = new StreamReader(package.GetEntry("MlGuard.nuspec")!.Open());
        var nuspec = reader.ReadToEnd();

        Assert.Contains("<developmentDependency>true</developmentDependency>", nuspec, StringComparison.Ordinal);
        Assert.DoesNotContain("<dependency ", nuspec, StringComparison.Ordinal);
    }

    private static bool IsOfTheContainer(string name) =>
        name is "[Content_Types].xml"
            || name.StartsWith("_rels/", StringComparison.Ordinal)
            || name.StartsWith("package/", StringComparison.Ordinal);

    private static IEnumerable<string> References(ZipArchiveEntry entry)
    {
        using var buffer = new MemoryStream();
        using (var content = entry.Open())
        {
            content.CopyTo(buffer);
        }

        buffer.Position = 0;
        using var assembly = new PEReader(buffer);
        var metadata = assembly.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }
}
