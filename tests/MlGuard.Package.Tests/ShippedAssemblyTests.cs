namespace MlGuard.Package.Tests;

/// <summary>A publish is judged by the very assemblies that it ships.</summary>
public sealed class ShippedAssemblyTests
{
    /// <summary>Trains in Debug alone.</summary>
    private const string DebugTrainer = """
        using Microsoft.ML;
        using Microsoft.ML.Data;

        namespace Fraud;

        public sealed class Row { [LoadColumn(0)] public float X { get; set; } [LoadColumn(1)] public bool Label { get; set; } }

        public static class TrainPipeline
        {
            public static ITransformer Run(IEnumerable<Row> rows)
            {
        #if DEBUG
                var ml = new MLContext(1);
                var data = ml.Data.LoadFromEnumerable(rows.ToList());
                return ml.Transforms.Concatenate("Features",
                    "X").Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(data);
        #else
                throw new NotSupportedException();
        #endif
            }
        }
        """;

    [Fact]
    public void The_facts_of_one_configuration_do_not_decide_for_another()
    {
        using var product = ProductTemplates.Earned();
        product.Write("Fraud/TrainPipeline.cs", DebugTrainer);

        var release = product.Build("Fraud.slnx", "-t:MlGuardGate", "-c", "Release");
        var debug = product.Build("Fraud.slnx", "-t:MlGuardGate");
        var publish = product.MSBuild("publish", "Fraud", "-c", "Release", "-o", product.PathOf("out"), "-p:MlGuardMode=enforce");
        var found = product.Build("Fraud.slnx", "-t:MlGuardGate", "-p:MlGuardGateFromFacts=true", "-c", "Release");

        Assert.Contains("earned none", release.Output, StringComparison.Ordinal);
        Assert.Contains("earned mvp", debug.Output, StringComparison.Ordinal);
        Assert.False(publish.Succeeded, publish.ToString());
        Assert.Contains("earned none", publish.Output, StringComparison.Ordinal);
        Assert.Contains("of Release, as this build made them", publish.Output, StringComparison.Ordinal);
        Assert.Contains("earned none", found.Output, StringComparison.Ordinal);
        Assert.Contains(
            "2 stale and not used (Fraud.Tests/Fraud.Tests.csproj: they are of Debug, not of Release)", found.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Old_facts_with_a_newer_time_stamp_are_made_anew_and_found_ones_are_stale()
    {
        using var product = ProductTemplates.Earned();
        product.Build("Fraud.slnx", "-t:MlGuardGate");
        var facts = Directory.GetFiles(product.PathOf(".mlguard/facts"), "Fraud-*.facts").Single();
        var old = File.ReadAllBytes(facts);
        product.Write(
            "Fraud/TrainPipeline.cs", DebugTrainer.Replace("#if DEBUG", "#if NEVER", StringComparison.Ordinal));
        product.Build("Fraud.slnx");
        File.WriteAllBytes(facts, old);
        File.SetLastWriteTimeUtc(facts, DateTime.UtcNow.AddDays(1));

        var found = product.Build("Fraud.slnx", "-t:MlGuardGate", "-p:MlGuardGateFromFacts=true");
        var gate = product.Build("Fraud.slnx", "-t:MlGuardGate");

        Assert.Contains(
            found.OfMlGuard, finding => finding.Code == "MLG9007"
                && finding.Message.Contains("the assembly has been compiled anew since", StringComparison.Ordinal));
        Assert.Contains("earned none", found.Output, StringComparison.Ordinal);
        Assert.Contains("earned none", gate.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("stale", gate.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_publish_for_one_runtime_is_judged_by_what_was_compiled_for_it()
    {
        using var product = ProductTemplates.Earned();
        product.Write(
            "Fraud/TrainPipeline.cs", DebugTrainer.Replace("#if DEBUG", "#if ANY_RUNTIME", StringComparison.Ordinal));
        var project = File.ReadAllText(product.PathOf("Fraud/Fraud.csproj"));
        product.Write("Fraud/Fraud.csproj", project.Replace(
            "</Project>",
            """
              <PropertyGroup>
                <RuntimeIdentifiers>linux-x64;win-x64</RuntimeIdentifiers>
                <DefineConstants Condition="'$(RuntimeIdentifier)' == ''">$(DefineConstants);ANY_RUNTIME</DefineConstants>
              </PropertyGroup>
            </Project>
            """, StringComparison.Ordinal));
        product.Build("Fraud.slnx", "-t:Restore");

        var any = product.MSBuild("publish", "Fraud", "--no-restore", "-c", "Debug", "-o", product.PathOf("any"));
        var one = product.MSBuild(
            "publish", "Fraud", "--no-restore", "-c", "Debug", "-r", "linux-x64", "--self-contained", "false", "-o", product.PathOf("one"));

        Assert.Contains("earned mvp", any.Output, StringComparison.Ordinal);
        Assert.Contains("earned none", one.Output, StringComparison.Ordinal);
        Assert.Contains(
            "\"runtimeIdentifier\": \"linux-x64\"", File.ReadAllText(product.PathOf(".mlguard/verdict.json")),
            StringComparison.Ordinal);
    }
}
