namespace MlGuard.Package.Tests;

/// <summary>The main sample, built once from a fresh clone as the README says.</summary>
public sealed class FraudDetectionTests(FraudDetectionTests.Clone clone) : IClassFixture<FraudDetectionTests.Clone>
{
    [Fact]
    public void It_packs_restores_and_builds_from_a_fresh_clone_without_a_warning_and_earns_growth()
    {
        Assert.True(clone.Build.Succeeded, clone.Build.ToString());
        Assert.Contains("declared growth · earned growth", clone.Build.Output, StringComparison.Ordinal);
        Assert.All(ReadmeExcerpt.Lines(1), line => Assert.Contains(line, clone.Build.Output, StringComparison.Ordinal));
        Assert.Empty(clone.Build.Findings);
    }

    /// <summary>A package is named after a hash of its content, so equal names are equal bytes of every file.</summary>
    [Fact]
    public void The_clone_packs_byte_for_byte_what_this_folder_packed() =>
        Assert.Equal(PackedPackage.Version, PackedPackage.VersionIn(clone.Checkout.PathOf(PackedPackage.VersionFile)));

    [Fact]
    public void Its_second_manifest_shows_what_maturity_still_lacks_each_once()
    {
        var manifest = clone.Checkout.PathOf("samples/FraudDetection/mlguard.maturity.yaml");

        var gate = clone.Checkout.Build(
            "samples/FraudDetection", "-t:MlGuardReport", $"-p:MlGuardManifest={manifest}", "-p:MlGuardMode=warn",
            "-p:TreatWarningsAsErrors=false", Clone.SameConfiguration);

        Assert.True(gate.Succeeded, gate.ToString());
        Assert.Contains("declared maturity · earned growth", gate.Output, StringComparison.Ordinal);
        Assert.Single(gate.OfMlGuard, finding => finding.Code == "MLG9005");
        Assert.All(gate.OfMlGuard.GroupBy(finding => finding), found => Assert.Single(found));
        Assert.Contains(gate.OfMlGuard, finding => finding is { Code: "MLG9109", File: "mlguard.maturity.yaml" });
        // -t:MlGuardReport is the gate, and writes the verdict of this manifest in every form that says something of it.
        Assert.Equal(
            [
                "attestation.cdx.json", "badge.json", "badge.svg", "gate.junit.xml", "gate.sarif", "ml-bom.cdx.json", "model-card.md",
                "report.html", "summary.md", "verdict.intoto.json",
            ],
            Directory.GetFiles(clone.Checkout.PathOf("samples/FraudDetection/.mlguard/mlguard.maturity.reports")).Select(Path.GetFileName)
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Its_tests_seal_what_they_leave_where_the_manifest_looks()
    {
        var sample = clone.Checkout.PathOf("samples/FraudDetection");
        var (results, seal) = (Path.Combine(sample, "evidence/tests.trx"), Path.Combine(sample, "evidence/tests.trx.seal.json"));
        var (resultsBefore, sealBefore) = (File.ReadAllBytes(results), File.ReadAllBytes(seal));

        var run = clone.Checkout.Run(
            "test", "samples/FraudDetection/Fraud.Tests", "--no-build", "--filter", "FullyQualifiedName~DecisionPolicyTests", "--logger",
            "trx;LogFileName=tests.trx", "--results-directory", Path.Combine(sample, "evidence"));

        var sealedText = File.ReadAllText(seal);
        // The other tests decide about the evidence as it was committed.
        File.WriteAllBytes(results, resultsBefore);
        File.WriteAllBytes(seal, sealBefore);
        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Contains("MlGuard: evidence/tests.trx sealed with 4 assemblies.", run.Output, StringComparison.Ordinal);
        Assert.Contains("\"tool\": \"dotnet test\"", sealedText, StringComparison.Ordinal);
    }

    /// <summary>The clone and the newcomer's first command in it.</summary>
    public sealed class Clone : IDisposable
    {
        /// <summary>Packs as this folder did, so that the two packages can be compared.</summary>
        internal static readonly string SameConfiguration = $"-p:MlGuardPackConfiguration={PackedPackage.Configuration}";

        public Clone()
        {
            Build = Checkout.Build("samples/FraudDetection", SameConfiguration);
        }

        internal FreshCheckout Checkout { get; } = new();

        internal BuildResult Build { get; }

        public void Dispose() => Checkout.Dispose();
    }
}
