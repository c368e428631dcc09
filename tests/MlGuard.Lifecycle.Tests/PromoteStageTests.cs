using MlGuard.Build;
using MlGuard.Lifecycle.Tests.Products;

namespace MlGuard.Lifecycle.Tests;

/// <summary>What a build does with a promotion: the manifest as a whole or not at all, and templates only after it.</summary>
public sealed class PromoteStageTests
{
    [Fact]
    public void The_manifest_is_replaced_and_the_templates_are_laid()
    {
        using var product = TestProduct.Fraud();
        var engine = new Engine();

        Assert.True(Task(product, engine).Execute());

        Assert.Empty(engine.Errors);
        Assert.Contains("target: growth", File.ReadAllText(product.Manifest));
        Assert.StartsWith("# Runbook", File.ReadAllText(Path.Combine(product.Root, "docs/runbook.md")));
    }

    /// <summary>Another program holds it, is quicker, or writes something else.</summary>
    public static TheoryData<string, Action<string, byte[]>> Failures => new()
    {
        { "held", (_, _) => throw new IOException("The process cannot access the file because another process holds it.") },
        { "no right", (_, _) => throw new UnauthorizedAccessException("Access to the path is denied.") },
        { "not done", (_, _) => { } },
        { "changed meanwhile", (path, _) => File.WriteAllText(path, "mlguard: v1\n") },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void A_manifest_that_could_not_be_replaced_is_an_error_and_nothing_else_happens(string failure, Action<string, byte[]> replace)
    {
        using var product = TestProduct.Fraud();
        var engine = new Engine();

        Assert.False(Task(product, engine, replace).Execute(), failure);

        var error = Assert.Single(engine.Errors);
        Assert.Equal(("MLG9008", product.Manifest), (error.Code, error.File));
        Assert.DoesNotContain("   at ", error.Message);
        Assert.False(Directory.Exists(Path.Combine(product.Root, "docs")));
        Assert.DoesNotContain("stage: growth", File.ReadAllText(product.Manifest));
    }

    /// <summary>No draft can stand beside a name that is as long as a name can be.</summary>
    [Fact]
    public void A_name_that_leaves_no_room_for_a_draft_keeps_the_manifest()
    {
        using var product = TestProduct.Fraud();
        var manifest = Path.Combine(product.Root, new string('m', 240) + ".yaml");
        File.Move(product.Manifest, manifest);
        var engine = new Engine();

        Assert.False(new PromoteStage { BuildEngine = engine, Manifest = manifest, Stage = "growth" }.Execute());

        Assert.Equal("MLG9008", Assert.Single(engine.Errors).Code);
        Assert.Contains("stage: mvp", File.ReadAllText(manifest));
        Assert.Single(Directory.EnumerateFiles(product.Root, "*.yaml*"));
    }

    private static PromoteStage Task(TestProduct product, Engine engine, Action<string, byte[]>? replace = null) =>
        replace is null
            ? new() { BuildEngine = engine, Manifest = product.Manifest, Stage = "growth" }
            : new() { BuildEngine = engine, Manifest = product.Manifest, Stage = "growth", Replace = replace };
}
