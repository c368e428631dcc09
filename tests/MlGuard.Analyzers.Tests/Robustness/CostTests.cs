using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Diagnostics.Telemetry;
using MlGuard.Analyzers.Tests.Infrastructure;
using MlGuard.Analyzers.Training;

namespace MlGuard.Analyzers.Tests.Robustness;

public class CostTests
{
    /// <summary>They wait for a manifest, or for a test project.</summary>
    private static readonly string[] s_waiting = [
        "MLG1030", "MLG1031", "MLG1033", "MLG4022", "MLG8001", "MLG8004", "MLG8010", "MLG8011", "MLG8012"];

    private const string Source = "public class Empty { public int Value => 1; }";

    [Fact]
    public async Task Without_machine_learning_no_rule_registers_anything()
    {
        var compilation = CSharpCompilation.Create(
            "Plain", [CSharpSyntaxTree.ParseText(Source)], References.Framework, new(OutputKind.DynamicallyLinkedLibrary));

        foreach (var analyzer in AllAnalyzers.Instances)
            Assert.Equal(0, Actions(await TelemetryOf(analyzer, compilation)));
    }

    [Fact]
    public async Task With_machine_learning_every_rule_registers_few_actions_and_none_on_syntax()
    {
        var compilation = AllAnalyzers.Compile([("Empty.cs", $"using TorchSharp; {Source}")]);

        foreach (var analyzer in AllAnalyzers.Instances.Where(analyzer =>
            analyzer.SupportedDiagnostics[0].IsEnabledByDefault && !s_waiting.Contains(analyzer.SupportedDiagnostics[0].Id)))
        {
            var telemetry = await TelemetryOf(analyzer, compilation);
            Assert.InRange(Actions(telemetry), 1, 6);
            Assert.Equal(0, telemetry.SyntaxNodeActionsCount + telemetry.SyntaxTreeActionsCount + telemetry.SemanticModelActionsCount);
        }
    }

    /// <summary>A service refers to TorchSharp by way of the library that wraps it.</summary>
    [Fact]
    public async Task Where_the_source_never_names_TorchSharp_no_rule_reads_bodies_for_it()
    {
        var compilation = AllAnalyzers.Compile([("Empty.cs", Source)]);

        foreach (var analyzer in AllAnalyzers.Instances.OfType<TorchAnalyzer>())
            Assert.Equal(0, Actions(await TelemetryOf(analyzer, compilation)));
    }

    /// <summary>A rule about two libraries costs something where one of them is, and nothing where a third one is.</summary>
    [Theory]
    [InlineData("TorchSharp.dll", 1)]
    [InlineData("Microsoft.ML.Data.dll", 1)]
    [InlineData("Microsoft.ML.OnnxRuntime.dll", 0)]
    public async Task A_rule_registers_where_a_library_of_its_own_is_used(string library, int actions)
    {
        var reference = References.MachineLearning.Single(it => Path.GetFileName(it.Display) == library);
        var compilation = CSharpCompilation.Create(
            "One", [CSharpSyntaxTree.ParseText(Source)], [.. References.Framework, reference], new(OutputKind.DynamicallyLinkedLibrary));

        Assert.Equal(actions, Actions(await TelemetryOf(new DiscardedResultAnalyzer(), compilation)));
    }

    private static async Task<AnalyzerTelemetryInfo> TelemetryOf(DiagnosticAnalyzer analyzer, Compilation compilation)
    {
        var result =
            await new CompilationWithAnalyzers(
                compilation, [analyzer], new AnalyzerOptions([])).GetAnalysisResultAsync(CancellationToken.None);
        return result.AnalyzerTelemetryInfo[analyzer];
    }

    /// <summary>Everything that the compiler counts, except the one start action that decides.</summary>
    private static int Actions(AnalyzerTelemetryInfo telemetry) => typeof(AnalyzerTelemetryInfo).GetProperties()
        .Where(property =>
            property.PropertyType == typeof(int)
                && property.Name.EndsWith("ActionsCount", StringComparison.Ordinal)
                && property.Name != nameof(AnalyzerTelemetryInfo.CompilationStartActionsCount))
        .Sum(property => Convert.ToInt32(property.GetValue(telemetry), CultureInfo.InvariantCulture));
}
