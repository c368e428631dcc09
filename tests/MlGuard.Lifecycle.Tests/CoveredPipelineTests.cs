using MlGuard.Lifecycle.Evidence.Tests;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Tests.Products;

namespace MlGuard.Lifecycle.Tests;

/// <summary>A test that asks over HTTP runs what no reading of code finds: the lines that ran tell which pipelines it tested.</summary>
public sealed class CoveredPipelineTests
{
    private const string Pipeline = "Fraud.Serving.DecisionPolicy.Stops";

    [Theory]
    [InlineData("Fraud.Serving.DecisionPolicy", "Stops")]
    [InlineData("Fraud.Serving.DecisionPolicy/&lt;&gt;c", "&lt;Stops&gt;b__0_0")]
    [InlineData("Fraud.Serving.DecisionPolicy/&lt;Stops&gt;d__0", "MoveNext")]
    [InlineData("Fraud.Serving.Rounding", "Of")]
    [InlineData("Fraud.Serving.Rounding", "&lt;Of&gt;g__Twice|0_0")]
    public void Lines_of_the_pipeline_or_of_what_only_it_calls_are_its_test(string type, string method)
    {
        using var product = Product(type, method, hits: 3);

        var row = product.Row("docs/tests/results");

        Assert.True(row.State == RowState.Proven, row.Reason);
        Assert.DoesNotContain(Pipeline, product.Decide().UntestedPipelines);
    }

    [Theory]
    [InlineData("Fraud.Serving.DecisionPolicy", "Stops", 0)]
    [InlineData("Fraud.Serving.DecisionPolicy", "Name", 3)]
    [InlineData("Fraud.Serving.Clamp", "Into", 3)]
    [InlineData("Fraud.Serving.Endpoints", "Answer", 3)]
    [InlineData("Fraud.Serving.Rounding", "Off", 3)]
    public void Lines_beside_it_and_of_what_others_call_too_are_not(string type, string method, int hits)
    {
        using var product = Product(type, method, hits);

        var row = product.Row("docs/tests/results");

        Assert.Equal(RowState.Failed, row.State);
        Assert.Contains($"no test reaches '{Pipeline}'", row.Reason);
        Assert.Contains(Pipeline, product.Decide().UntestedPipelines);
    }

    /// <summary>What a test calls itself has run there, whether or not the pipeline ever does.</summary>
    [Fact]
    public void Lines_of_a_helper_that_a_test_calls_directly_are_not()
    {
        using var product = Product(
            "Fraud.Serving.Rounding", "Of", hits: 3, more: "Assert.Equal(0.5f, Fraud.Serving.Rounding.Of(0.501f));");

        Assert.Contains($"no test reaches '{Pipeline}'", product.Row("docs/tests/results").Reason);
    }

    /// <summary>
    /// What makes the object of a test class runs before each of its tests; to make an object is to use nothing of it yet.
    /// </summary>
    [Theory]
    [InlineData("private readonly bool _stops = Fraud.Serving.DecisionPolicy.Stops(0.9f);", "_stops", true)]
    [InlineData("public Prepared() => _stops = Fraud.Serving.DecisionPolicy.Stops(0.9f); private readonly bool _stops;", "_stops", true)]
    [InlineData("private readonly Fraud.Serving.DecisionPolicy.Options _options = new();", "_options is not null", false)]
    public void What_sets_a_test_up_has_run_there(string field, string asserted, bool counts)
    {
        using var product = Product(
            "Fraud.Serving.DecisionPolicy", "Stops", hits: 0,
            "} } public class Prepared { " + field + $" [Fact] public void Stops() {{ Assert.True({asserted});");

        Assert.Equal(!counts, product.Row("docs/tests/results").Reason.Contains($"no test reaches '{Pipeline}'"));
    }

    /// <summary>Each method is looked up at once: a class of many methods is no product of them and their lines.</summary>
    [Fact]
    public async Task A_long_class_is_asked_for_each_of_its_methods()
    {
        const int Methods = 60_000;
        var xml = "<coverage><packages><package name=\"A\"><classes><class name=\"N.T\" filename=\"a.cs\"><methods>"
            + string.Concat(Enumerable.Range(0, Methods).Select(
                number => $"<method name=\"M{number}\"><lines><line number=\"{number}\" hits=\"{number % 2}\"/></lines></method>"))
            + "</methods></class></classes></package></packages></coverage>";
        var coverage = Coverage.Read(System.Text.Encoding.UTF8.GetBytes(xml)).Value!;
        var place = new CodePlace("A", ["A", "B"]);

        var ran = await Task.Run(() => Enumerable.Range(0, Methods).Count(number => coverage.HasRun("N.T", $"M{number}", place)))
            .WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(Methods / 2, ran);
        Assert.False(coverage.HasRun("N.T", "M0", place));
        Assert.Equal((1, 1), coverage.Of("N.T.M1", place));
    }

