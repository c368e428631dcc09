using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Decisions;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Writers.Reports;
using MlGuard.Lifecycle.Tests.Products;

namespace MlGuard.Lifecycle.Tests;

/// <summary>How strict the gate is: an organisation's floor, a pinned rule pack, a baseline of old gaps.</summary>
public sealed class PolicyTests
{
    [Fact]
    public void A_floor_raises_and_cannot_be_lowered()
    {
        using var product = GrowthProduct.Create(text => text
            + "gates: { extends: org/policy.yaml, mode: report, severity: { discovery/market/source: message, training/repro: warn }, "
                + "limits: { headroom: 1.1, waiverDays: 170 } }\n");
        product.Write(
            "org/policy.yaml",
            "mlguard: v1\ngates:\n  mode: enforce\n  severity: { discovery/market/source: error, monitoring/extended: error }\n  limits: "
                + "{ headroom: 1.7, waiverDays: 90 }\n");

        var verdict = product.Decide();

        Assert.Equal(GateMode.Enforce, verdict.Mode);
        Assert.Equal(RowState.Failed, verdict.Rows.Single(row => row.Rule == "architecture/technical/servers").State);
        Assert.Contains("more than 90 days ahead", string.Join("\n", verdict.Findings.Select(finding => finding.Message)));
        Assert.Contains(verdict.Findings, finding => finding.Message.Contains("floor for 'discovery/market/source' is higher")
            && finding.Severity == FindingSeverity.Warning);
        Assert.Contains(verdict.Findings, finding => finding.Message.Contains("the organisation's floor is enforce"));
        Assert.Contains(verdict.Findings, finding => finding is { Code: "MLG9112", Severity: FindingSeverity.Error });
        Assert.NotEqual("growth", verdict.EarnedStage);
    }

    [Fact]
    public void What_the_team_asks_beyond_the_floor_holds()
    {
        using var product = GrowthProduct.Create(text => text + "gates: { extends: org/policy.yaml, limits: { headroom: 1.7 } }\n");
        product.Write("org/policy.yaml", "mlguard: v1\ngates: { limits: { headroom: 1.6 } }\n");

        Assert.Contains("374/s", product.Row("architecture/technical/servers").Reason);
    }

    [Theory]
    [InlineData("../org/policy.yaml", null, "leads out of the product's folder")]
    [InlineData("org/none.yaml", null, "cannot be read")]
    [InlineData("org/policy.yaml", "\t- no", "is no policy")]
    [InlineData("org/policy.yaml", "mlguard: v1\nstage: mvp\n", "is no policy")]
    [InlineData("org/policy.yaml", "gates: { modes: enforce }\n", "is no policy")]
    [InlineData("org/policy.yaml", "gates: { extends: other.yaml }\n", "extends another")]
    public void A_floor_that_is_none_is_said_and_binds(string path, string? policy, string says)
    {
        using var product = TestProduct.Fraud(text => text + $"gates: {{ extends: {path} }}\n");
        if (policy is not null)
            product.Write("org/policy.yaml", policy);

        Assert.Contains(
            product.Decide(GateMode.Enforce).Findings, finding => finding is { Code: "MLG9003", Severity: FindingSeverity.Error }
            && finding.Message.Contains(says));
    }

    /// <summary>Named by the build, it lies where it likes, and holds above the floor of the manifest.</summary>
    [Fact]
    public void The_builds_policy_raises_the_manifests_floor_too()
    {
        using var product = GrowthProduct.Create(text => text
            + "gates: { extends: org/policy.yaml, mode: report, severity: { monitoring/extended: warn } }\n");
        product.Write("org/policy.yaml", "mlguard: v1\ngates: { mode: warn, limits: { headroom: 1.55, waiverDays: 60 } }\n");
        var policy = product.Write(
            "../everybody/policy.yaml",
            "mlguard: v1\ngates: { mode: enforce, severity: { monitoring/extended: error }, limits: { headroom: 1.7, waiverDays: 170 } }\n")
            .PathOf("../everybody/policy.yaml");

        var verdict = product.Decide(policy: policy);

        Assert.Equal(GateMode.Enforce, verdict.Mode);
        Assert.Contains("374/s", verdict.Rows.Single(row => row.Rule == "architecture/technical/servers").Reason);
        Assert.Contains("more than 60 days ahead", string.Join("\n", verdict.Findings.Select(finding => finding.Message)));
        Assert.Contains(verdict.Findings, finding => finding.Message.Contains("floor for 'monitoring/extended' is higher"));
        Assert.Contains(verdict.Findings, finding => finding is { Code: "MLG9112", Severity: FindingSeverity.Error });
        Assert.DoesNotContain(verdict.Findings, finding => finding.File == policy);
    }

