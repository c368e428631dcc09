using MlGuard.Lifecycle.Evidence.Code;
using MlGuard.Lifecycle.Facts;

namespace MlGuard.Lifecycle.Product;

/// <summary>What the compiler found in a project of the product that is no test.</summary>
/// <param name="Project">Path from the manifest's folder.</param>
/// <param name="Unseen">Why nothing is known of its findings, to stand after "since"; empty when something is.</param>
/// <param name="Findings">What was found.</param>
/// <param name="SwitchedOff">Rules that were turned off.</param>
internal sealed record ProjectCode(
    string Project, string Unseen, ImmutableArray<CodeFinding> Findings, ImmutableArray<string> SwitchedOff)
{
    private const string CSharp = ".csproj";

    /// <summary>Whether it is written in a language that no rule reads.</summary>
    public bool IsForeign => IsOtherThanCSharp(Project);

    public static ImmutableArray<ProjectCode> Of(IEnumerable<(string Path, AssemblyFacts Facts)> facts) =>
    [
        .. facts.Where(pair => pair.Facts is { Fault: null, IsTestProject: false })
            .Select(pair => Of(pair.Facts, CodeFindings.Load(CodeFindings.PathFor(pair.Path))))
            .OrderBy(code => code.Project, StringComparer.Ordinal),
    ];

    private static ProjectCode Of(AssemblyFacts facts, CodeFindings? log) =>
        WhyUnseen(facts, log) is { } why ? new(facts.Project, why, [], []) : new(facts.Project, "", log!.Findings, log.SwitchedOff);

    private static string? WhyUnseen(AssemblyFacts facts, CodeFindings? log)
    {
        if (IsOtherThanCSharp(facts.Project))
            return "MlGuard's rules read C# alone";
        if (log is null)
            return "the compiler left no log of its findings";
        if (log.Fault.Length > 0)
            return log.Fault;
        return string.Equals(log.Mvid, facts.Origin.Mvid, StringComparison.OrdinalIgnoreCase)
            ? null
            : "the compiler's log is of another build";
    }

    private static bool IsOtherThanCSharp(string project) => !project.EndsWith(CSharp, StringComparison.OrdinalIgnoreCase);
}
