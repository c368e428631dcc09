using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Tests.Products;

namespace MlGuard.Lifecycle.Tests.Adversary;

/// <summary>A way back leads to a version that there was.</summary>
public sealed class RollbackTests
{
    private const string Unnamed = "on: { workflow_dispatch: {} }\njobs: { back: { steps: [{ run: ./rollback.sh }] } }\n";

    /// <summary>The file, and what it says of a rollback to fraud-2.2.1.</summary>
    public static TheoryData<string, string, bool> Places => new()
    {
        { ".github/workflows/rollback.yml", Unnamed, false },
        { ".github/workflows/rollback.yml", Unnamed + "# to fraud-2.2.10 or 12.2.1 or 2.2.1.4", false },
        { ".github/workflows/rollback.yml", Unnamed + "# to 2.2.1.", true },
        { ".git/packed-refs", "# pack-refs with: peeled\n0cc175b9c0f1b6a831c399e2697726610cc175b9 refs/tags/v2.2.1\n", true },
        { ".git/packed-refs", "0cc175b9c0f1b6a831c399e2697726610cc175b9 refs/heads/v2.2.1\n", false },
        { ".git/refs/tags/models/fraud-2.2.1", "0cc175b9c0f1b6a831c399e2697726610cc175b9", true },
        { ".git/refs/tags/models/fraud-2.2.2", "0cc175b9c0f1b6a831c399e2697726610cc175b9", false },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public void A_version_that_nothing_names_is_only_declared(string path, string text, bool isKnown)
    {
        using var product = GrowthProduct.Create();
        product.Write(".github/workflows/rollback.yml", Unnamed).Write(path, text);

        var row = product.Row("rollout/rollback", ci: true);

        Assert.True(row.State == (isKnown ? RowState.Proven : RowState.Declared), $"{row.State}: {row.Reason}");
        if (!isKnown)
            Assert.Contains("no tag, workflow", row.Reason);
    }
}