    [Theory]
    [InlineData(null, 0, "is not there")]
    [InlineData("", 0, "")]
    [InlineData("mlguard: v1\n", 1, "holds no 'gates'")]
    [InlineData("mlguard: v1\ngates: { mode: enforce\n", 2, "")]
    [InlineData("mlguard: v1\ngates:\n  modes: enforce\n", 3, "mode")]
    [InlineData("mlguard: v1\ngates:\n  mode: enforced\n", 3, "enforced")]
    [InlineData("mlguard: v1\ngates:\n  mode: TODO\n", 3, "placeholder")]
    [InlineData("mlguard: v1\nstage: mvp\ngates: { mode: enforce }\n", 2, "nothing of a product, such as 'stage'")]
    [InlineData("mlguard: v1\ngates:\n  extends: other.yaml\n", 3, "extends another")]
    [InlineData("mlguard: v1\ngates:\n  severity: { serving/logs: error }\n", 3, "Did you mean 'serving/log'?")]
    [InlineData("mlguard: v1\ngates: &a { mode: enforce }\n", 2, "")]
    public void A_policy_of_the_build_that_is_none_is_an_error_at_its_line_in_every_mode(string? text, int line, string says)
    {
        using var product = TestProduct.Fraud();
        if (text is not null)
            product.Write("../everybody/policy.yaml", text);
        var policy = product.PathOf("../everybody/policy.yaml");

        foreach (var mode in new GateMode?[] { null, GateMode.Enforce, GateMode.Report })
        {
            var (built, decided) = (product.Check(mode, policy: policy), product.Decide(mode, policy: policy));

            var finding = Assert.Single(decided.Findings, finding => finding.File == policy);
            Assert.Equal(mode == GateMode.Report ? FindingSeverity.Warning : FindingSeverity.Error, finding.Severity);
            Assert.Contains(says, finding.Message);
            Assert.Equal(3, decided.ExitCode);
            Assert.True(finding.Line >= line, $"{finding}");
            Assert.Equal(finding, Assert.Single(built.Findings, finding => finding.File == policy));
            Assert.Contains(policy, built.FilesRead);
        }
    }

    [Fact]
    public void The_policy_of_the_build_is_heard_beside_a_manifest_that_cannot_be_read()
    {
        using var product = new TestProduct("mlguard: v1\nstagee: mvp\n");

        Assert.Equal(
            ["MLG9002", "MLG9003"], product.Decide(policy: product.PathOf("none.yaml")).Findings.Select(finding => finding.Code).Order());
    }

    [Fact]
    public void A_baseline_keeps_old_gaps_from_failing_a_build_and_new_ones_from_hiding()
    {
        using var product = GrowthProduct.Create(text => LaterRowTests.Replaced(text, "review: 2027-01-15", "review: 2026-01-15"));
        var before = product.Decide(GateMode.Enforce, ci: true);
        Assert.Equal(1, before.ExitCode);

        product.Write(BaselineFile.Name, BaselineFile.Write(before));
        var known = product.Decide(GateMode.Enforce, ci: true);

        Assert.Equal(("mvp", 0), (known.EarnedStage, known.ExitCode));
        Assert.Equal(["iterate/review"], known.KnownGaps);
        Assert.DoesNotContain(known.Findings, finding => finding.Severity == FindingSeverity.Error);
        Assert.Contains("all in the baseline", TerminalReport.Write(known));

        product.Write("docs/discovery/gain.md", "# Short");
        var fresh = product.Decide(GateMode.Enforce, ci: true);

        Assert.Equal(1, fresh.ExitCode);
        Assert.Contains(fresh.Findings, finding => finding is { Code: "MLG9101", Severity: FindingSeverity.Error });
        Assert.DoesNotContain(fresh.Findings, finding => finding.Severity == FindingSeverity.Error
            && finding.Message.Contains("iterate/review"));
    }

