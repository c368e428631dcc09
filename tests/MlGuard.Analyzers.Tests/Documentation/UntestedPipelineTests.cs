using MlGuard.Analyzers.Tests.Infrastructure;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Documentation.UntestedPipelineAnalyzer>;

namespace MlGuard.Analyzers.Tests.Documentation;

public sealed class UntestedPipelineTests
{
    private static Task Check(string run, string features, params string[] digest) => Rule.Code(
        $$"""
        namespace Shop
        {
            public static class TrainPipeline { public static void {{run}}() { } public static void Rerun() { } }
            public static class Other { public static void Run() { } }
            public sealed partial class {{features}} { }
        }
        """,
        state => state.AddDigest(["stage\tmvp", .. digest]));

    [Fact]
    public Task Without_a_word_of_the_gate_it_DoesNotTrigger() => Check("Run", "Features");

    [Fact]
    public Task What_the_gate_named_Triggers() => Check(
        "{|MLG8012:Run|}", "{|MLG8012:Features|}", "untested\tShop.TrainPipeline.Run\t2026-11-24", "untested\tShop.Features\t2026-11-24");
}
