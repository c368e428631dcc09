using MlGuard.Catalogue;
using MlGuard.Lifecycle.Product;

namespace MlGuard.Lifecycle.Decisions;

/// <summary>What the analyzers repeat of an earlier gate, which the compiler logged before this one looked.</summary>
internal static class EarlierGate
{
    /// <summary>The findings of a product's code, without those that no longer hold.</summary>
    /// <param name="code">As the compiler logged them.</param>
    /// <param name="untested">The pipelines that no test reaches now.</param>
    /// <param name="unevaluated">The code whose instructions nobody evaluates now.</param>
    public static ImmutableArray<ProjectCode> Renewed(
        ImmutableArray<ProjectCode> code, ImmutableArray<string> untested, ImmutableArray<string> unevaluated) =>
    [
        .. code.Select(project => project with
        {
            Findings = project.Findings.RemoveAll(finding => finding.Rule switch
            {
                RuleIds.UntestedPipeline => !untested.Any(symbol => finding.Message.Contains($"'{NameOf(symbol)}'")),
                RuleIds.UnevaluatedPrompt => unevaluated.IsEmpty,
                _ => false,
            }),
        }),
    ];

    private static string NameOf(string symbol) => symbol.Substring(symbol.LastIndexOf('.') + 1);
}
