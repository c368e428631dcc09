using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;
using MlGuard.Analyzers.Documentation;
using MlGuard.Analyzers.Tests.Infrastructure;
using MlGuard.CodeFixes.Documentation;

namespace MlGuard.Analyzers.Tests.Documentation;

public sealed class UndeclaredModelFixTests
{
    private const string Code = """
        using Microsoft.ML;
        public class Serving
        {
            object One(MLContext ml) => ml.Model.Load({|MLG8001:"models/fraud.zip"|}, out _);
            object Two(MLContext ml) => ml.Model.Load({|MLG8001:"models/other.zip"|}, out _);
        }
        """;

    [Fact]
    public async Task The_fix_writes_into_the_manifest()
    {
        var test = new CSharpCodeFixTest<UndeclaredModelAnalyzer, UndeclaredModelCodeFix, DefaultVerifier> {
            TestCode = Code, FixedCode = Code, BatchFixedCode = Code, NumberOfIncrementalIterations = 1, NumberOfFixAllIterations = 1 };
        foreach (var (state, manifest) in new[]
        {
            (test.TestState, """
                mlguard: v1
                stage: mvp

                """),
            (test.FixedState, """
                mlguard: v1
                stage: mvp
                models:
                  - { name: fraud, artifact: models/fraud.zip }

                """),
            (test.BatchFixedState, """
                mlguard: v1
                stage: mvp
                models:
                  - { name: fraud, artifact: models/fraud.zip }
                  - { name: other, artifact: models/other.zip }

                """),
        })
        {
            // The digest is the build's to write anew, so the finding stays until then.
            state.MarkupHandling = MarkupMode.Allow;
            state.Prepare(Code);
            state.AddDigest("stage\tmvp");
            state.AdditionalFiles.Add(("/mlguard.yaml", manifest));
        }

        await test.RunAsync();
    }

    [Theory]
    [InlineData("stage: mvp\n", "stage: mvp\nmodels:\n  - { name: a, artifact: m/a.zip }\n")]
    [InlineData("stage: mvp", "stage: mvp\nmodels:\n  - { name: a, artifact: m/a.zip }\n")]
    [InlineData("stage: mvp\r\n", "stage: mvp\r\nmodels:\r\n  - { name: a, artifact: m/a.zip }\r\n")]
    [InlineData("models: []\nstage: mvp\n", "models:\n  - { name: a, artifact: m/a.zip }\nstage: mvp\n")]
    [InlineData("models: # all of them\n- { name: b }\n\nstage: mvp\n", """
        models: # all of them
        - { name: b }
        - { name: a, artifact: m/a.zip }

        stage: mvp

        """)]
    [InlineData("models:\n    - name: b\n      artifact: b.zip\nstage: mvp\n", """
        models:
            - name: b
              artifact: b.zip
            - { name: a, artifact: m/a.zip }
        stage: mvp

        """)]
    [InlineData("models:\n  - name: b", "models:\n  - name: b\n  - { name: a, artifact: m/a.zip }\n")]
    public void A_model_is_added_in_the_layout_of_the_manifest(string manifest, string expected) =>
        Assert.Equal(expected, ManifestModels.Add(manifest, ["m/a.zip"]));

    [Theory]
    [InlineData("models: [{ name: b, artifact: b.zip }]\n")]
    [InlineData("models:\n  - { name: a, artifact: m/a.zip }\n")]
    public void Where_no_place_is_safe_or_nothing_is_missing_the_manifest_stays_as_it_is(string manifest) =>
        Assert.Null(ManifestModels.Add(manifest, ["m/a.zip"]));

    [Fact]
    public void A_path_that_yaml_would_misread_is_quoted() =>
        Assert.Equal("""
            models:
              - { name: "my model", artifact: "C:/data, new/my model.zip" }

            """, ManifestModels.Add("", [@"C:\data, new\my model.zip"]));
}
