using MlGuard.Catalogue;

namespace MlGuard.Package.Tests;

public sealed class GeneratedFileTests
{
    [Theory]
    [InlineData("mvp")]
    [InlineData("growth")]
    [InlineData("maturity")]
    public void The_globalconfigs_of_a_stage_are_what_the_catalogue_says(string stage)
    {
        var parsed = Enum.Parse<Stage>(stage, ignoreCase: true);
        Compare($"mlguard.{stage}.globalconfig", StageGlobalConfig.Write(parsed));
        Compare($"mlguard.{stage}.personal.globalconfig", StageGlobalConfig.WritePersonal(parsed));
    }

    private static void Compare(string name, string expected)
    {
        var file = Path.Combine(PackedPackage.RepositoryRoot, "src", "MlGuard", "globalconfig", name);
        if (Environment.GetEnvironmentVariable("MLGUARD_UPDATE") == "1")
        {
            File.WriteAllText(file, expected);
        }

        Assert.Equal(expected, File.ReadAllText(file));
    }
}
