using MlGuard.Lifecycle.Evidence.Seals;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Tests.Products;
using MlGuard.Lifecycle.Writers.Reports;

namespace MlGuard.Lifecycle.Tests.Adversary;

/// <summary>Results that belong to something else: each is unbound, named, and no ground for maturity.</summary>
public sealed class SealTests
{
    private const string Trx = "artifacts/tests.trx";
    private const string Results = "docs/tests/results";

    public static TheoryData<string, string> Ways => new()
    {
        { "none", "nothing seals it" },
        { "another build", "it was sealed by another build of Fraud.Serving" },
        { "another product", "its seal names no assembly of this product" },
        { "without the code", "Fraud.Training did not run when it was made" },
        { "edited afterwards", "it has changed since it was sealed" },
        { "of another file", "it has changed since it was sealed" },
        { "garbage", "its seal is not JSON" },
        { "another predicate", "its seal is no seal of MlGuard" },
        { "no assembly", "its seal is a seal that names no file or no assembly" },
        { "twice the digest", "its seal names 'sha256' twice" },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public void What_belongs_to_no_build_is_unbound_and_says_so(string way, string says)
    {
        using var growth = Attacked(way, "growth");
        using var maturity = Attacked(way, "maturity");

        var (warned, failed) = (growth.Decide(GateMode.Enforce, ci: true), maturity.Decide(GateMode.Enforce, ci: true));

        var row = warned.Rows.Single(row => row.Rule == Results);
        Assert.Equal((RowState.Unbound, "growth"), (row.State, row.Reaches));
        Assert.Contains(says, row.Reason);
        Assert.Equal("growth", warned.EarnedStage);
        Assert.Equal(
            FindingSeverity.Warning, Assert.Single(warned.Findings, finding => finding.Code == "MLG9010").Severity);
        var report = TerminalReport.Write(warned);
        Assert.Contains($"{Trx} ({says}", report);
        Assert.Contains("unbound (docs/tests/results", report);
        Assert.Equal("growth", failed.EarnedStage);
        Assert.Contains(failed.Findings, finding => finding is { Code: "MLG9113", Severity: FindingSeverity.Error }
            && finding.Message.Contains(says, StringComparison.Ordinal));
    }

    /// <summary>A file that is not believed says nothing, and what broke is its seal.</summary>
    [Theory]
    [InlineData("0.66", "0.67", "'artifacts/eval/metrics.json' has changed since it was sealed")]
    [InlineData("{", "", "'artifacts/eval/metrics.json' is not JSON")]
    public void The_data_that_an_edited_file_names_is_not_said_to_be_missing(string from, string to, string said)
    {
        using var product = GrowthProduct.Create();
        Assert.Equal(RowState.Proven, product.Row("data/sources/snapshot").State);
        var metrics = Path.Combine(product.Root, "artifacts", "eval", "metrics.json");
        if (to.Length == 0)
            File.Delete(MlGuard.Lifecycle.Evidence.Seals.Seal.PathFor(metrics));
        product.Sealed(false).Write("artifacts/eval/metrics.json", LaterRowTests.Replaced(File.ReadAllText(metrics), from, to));

        var row = product.Row("data/sources/snapshot");

        Assert.Equal(RowState.Declared, row.State);
        Assert.Contains(said, row.Reason);
        Assert.DoesNotContain("no metric of the model says", row.Reason);
    }

    [Fact]
    public void Mvp_is_content_with_what_nothing_seals_and_the_verdict_says_so()
    {
        using var product = TestProduct.Fraud(text => text + "docs: { tests: { results: artifacts/tests.trx } }\n");
        product.Write(Trx, GrowthProduct.Trx(SampleCode.Tests));

        var verdict = product.Decide(GateMode.Enforce, ci: true);

        Assert.Equal("mvp", verdict.EarnedStage);
        Assert.DoesNotContain(verdict.Findings, finding => finding.Code == "MLG9010");
        Assert.Contains("artifacts/tests.trx (nothing seals it)", TerminalReport.Write(verdict));
    }

    /// <summary>Who takes a seal away to edit what it sealed leaves it in git, as long as nothing is committed.</summary>
    [Theory]
    [InlineData("training/quality", true, RowState.Failed)]
    [InlineData("training/quality", false, RowState.Proven)]
    [InlineData("training/slices", true, RowState.Failed)]
    [InlineData("training/slices", false, RowState.Waived)]
    [InlineData("training/quality/beats", true, RowState.Failed)]
    [InlineData("training/quality/beats", false, RowState.Proven)]
    public void A_seal_that_git_holds_is_missed_by_each_row_that_reads_the_file(string rule, bool isTracked, object expected)
    {
        var measured = $"artifacts/eval/{(rule == "training/slices" ? "slices" : "metrics")}.json";
        using var product = GrowthProduct.Create();
        product.Sealed(false).Write(".git/index", Lifecycle.Tests.EvidenceTests.Index(2, isTracked ? Seal.PathFor(measured) : "x.cs"));

        var row = product.Row(rule, ci: true);

        Assert.True(Equals(row.State, expected), $"{row.State}: {row.Reason}");
        Assert.Equal(isTracked, row.Reason.Contains("has lost its seal, which git still holds", StringComparison.Ordinal));
        if (isTracked)
            Assert.NotEqual(expected, product.Seal(measured).Row(rule, ci: true).State);
    }

    [Fact]
    public void Coverage_of_another_build_is_unbound_too()
    {
        using var product = GrowthProduct.Create();
        product.Sealed(false).Seal(Trx).Seal("artifacts/coverage.cobertura.xml", Foreign);

        Assert.Equal(RowState.Unbound, product.Row("docs/tests/coverage", ci: true).State);
        Assert.Equal(RowState.Proven, product.Row(Results, ci: true).State);
    }

    /// <summary>Whatever a test has seen of the code of yesterday, it has not seen of the code of today.</summary>
    [Theory]
    [InlineData("architecture/technical/fallback/symbol", Trx)]
    [InlineData("serving/tests", Trx)]
    [InlineData("pipelines/regulation/gdpr", Trx)]
    [InlineData("docs/tests/results", "unbound")]
    public void A_run_of_other_code_proves_no_row_that_rests_on_it(string rule, string says)
    {
        using var before = GrowthProduct.Create();
        using var product = GrowthProduct.Create(serving: code => LaterRowTests.Replaced(code, "> 0.8f", "> 0.9f"));
        var honest = product.Row(rule, ci: true).State;
        Assert.Equal(RowState.Proven, honest);
        Assert.Equal(honest, before.Row(rule, ci: true).State);

        product.Sealed(false).Write($"{Trx}.seal.json", File.ReadAllText(Path.Combine(before.Root, $"{Trx}.seal.json")));

        var row = product.Row(rule, ci: true);
        Assert.True(row.State == RowState.Unbound, $"{row.State} {row.Reason}");
        Assert.Contains(says, row.Reason);
        Assert.Contains("it was sealed by another build of Fraud.Serving", row.Reason);
        Assert.Equal("growth", row.Reaches);
        using var maturity = GrowthProduct.Create(example: "maturity");
        maturity.Sealed(false).Seal("artifacts/coverage.cobertura.xml").Seal(Trx, Foreign);
        var asked = maturity.Row(rule, ci: true);
        Assert.Equal((RowState.Unbound, "growth", true), (asked.State, asked.Reaches, asked.IsOpen));
        product.Seal(Trx);
        Assert.Equal(honest, product.Row(rule, ci: true).State);
    }

    [Fact]
    public void A_test_that_passed_on_other_code_is_half_of_what_a_repeated_one_is()
    {
        using var product = GrowthProduct.Create();
        Assert.Equal(1, Points());

        product.Sealed(false).Seal(Trx, Foreign);

        Assert.Equal(0.5, Points());

        double Points() => product.Decide(ci: true).Score!.Tests.Single(test => test.Id == "monitor-5").Points;
    }

    [Fact]
    public void A_result_that_is_sealed_in_this_build_says_so()
    {
        using var product = GrowthProduct.Create();

        Assert.EndsWith(", in this build", product.Row(Results).Reason);
    }

    /// <summary>Neither waived nor attested away in silence: both are named in the verdict.</summary>
    [Theory]
    [InlineData("waivers:", "waivers:\n  - { rule: docs/tests/results, owner: lea, approved: ines, reason: The runner is away.,"
        + " expires: 2026-12-24 }", RowState.Waived)]
    [InlineData("attestations:", "attestations:\n  - { rule: docs/tests/results, by: lea, date: 2026-11-20, evidence: docs/ab/run.md }",
        RowState.Attested)]
    public void Maturity_takes_unbound_results_by_a_waiver_or_an_attestation_alone(string from, string to, object expected)
    {
        using var product = GrowthProduct.Create(text => LaterRowTests.Replaced(text, from, to), example: "maturity");
        product.Sealed(false).Seal("artifacts/coverage.cobertura.xml").Write("docs/ab/run.md", Documents.About("the run"));

        Assert.Equal(expected, product.Row(Results, ci: true).State);
        Assert.Contains("docs/tests/results", TerminalReport.Write(product.Decide(ci: true)));
    }

    /// <summary>A file that names the model and differs from its seal is not what was measured.</summary>
    [Theory]
    [InlineData("artifacts/eval/metrics.json", "0.66", "0.67", "training/quality")]
    [InlineData("artifacts/eval/baseline.json", "0.41", "0.4", "discovery/mlNeeded/result")]
    [InlineData("artifacts/perf/k6.json", "61.5", "41.5", "serving/load")]
    [InlineData("artifacts/eval/metrics.json", "0.66", "0.67", "training/quality/beats")]
    [InlineData("artifacts/eval/metrics.json", "0.66", "0.67", "discovery/mlNeeded/result")]
    [InlineData("artifacts/eval/slices.json", "0.7 }", "0.8 }", "training/slices")]
    public void Numbers_that_were_edited_after_they_were_sealed_fail(string path, string from, string to, string rule)
    {
        using var product = GrowthProduct.Create();
        // One slice of the honest product is waived.
        var honest = product.Row(rule, ci: true).State;
        Assert.Equal(rule == "training/slices" ? RowState.Waived : RowState.Proven, honest);
        var text = File.ReadAllText(Path.Combine(product.Root, path));
        product.Sealed(false).Write(path, LaterRowTests.Replaced(text, from, to));

        var row = product.Row(rule, ci: true);

        Assert.True(row.State == RowState.Failed, $"{row.State} {row.Reason}");
        Assert.Contains($"'{path}' has changed since it was sealed", row.Reason);
        product.Seal(path);
        Assert.Equal(honest, product.Row(rule, ci: true).State);
    }

    /// <summary>It is named, and counted for nothing, also where it names the model.</summary>
    [Fact]
    public void The_verdict_names_the_file_that_was_edited()
    {
        using var product = GrowthProduct.Create();
        product.Decide(ci: true);
        product.Sealed(false).Write(
            "artifacts/eval/slices.json",
            LaterRowTests.Replaced(File.ReadAllText(Path.Combine(product.Root, "artifacts/eval/slices.json")), "0.7 }", "0.8 }"));

        Assert.Contains("artifacts/eval/slices.json (it has changed since it was sealed)", product.Decide(ci: true).Report);
    }

    /// <summary>Pinned data is the training's only where the model's own metrics name it.</summary>
    [Theory]
    [InlineData("a", RowState.Proven, "the metrics of the model name it")]
    [InlineData("b", RowState.Declared, "name other data")]
    public void A_snapshot_is_proven_by_the_metrics_of_the_model(string data, object expected, string says)
    {
        using var product = GrowthProduct.Create(text => text.Replace("data/transactions.dvc", "data/transactions.sha256"));
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(data)));
        product.Write("data/transactions.csv", data).Write("data/transactions.sha256", $"{hash}  transactions.csv\n");