    [Fact]
    public void A_baseline_never_covers_what_a_first_product_has_to_say()
    {
        using var product = TestProduct.Fraud(text => text.Replace("  gain: 2.4M EUR/year\n", ""));
        product.Write(BaselineFile.Name, "discovery/gain\nstage\nno/such/row\n");

        Assert.Equal(1, product.Decide(GateMode.Enforce).ExitCode);
        Assert.DoesNotContain("discovery/gain", BaselineFile.Write(product.Decide()).Split('\n'));
    }

    [Fact]
    public void A_pinned_pack_holds_what_came_with_it_and_before() =>
        Assert.Equal(
            [true, true, false, true, true],
            new[]
            {
                RuleSets.Holds(null, "2026-r1", ["2026-r1", "2027-r1"]),
                RuleSets.Holds("2026-r1", "2026-r1", ["2026-r1", "2027-r1"]), RuleSets.Holds("2026-r1", "2027-r1", ["2026-r1", "2027-r1"]),
                RuleSets.Holds("2027-r1", "2026-r1", ["2026-r1", "2027-r1"]), RuleSets.Holds("unknown", "2027-r1", ["2026-r1", "2027-r1"]),
            });

    [Theory]
    [InlineData("{ name: m, id: gpt-4o-2024-11-20, license: LicenseRef-Provider, source: https://example.org }", RowState.Proven, "")]
    [InlineData(
        "{ name: m, id: gpt-4o-latest, license: LicenseRef-Provider, source: https://example.org }", RowState.Failed,
        "names no fixed version")]
    [InlineData("{ name: m, license: MIT, source: https://example.org }", RowState.Failed, "is not pinned")]
    [InlineData(
        "{ name: m, artifact: models/fraud-2.3.0.zip, license: MIT, source: https://example.org }", RowState.Failed, "is not pinned")]
    [InlineData(
        "{ name: m, id: phi-3, license: whatever, source: https://example.org }", RowState.Failed,
        "neither a licence of the SPDX list nor a file")]
    [InlineData(
        "{ name: m, artifact: models/fraud-2.3.0.zip, hash: \"sha256:0000000000000000000000000000000000000000000000000000000000000000\", "
            + "license: MIT, source: https://example.org, card: docs/discovery/gain.md }",
        RowState.Failed, "is not the model that its hash names")]
    public void A_hosted_product_pins_its_models(string model, object expected, string says)
    {
        using var product = GrowthProduct.Create(text => text + $"models: [{model}]\n");

        var row = product.Row("models");

        Assert.True(Equals(row.State, expected), row.Reason);
        Assert.Contains(says, row.Reason);
    }

    [Fact]
    public void Two_products_of_a_repository_have_two_ranks()
    {
        using var product = GrowthProduct.Create(example: "maturity");
        Directory.CreateDirectory(Path.Combine(product.Root, ".git"));
        var all = Directory.EnumerateFiles(product.Root, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(product.Root, file).Replace('\\', '/'))
            .Where(file => !file.StartsWith("obj", StringComparison.Ordinal) && file.Length < 120).ToArray();
        product.Write(".git/index", EvidenceTests.Index(2, [.. all, "other/mlguard.yaml"]));
        Assert.Equal(RowState.Proven, product.Row("priority/rank").State);

        product.Write("other/mlguard.yaml", "mlguard: v1\npriority: { rank: 1 }\n");

        Assert.Contains("'other/mlguard.yaml' has the rank 1 too", product.Row("priority/rank").Reason);
    }

