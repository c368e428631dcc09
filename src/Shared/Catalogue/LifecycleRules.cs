namespace MlGuard.Catalogue;

/// <summary>The findings of the build about the manifest: 90xx its text and the build around it, 91ss a row of step ss.</summary>
internal static class LifecycleRules
{
    public const string ManifestUnreadable = "MLG9001";
    public const string UnknownKey = "MLG9002";
    public const string InvalidValue = "MLG9003";
    public const string ManifestMissing = "MLG9004";
    public const string StageNotEarned = "MLG9005";
    public const string CompilerTooOld = "MLG9006";
    public const string ProjectNotChecked = "MLG9007";
    public const string FactsUnreadable = "MLG9008";
    public const string InvalidWaiver = "MLG9009";
    public const string UnboundEvidence = "MLG9010";
    public const string ModelUnreadable = "MLG9011";

    private static readonly string[] s_sections =
    [
        "header", "discovery", "data", "stages", "priority", "architecture", "strategy", "tactics", "pipelines",
        "training", "serving", "rollout", "monitoring", "docs", "iterate", "governance", "code",
    ];

    public static ImmutableArray<Rule> All { get; } =
    [
        new(ManifestUnreadable, "Manifest cannot be read",
            "The manifest cannot be read: {0}. {1}", Tier.Lifecycle),
        new(UnknownKey, "Unknown key in the manifest",
            "'{0}' is not a key of the manifest, so what it says is checked by nobody. {1}", Tier.Lifecycle),
        new(InvalidValue, "Value in the manifest that cannot be understood",
            "{0}: {1}. {2}", Tier.Lifecycle),
        new(ManifestMissing, "No manifest",
            "No mlguard.yaml stands in '{0}' or above, so no stage can be earned. Write one beside the solution; the page of this "
                + "rule shows the shortest.", Tier.Lifecycle),
        new(StageNotEarned, "Declared stage is not earned",
            "The product declares {0} but has earned {1}: {2}. {3}", Tier.Lifecycle),
        new(CompilerTooOld, "Compiler too old for the analyzers",
            "The compiler of this build ({0}) is older than Roslyn 4.8, so no analyzer of MlGuard runs. Build with the .NET SDK "
                + "8.0.100 or Visual Studio 2022 17.8, or newer.", Tier.Lifecycle),
        new(ProjectNotChecked, "Project that the gate cannot see",
            "The gate knows nothing about '{0}': {1}. {2}", Tier.Lifecycle),
        new(FactsUnreadable, "Assembly, facts or other file that cannot be read or written",
            "'{0}' cannot be {1}. {2}", Tier.Lifecycle),
        new(InvalidWaiver, "Waiver or attestation that needs attention",
            "The {0}: {1}. {2}", Tier.Lifecycle),
        new(UnboundEvidence, "Evidence of another build",
            "The results that show {0} are not those of this build, which maturity does not accept. {1}", Tier.Lifecycle),
        new(ModelUnreadable, "Model that nobody can load",
            "'{0}' {1}, so loading it fails. Export the model anew, or fetch the whole file.", Tier.Lifecycle),
        .. RowRules(),
    ];

    /// <summary>The code of every finding about a row of <paramref name="section"/>, such as <c>MLG9101</c> for <c>discovery</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The manifest has no such section.</exception>
    public static string OfSection(string section) =>
        Array.IndexOf(s_sections, section) is >= 0 and var step
            ? $"MLG91{step:00}"
            : throw new ArgumentOutOfRangeException(nameof(section), section, "Not a section of the manifest.");

    private static IEnumerable<Rule> RowRules() =>
        from section in s_sections
        select new Rule(OfSection(section), $"Lifecycle step '{section}' is not fulfilled", "{0}: {1} [{2}]", Tier.Lifecycle);
}
