using MlGuard.Analyzers.Tests.Infrastructure;

namespace MlGuard.Analyzers.Tests.House;

public class ReportTests
{
    /// <summary>A rule that reports by itself forgets the code that its scope leaves out.</summary>
    [Fact]
    public void Only_the_base_classes_report()
    {
        string[] allowed = ["MlGuardAnalyzer.cs", "PipelineAnalyzer.cs"];

        var others = Repository.Sources("src", "MlGuard.Analyzers")
            .Where(path => !allowed.Contains(Path.GetFileName(path)))
            .Where(path => File.ReadAllText(path).Contains("ReportDiagnostic(", StringComparison.Ordinal))
            .Select(path => Path.GetFileName(path));

        Assert.Empty(others);
    }
}