        var row = product.Row("data/sources/snapshot", ci: true);

        Assert.True(Equals(row.State, expected), $"{row.State} {row.Reason}");
        Assert.Contains(says, row.Reason);
    }

    [Fact]
    public void A_snapshot_that_no_metric_names_is_declared()
    {
        using var product = GrowthProduct.Create();
        var path = "artifacts/eval/metrics.json";
        var text = File.ReadAllText(Path.Combine(product.Root, path));
        product.Write(path, LaterRowTests.Replaced(text, GrowthProduct.DataHash, "")).Sealed();

        Assert.Equal(RowState.Declared, product.Row("data/sources/snapshot", ci: true).State);
    }

    /// <summary>A number that anybody can have typed is a word until a build seals it or it names the model.</summary>
    [Theory]
    [InlineData("stages/mvp")]
    [InlineData("discovery/mlNeeded/result")]
    public void A_number_that_nothing_seals_is_declared(string rule)
    {
        using var product = GrowthProduct.Create();
        Assert.Equal(RowState.Proven, product.Row(rule, ci: true).State);

        product.Sealed(false);
        foreach (var seal in Directory.EnumerateFiles(product.Root, "*" + Seal.Ending, SearchOption.AllDirectories))
            File.Delete(seal);

        var row = product.Row(rule, ci: true);
        Assert.Equal(RowState.Declared, row.State);
        Assert.Contains("is sealed by no build and names no model", row.Reason);
    }

    [Fact]
    public void A_metric_of_no_model_is_declared()
    {
        using var product = TestProduct.Fraud();

        Assert.Equal(RowState.Declared, product.Row("training/quality").State);
    }

    /// <summary>Results of last year do not become results of today by a seal of today.</summary>
    [Fact]
    public void What_is_older_than_the_assemblies_is_not_sealed()
    {
        using var product = TestProduct.Fraud(text => text + "docs: { tests: { results: artifacts/tests.trx } }\n");
        product.Write(Trx, GrowthProduct.Trx(SampleCode.Tests));
        var assembly = Path.Combine(product.Root, "Fraud.Training.dll");
        File.WriteAllBytes(assembly, CompiledFacts.Image(SampleCode.Training, "Fraud.Training"));
        File.SetLastWriteTimeUtc(Path.Combine(product.Root, Trx), File.GetLastWriteTimeUtc(assembly).AddSeconds(-2));

        var result = EvidenceSeal.Make(new(product.Manifest, [assembly], TestProduct.Today, "MlGuardSeal"));

        Assert.DoesNotContain(result.Files, file => file.Evidence == Trx);
        Assert.Contains(result.Findings, finding => finding.Message.Contains("older than Fraud.Training.dll", StringComparison.Ordinal));
        // The same after a build that only compiled once more what had run.
        var sameProgram = EvidenceSeal.Make(new(product.Manifest, [assembly], TestProduct.Today, "MlGuardSeal")
        {
            SameCodeSinceUtc = System.Collections.Immutable.ImmutableDictionary<string, DateTime>.Empty
                .Add(assembly, File.GetLastWriteTimeUtc(Path.Combine(product.Root, Trx))),
        });
        Assert.Contains(sameProgram.Files, file => file.Evidence == Trx);
    }

    /// <summary>What a test run has sealed is not refused by the next command that seals.</summary>
    [Fact]
    public void What_is_sealed_with_these_assemblies_already_is_said_to_be()
    {
        using var product = TestProduct.Fraud();
        var assembly = Path.Combine(product.Root, "Fraud.Training.dll");
        File.WriteAllBytes(assembly, CompiledFacts.Image(SampleCode.Training, "Fraud.Training"));
        product.Write("artifacts/eval.json", """{ "recallAt1pctFpr": 0.58 }""");
        var seal = Assert.Single(EvidenceSeal.Make(new(product.Manifest, [assembly], TestProduct.Today, "dotnet test")).Files);
        File.WriteAllText(seal.FullPath, seal.Text);
        File.SetLastWriteTimeUtc(Path.Combine(product.Root, "artifacts/eval.json"), File.GetLastWriteTimeUtc(assembly).AddSeconds(-2));

        var again = EvidenceSeal.Make(new(product.Manifest, [assembly], TestProduct.Today, "MlGuardSeal"));
        product.Write("artifacts/eval.json", """{ "recallAt1pctFpr": 0.59 }""");
        File.SetLastWriteTimeUtc(Path.Combine(product.Root, "artifacts/eval.json"), File.GetLastWriteTimeUtc(assembly).AddSeconds(-2));
        var changed = EvidenceSeal.Make(new(product.Manifest, [assembly], TestProduct.Today, "MlGuardSeal"));

        Assert.Equal(["artifacts/eval.json"], again.Kept);
        Assert.Empty(again.Findings);
        Assert.Empty(changed.Kept);
        Assert.NotEmpty(changed.Findings);
    }

    /// <summary>A run that started more than what wrote a file is no better witness of it.</summary>
    [Fact]
    public void A_seal_of_what_wrote_a_file_stays_beside_a_run_of_more()
    {
        using var product = TestProduct.Fraud();
        var (training, tests) = (Path.Combine(product.Root, "Fraud.Training.dll"), Path.Combine(product.Root, "Fraud.Tests.dll"));
        File.WriteAllBytes(training, CompiledFacts.Image(SampleCode.Training, "Fraud.Training"));
        product.Write("artifacts/eval.json", """{ "recallAt1pctFpr": 0.58 }""");
        var seal = Assert.Single(EvidenceSeal.Make(new(product.Manifest, [training], TestProduct.Today, "MlGuardSeal")).Files);
        File.WriteAllText(seal.FullPath, seal.Text);
        File.WriteAllBytes(tests, CompiledFacts.Image("public class Anything;", "Fraud.Tests"));

        var more = EvidenceSeal.Make(new(product.Manifest, [training, tests], TestProduct.Today, "MlGuardSeal"));
        File.WriteAllBytes(training, CompiledFacts.Image(SampleCode.Training + " public class More;", "Fraud.Training"));
        var other = EvidenceSeal.Make(new(product.Manifest, [training, tests], TestProduct.Today, "MlGuardSeal"));

        Assert.Equal(["artifacts/eval.json"], more.Kept);
        Assert.Empty(more.Files);
        Assert.Empty(other.Kept);
    }

    /// <summary>Which prompts were evaluated is known while they are those of the evaluation.</summary>
    [Fact]
    public void A_seal_names_the_prompts_and_refuses_what_is_older_than_one()
    {
        using var product = TestProduct.Fraud(text => text
            + "serving: { prompts: [{ file: prompts/a.md, version: 1, owner: lea }] }\n"
            + "docs: { tests: { results: artifacts/tests.trx } }\n");
        var assembly = Path.Combine(product.Root, "Fraud.Training.dll");
        File.WriteAllBytes(assembly, CompiledFacts.Image(SampleCode.Training, "Fraud.Training"));
        product.Write("prompts/a.md", "Be kind.\n").Write("artifacts/eval.json", """{ "recallAt1pctFpr": 0.58 }""")
            .Write(Trx, GrowthProduct.Trx(SampleCode.Tests));
        var (evaluation, prompt) = (Path.Combine(product.Root, "artifacts/eval.json"), Path.Combine(product.Root, "prompts/a.md"));

        var first = Make();
        foreach (var file in first.Files)
            File.WriteAllText(file.FullPath, file.Text);
        File.WriteAllText(prompt, "Be kind.\r\n");
        File.SetLastWriteTimeUtc(prompt, File.GetLastWriteTimeUtc(evaluation).AddMinutes(1));
        var touched = Make();
        File.WriteAllText(prompt, "Be rude.\n");
        File.SetLastWriteTimeUtc(prompt, File.GetLastWriteTimeUtc(evaluation).AddMinutes(1));
        var changed = Make();
        File.SetLastWriteTimeUtc(evaluation, DateTime.UtcNow.AddMinutes(2));
        var evaluated = Make();

        Assert.Equal("prompts/a.md", Assert.Single(Read(first, "artifacts/eval.json").Prompts).Name);
        Assert.True(Read(first, Trx).Prompts.IsDefault);
        Assert.Equal(["artifacts/eval.json", Trx], touched.Kept);
        Assert.Equal([Trx], changed.Kept);
        Assert.Contains("'prompts/a.md' was written after it", Assert.Single(changed.Findings).Message);
        Assert.NotEqual(Read(first, "artifacts/eval.json").Prompts, Read(evaluated, "artifacts/eval.json").Prompts);

        SealResult Make() => EvidenceSeal.Make(new(product.Manifest, [assembly], TestProduct.Today, "MlGuardSeal"));

        static Seal Read(SealResult result, string evidence) => Seal.Read(
            System.Text.Encoding.UTF8.GetBytes(result.Files.Single(file => file.Evidence == evidence).Text)).Value!;
    }

    /// <summary>A training that is sealed after the tests takes neither their results nor what another program wrote for its own.</summary>
    [Fact]
    public void What_another_program_wrote_and_sealed_keeps_its_seal_until_it_is_written_anew()
    {
        using var product = TestProduct.Fraud(text => text + "docs: { tests: { results: artifacts/tests.trx } }\n");
        ImmutableArray<string> both = [Write("Fraud.Training", SampleCode.Training), Write("Fraud.Tools", "public class Tool { }")];
        product.Write("artifacts/eval.json", """{ "recallAt1pctFpr": 0.58 }""");
        product.Write(Trx, GrowthProduct.Trx(SampleCode.Tests));
        foreach (var file in EvidenceSeal.Make(new(product.Manifest, both, TestProduct.Today, "dotnet test")).Files)
            File.WriteAllText(file.FullPath, file.Text);
        Write("Fraud.Tools", "public class Tool { public int Changed; }");
        File.SetLastWriteTimeUtc(both[1], DateTime.UtcNow.AddMinutes(-1));
        // The clock of a file system need not be the one that ticked between two writes.
        File.SetLastWriteTimeUtc(Path.Combine(product.Root, "artifacts/eval.json"), DateTime.UtcNow.AddSeconds(1));

        var other = EvidenceSeal.Make(
            new(product.Manifest, [both[1]], TestProduct.Today, "MlGuardSeal") { RanTests = false });
        File.SetLastWriteTimeUtc(Path.Combine(product.Root, "artifacts/eval.json"), DateTime.UtcNow.AddMinutes(1));
        var anew = EvidenceSeal.Make(
            new(product.Manifest, [both[1]], TestProduct.Today, "MlGuardSeal") { RanTests = false });

        Assert.Empty(other.Files);
        Assert.Contains(
            other.Findings, finding => finding.Message.Contains("Fraud.Training wrote it, as its seal says", StringComparison.Ordinal));
        Assert.Contains(
            other.Findings, finding => finding.Message.Contains("it comes of tests, and none ran here", StringComparison.Ordinal));
        Assert.Equal("artifacts/eval.json", Assert.Single(anew.Files).Evidence);

        string Write(string name, string source)
        {
            var path = Path.Combine(product.Root, name + ".dll");
            File.WriteAllBytes(path, CompiledFacts.Image(source, name));
            return path;
        }
    }

    [Fact]
    public void A_seal_is_an_in_toto_statement_that_is_read_back()
    {
        using var product = TestProduct.Fraud();
        var assembly = Path.Combine(product.Root, "Fraud.Training.dll");
        File.WriteAllBytes(assembly, CompiledFacts.Image(SampleCode.Training, "Fraud.Training"));
        product.Write("artifacts/eval.json", """{ "recallAt1pctFpr": 0.58 }""");

        var sealing = Assert.Single(EvidenceSeal.Make(new(product.Manifest, [assembly], TestProduct.Today, "dotnet test")).Files);
        var seal = Seal.Read(System.Text.Encoding.UTF8.GetBytes(sealing.Text)).Value!;

        Assert.Equal(("artifacts/eval.json", "2026-11-23", "dotnet test"), (sealing.Evidence, seal.Day, seal.Tool));
        Assert.Equal("Fraud.Training", Assert.Single(seal.Assemblies).Name);
        Assert.EndsWith("artifacts/eval.json.seal.json", sealing.FullPath.Replace('\\', '/'));
    }

    private static Seal Foreign(Seal seal) =>
        seal with { Assemblies = [.. seal.Assemblies.Select(assembly => assembly with
        {
            Mvid = Guid.NewGuid().ToString(), Code = new('0', 64),
        })] };

    private static TestProduct Attacked(string way, string example)
    {
        var product = GrowthProduct.Create(example: example).Sealed(false).Seal(Trx).Seal("artifacts/coverage.cobertura.xml");
        var path = Seal.PathFor(Trx);
        var seal = File.ReadAllText(Path.Combine(product.Root, path));
        return way switch
        {
            "none" => Delete(product, path),
            "another build" => product.Seal(Trx, own => own with
            {
                Assemblies =
                [
                    .. own.Assemblies.Select(assembly => assembly.Name == "Fraud.Serving"
                        ? assembly with { Mvid = Guid.NewGuid().ToString(), Code = new('0', 64) }
                        : assembly),
                ],
            }),
            "another product" => product.Seal(Trx, own => own with { Assemblies = [new("Other", Guid.NewGuid().ToString(), "00")] }),
            "without the code" => product.Seal(Trx, own => own with
            {
                Assemblies = [.. own.Assemblies.Where(assembly => assembly.Name != "Fraud.Training")],
            }),
            "edited afterwards" => product.Write(Trx, File.ReadAllText(Path.Combine(product.Root, Trx)) + "<!-- and all is well -->"),
            "of another file" => product.Write(
                path, File.ReadAllText(Path.Combine(product.Root, Seal.PathFor("artifacts/coverage.cobertura.xml")))),
            "garbage" => product.Write(path, "sealed, trust me"),
            "another predicate" => product.Write(path, LaterRowTests.Replaced(seal, "docs/seal.md#v1", "docs/seal.md#v9")),
            "no assembly" => product.Seal(Trx, own => own with { Assemblies = [] }),
            "twice the digest" => product.Write(path, LaterRowTests.Replaced(seal, "\"digest\": {", "\"digest\": { \"sha256\": \"00\",")),
            _ => throw new ArgumentOutOfRangeException(nameof(way), way, "No such way."),
        };
    }

    private static TestProduct Delete(TestProduct product, string path)
    {
        File.Delete(Path.Combine(product.Root, path));
        return product;
    }
}
