using MlGuard.Catalogue;

namespace MlGuard.Package.Tests;

public sealed class GeneratedFileTests
{
    [Theory]
    [InlineData("mvp")]
    [InlineData("growth")]
    [InlineData("maturity")]
    public void The_globalconfig_of_a_stage_is_what_the_catalogue_says(string stage)
    {
        var file = Path.Combine(PackedPackage.RepositoryRoot, "src", "MlGuard", "globalconfig", $"mlguard.{stage}.globalconfig");
        var expected = StageGlobalConfig.Write(Enum.Parse<Stage>(stage, ignoreCase: true));
        if (Environment.GetEnvironmentVariable("MLGUARD_UPDATE") == "1")
        {
            File.WriteAllText(file, expected);
        }

        Assert.Equal(expected, File.ReadAllText(file));
    }
}