    /// <summary>A type of the same name in another assembly of the product is other code, and its lines are its own.</summary>
    [Theory]
    [InlineData("Fraud.Serving", true)]
    [InlineData("fraud.serving.dll", true)]
    [InlineData("app", true)]
    [InlineData("", true)]
    [InlineData("Fraud.Training", false)]
    [InlineData("Fraud.Tests", false)]
    public void Lines_are_those_of_the_assembly_that_holds_the_pipeline(string package, bool counts)
    {
        using var product = Product("Fraud.Serving.DecisionPolicy", "Stops", hits: 3);
        const string File = "artifacts/coverage.cobertura.xml";
        product.Write(
            File,
            System.IO.File.ReadAllText(product.PathOf(File))
                .Replace("package name=\"Fraud.Serving\"", $"package name=\"{package}\""));

        var row = product.Row("docs/tests/results");

        Assert.True(row.State == (counts ? RowState.Proven : RowState.Failed), row.Reason);
    }

    /// <summary>Both programs hold a type of one name: what is asked for is the one that the key is about, and it says why.</summary>
    [Theory]
    [InlineData("Fraud.Serving", RowState.Proven, "of 40 lines")]
    [InlineData(
        "Fraud.Training", RowState.Broken,
        "'Fraud.Serving.DecisionPolicy' in Fraud.Serving, which counts since 'serving.postProcessing' names it")]
    [InlineData("unknown", RowState.Proven, "of 40 lines")]
    public void The_type_that_is_measured_is_the_one_that_the_manifest_means(string package, object expected, string says)
    {
        using var product = GrowthProduct.Create(training: code => code + """

            namespace Fraud.Serving
            {
                internal static class DecisionPolicy
                {
                    public static bool Stops(float probability) => probability > 0.9f;
                }
            }
            """);
        const string File = "artifacts/coverage.cobertura.xml";
        var text = System.IO.File.ReadAllText(product.PathOf(File));
        var start = text.IndexOf("<class name=\"Fraud.Serving.DecisionPolicy\"", StringComparison.Ordinal);
        var end = text.IndexOf("</class>", start, StringComparison.Ordinal) + "</class>".Length;
        product.Write(
            File,
            text.Remove(start, end - start).Replace(
                "</packages>", $"<package name=\"{package}\"><classes>{text[start..end]}</classes></package></packages>"));

        var row = product.Row("docs/tests/coverage");

        Assert.True(Equals(row.State, expected), $"{row.State}: {row.Reason}");
        Assert.Contains(says, row.Reason);
    }

    /// <summary>What is asked for beside the keys is asked for with its reason.</summary>
    [Fact]
    public void Too_little_names_what_is_tested_least_and_why_it_counts()
    {
        using var product = GrowthProduct.Create(text => text.Replace("xml, min: 70%", "xml, min: 99%"));

        Assert.Contains("which counts since", product.Row("docs/tests/coverage").Reason);
    }

    private static TestProduct Product(string type, string method, int hits, string more = "") =>
        GrowthProduct.Create(
            text => text.Replace("Fraud.Serving.DecisionPolicy", Pipeline),
            serving: code => code.Replace(
                "public static bool Stops(float probability) => probability > 0.8f;",
                """
                public static bool Stops(float probability) => Rounding.Of(Clamp.Into(probability)) > 0.8f;

                public static string Name() => "policy";

                public sealed class Options;
                """).Replace("DecisionLog.Keep(probability,", "DecisionLog.Keep(Clamp.Into(probability),") + """

                public static class Rounding { public static float Of(float value) => MathF.Round(value, 2); }

                public static class Clamp { public static float Into(float value) => Math.Clamp(value, 0, 1); }
                """,
            tests: code => code.Replace(
                "Assert.False(Fraud.Serving.Endpoints.Answer(4, 2, scorer));",
                $"Assert.InRange(scorer.Score(new Fraud.Data.Transaction()), 0, 1); {more}"))
            .Write("artifacts/coverage.cobertura.xml", $"""
                <coverage><packages><package name="Fraud.Serving"><classes><class name="{type}" filename="a.cs">
                  <methods><method name="{method}"><lines><line number="7" hits="{hits}" /></lines></method></methods>
                  <lines><line number="7" hits="{hits}" /><line number="90" hits="1" /></lines>
                </class></classes></package></packages></coverage>
                """);
}
