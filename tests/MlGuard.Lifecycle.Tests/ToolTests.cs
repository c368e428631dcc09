using MlGuard.Catalogue;
using MlGuard.Lifecycle.Decisions;
using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Requirements;
using MlGuard.Lifecycle.Tests.Products;
using MlGuard.Lifecycle.Writers.Start;
using MlGuard.Tool;
using Spectre.Console;

namespace MlGuard.Lifecycle.Tests;

/// <summary>The command: what it finds for a first manifest, what it explains, and what it writes.</summary>
public sealed class ToolTests
{
    public static TheoryData<string> Explained =>
        [.. RequirementTable.All.Select(row => row.Id), .. RuleCatalogue.All.Select(rule => rule.Id)];

    [Fact]
    public void The_code_tells_what_trains_with_which_seed_and_which_task()
    {
        var facts = CompiledFacts.Of(SampleCode.Training, "Fraud.Training", isTest: false, []).Facts;

        var found = new CodeSurvey([facts]).Found().ToDictionary(value => value.Path, value => value.Value);

        Assert.Equal("Fraud.Training.TrainPipeline.RunAsync", found["training.run"]);
        Assert.Equal("binary-classification", found["discovery.solution.task"]);
    }

    /// <summary>Two methods that both train leave the choice to people.</summary>
    [Fact]
    public void Of_several_answers_none_is_chosen()
    {
        var first = CompiledFacts.Of(SampleCode.Training, "Fraud.Training", isTest: false, []).Facts;
        var second = CompiledFacts.Of(
            SampleCode.Training.Replace("TrainPipeline", "OtherPipeline"), "Fraud.Other", isTest: false, []).Facts;

        var survey = new CodeSurvey([first, second]);

        Assert.DoesNotContain(survey.Found(), value => value.Path == "training.run");
        Assert.Equal(2, survey.TrainingCandidates.Length);
    }

    [Fact]
    public void The_files_tell_name_owner_sources_and_a_metric()
    {
        using var product = new TestProduct("mlguard: v1\n");
        product.Write("FraudShop.slnx", "<Solution />").Write("CODEOWNERS", "* @acme/payments-ml\n").Write("data/payments.csv", "a,b\n")
            .Write("bin/old.csv", "a,b\n").Write("artifacts/eval.json", """{ "accuracy": 0.9, "rows": 3 }""");

        var found = new FileSurvey(product.Root).Found().ToDictionary(value => value.Path, value => value.Value);

        Assert.Equal("fraud-shop", found["project"]);
        Assert.Equal("payments-ml", found["owner"]);
        Assert.Equal("payments", found["data.sources[].name"]);
        Assert.Equal("artifacts/eval.json#/accuracy", found["training.quality.<metric>.from"]);
    }

    [Fact]
    public void The_first_manifest_marks_what_was_found_and_leaves_the_rest_open()
    {
        var text = FirstManifest.Write(
        [
            new("project", "shop", "Shop.slnx"), new("training.run", "Shop.Trainer.Train", "Shop.csproj"),
            new("data.sources[].name", "a", "a.csv"), new("data.sources[].name", "b", "b.csv", 1), new("discovery.gain.amount", "1k EUR/year", ""),
        ]);

        Assert.Empty(LoadedManifest.Of(text, new ProductFolder(Path.GetTempPath())).Faults);
        Assert.Contains("\nproject: shop  # from Shop.slnx\n", text);
        Assert.Contains("\n    - name: b  # from b.csv\n      owner: TODO", text);
        Assert.Contains("\n  run: Shop.Trainer.Train  # from Shop.csproj\n", text);
        Assert.Contains("\n    amount: 1k EUR/year\n", text);
        Assert.Contains("\nstage: mvp", text);
        Assert.Contains("\n  problem: TODO  # ", text);
        Assert.DoesNotContain("target:", text);
    }

    [Theory]
    [MemberData(nameof(Explained))]
    public void Every_rule_and_every_row_is_explained(string what)
    {
        var (code, output) = Run("explain", what);

        Assert.Equal(0, code);
        Assert.True(output.Length > 100, output);
    }

    [Fact]
    public void What_nobody_knows_is_told_with_what_was_meant()
    {
        var (code, output) = Run("explain", "rollout/rolback");

        Assert.Equal(3, code);
        Assert.Contains("'rollout/rollback'", output);
    }

    [Fact]
    public void A_waiver_is_written_and_read_again()
    {
        using var product = TestProduct.Fraud();

        for (var i = 0; i < 2; i++)
            Assert.Equal(
                0, Run("waive", i == 0 ? "docs/tests" : "training/slices", "--owner", "lea", "--approved", "ines", "--reason", "No labels yet: few.",
                    "--expires", "2027-01-31", "--folder", product.Root).Code);

        var manifest = LoadedManifest.Of(product.Manifest);
        Assert.Empty(manifest.Faults);
        Assert.Equal(["docs/tests", "training/slices"], manifest.Manifest!.Texts("waivers[].rule"));
        Assert.Equal(
            3,
            Run("waive", "no/row", "--owner", "a", "--approved", "b", "--reason", "c", "--expires", "2027-01-31", "-f", product.Root)
                .Code);
    }

    [Fact]
    public void A_promotion_from_the_command_is_the_builds()
    {
        using var product = TestProduct.Fraud();

        var (code, output) = Run("promote", "growth", "--folder", product.Root);

        Assert.Equal(0, code);
        Assert.Contains("the target is growth", output);
        Assert.Contains("\ntarget: growth\n", File.ReadAllText(product.Manifest));
        Assert.True(File.Exists(Path.Combine(product.Root, "docs", "runbook.md")));
    }

    [Fact]
    public void A_first_manifest_is_not_written_over()
    {
        using var product = TestProduct.Fraud();

        Assert.Equal(3, Run("init", "--folder", product.Root).Code);
        Assert.Equal(TestProduct.Example("mvp"), File.ReadAllText(product.Manifest));
    }

    [Fact]
    public void The_template_of_a_manifest_is_read_and_has_every_key_of_mvp()
    {
        var text = File.ReadAllText(GeneratedFile.PathOf("src/MlGuard.Templates/templates/mlguard/mlguard.yaml"));
        var loaded = LoadedManifest.Of(text, new ProductFolder(Path.GetTempPath()));

        Assert.Empty(loaded.Faults);
        Assert.All(
            RequirementTable.All.Where(row => row.BindsFrom == Stage.Mvp).SelectMany(row => row.Fields).Where(field => !field.IsOptional),
            field => Assert.All(loaded.Manifest!.Find(field.Path), entry => Assert.NotNull(entry.Value)));
    }

    private static (int Code, string Output) Run(params string[] arguments)
    {
        var output = new StringWriter();
        var console = AnsiConsole.Create(
            new() { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = 10_000;
        return (Program.Root(new(console, canAsk: false)).Parse(arguments).Invoke(), output.ToString());
    }
}