    /// <summary>GitHub reads workflows and owners at the root of a repository and nowhere else.</summary>
    [Fact]
    public void A_product_deep_in_a_repository_finds_its_workflows_at_the_root()
    {
        using var product = GrowthProduct.Create();
        var around = Path.GetDirectoryName(product.Root)!;
        Directory.CreateDirectory(Path.Combine(around, ".git"));
        Directory.Move(Path.Combine(product.Root, ".github"), Path.Combine(around, ".github"));
        File.WriteAllText(
            Path.Combine(around, "secret.yml"), "on: { workflow_dispatch: {} }\njobs: { a: { steps: [{ run: dotnet publish }] } }");

        Assert.Equal("growth", product.Decide(ci: true).EarnedStage);
        Assert.Equal(3.5, product.Decide(ci: true).Score!.Strict);

        File.WriteAllText(
            product.Manifest, File.ReadAllText(product.Manifest).Replace(".github/workflows/promote.yml", ".github/../secret.yml"));

        Assert.Equal(RowState.Failed, product.Row("training/productionize").State);
    }

    /// <summary>Said, and never failed on.</summary>
    [Theory]
    [InlineData(
        "cost: 540k EUR, complexity: 3, confidence", "cost: 540k EUR, complexity: 2, confidence",
        "the data is more complex than the whole product")]
    [InlineData("confidence: 0.7", "confidence: 0.05", "later than in 24")]
    [InlineData("review: 2027-01-15", "review: 2026-12-01", "the review is due in 8 days")]
    [InlineData("path: models/fraud-2.3.0.zip", "path: models/fraud.zip", "")]
    [InlineData("logistic regression (ML.NET L-BFGS)", "gradient-boosted trees (LightGBM)", "the training uses none of it")]
    [InlineData("personal: none, freshness", "personal: none, freshness", "")]
    public void Some_things_only_warn(string from, string to, string says)
    {
        using var product = GrowthProduct.Create(text => LaterRowTests.Replaced(text, from, to));
        File.Copy(Path.Combine(product.Root, "models/fraud-2.3.0.zip"), Path.Combine(product.Root, "models/fraud.zip"));

        var verdict = product.Decide(GateMode.Enforce);

        Assert.Equal("growth", verdict.EarnedStage);
        Assert.Equal(
            says.Length > 0 ? 1 : 0,
            verdict.Findings.Count(finding => finding.Severity == FindingSeverity.Warning && finding.Message.Contains(says)));
        Assert.DoesNotContain(verdict.Findings, finding => finding.Severity == FindingSeverity.Error);
    }

    /// <summary>A hash tells two versions apart; without one the file's name has to.</summary>
    [Theory]
    [InlineData("", true)]
    [InlineData("hash: \"sha256:", false)]
    public void A_file_without_version_and_hash_can_be_overwritten(string hash, bool isSaid)
    {
        using var product = GrowthProduct.Create(text => System.Text.RegularExpressions.Regex.Replace(
            text.Replace("models/fraud-2.3.0.zip", "models/fraud.zip"), "hash: \"sha256:[0-9a-f]+\", ", hash.Length > 0 ? "$0" : ""));
        File.Copy(Path.Combine(product.Root, "models/fraud-2.3.0.zip"), Path.Combine(product.Root, "models/fraud.zip"));

        Assert.Equal(isSaid, product.Decide().Findings.Any(finding => finding.Message.Contains("does not name version 2.3.0")));
    }

    /// <summary>The gate needs the product's folder with its facts, and nothing that a build left elsewhere.</summary>
    [Fact]
    public void The_verdict_travels_with_facts_and_evidence()
    {
        using var product = GrowthProduct.Create();
        var here = JsonReport.Write(product.Decide(ci: true));
        using var other = new TestProduct("");
        foreach (var file in Directory.EnumerateFiles(product.Root, "*", SearchOption.AllDirectories))
            other.Write(Path.GetRelativePath(product.Root, file), File.ReadAllBytes(file));
        // Two halves, as two build agents upload them, in whatever order they arrive.
        foreach (var facts in Directory.EnumerateFiles(Path.Combine(other.Root, "obj"), "*.facts").OrderDescending())
            other.WithFactsFile(facts);

        Assert.Equal(here, JsonReport.Write(other.Decide(ci: true)));
    }
}
