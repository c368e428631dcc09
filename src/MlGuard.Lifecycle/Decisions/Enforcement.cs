using MlGuard.Catalogue;
using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Requirements;

namespace MlGuard.Lifecycle.Decisions;

/// <summary>How loud a row is for this product: from its stage, from the manifest's <c>gates</c>, and from the mode of the build.</summary>
internal sealed class Enforcement
{
    private readonly ProductSnapshot _product;
    private readonly GatePolicy _policy;
    private readonly string? _ruleset;

    public Enforcement(ProductSnapshot product, EnforcementMode? requested, string? buildServer = null)
    {
        _product = product;
        _policy = product.Policy;
        _ruleset = product.Manifest.Text("ruleset");
        Mode = requested ?? _policy.Mode ?? (product.ContinuousIntegration ? EnforcementMode.Enforce : EnforcementMode.Warn);
        ModeReason = Reason(requested, product.ContinuousIntegration, buildServer);
        Declared = product.Declared;
        Target = product.Target;
        Remarks = [.. _policy.Remarks, .. Lowered(product)];
    }

    public EnforcementMode Mode { get; }

    /// <summary>Why this mode, to stand after its name.</summary>
    public string ModeReason { get; }

    /// <summary>As the manifest writes it.</summary>
    public string Profile => _product.Profile.ToString().ToLowerInvariant();

    public Stage Declared { get; }

    /// <summary>The stage that the product works towards: what it asks for is information and breaks nothing.</summary>
    public Stage? Target { get; }

    public ImmutableArray<Remark> Remarks { get; }

    /// <summary>Null when nothing is said about the row at the declared stage.</summary>
    public Severity? LevelOf(Row row) =>
        _policy.SeverityOf(row.Id) is { } chosen && !IsLowered(row, chosen)
            ? chosen
            : DefaultOf(row);

    private Severity? DefaultOf(Row row)
    {
        if (row.SpokenFrom > Declared || row.SpokenFrom is null || !IsAsked(row))
            return row.BindsFrom <= Target || row.SpokenFrom <= Declared ? Severity.Message : null;
        return !IsPinned(row) || row.BindsFrom > Declared ? Severity.Message : Severity.Error;
    }

    /// <summary>Whether a failure of the row costs <paramref name="stage"/>.</summary>
    public bool Binds(Row row, Stage stage)
    {
        var isRaised = row.RequiredFrom != RequiredFrom.Mvp && _policy.SeverityOf(row.Id) == Severity.Error;
        return (row.BindsFrom <= stage && IsAsked(row) && (isRaised || IsPinned(row))) || (isRaised && stage >= Declared);
    }

    /// <summary>Whether the product's profile asks for the row; what it does not ask for binds no stage and is advice.</summary>
    public bool IsAsked(Row row) => row.IsAskedOf(_product);

    /// <summary>
    /// What a stage binds is everybody's: it is lowered by a waiver, which has an owner and a last day, and by nothing else.
    /// </summary>
    private bool IsLowered(Row row, Severity chosen) =>
        chosen != Severity.Error
        && (row.RequiredFrom == RequiredFrom.Mvp || (row.BindsFrom <= Declared && IsPinned(row) && IsAsked(row)));

    /// <summary>Each row of which the manifest or a floor says how loud it is, and whether that is followed.</summary>
    public ImmutableArray<SeverityVerdict> Severities() =>
    [
        .. from chosen in _policy.Chosen
           let row = RequirementTable.Find(chosen.Row)
           where row is not null
           select new SeverityVerdict(
               row.Id, chosen.Severity == Severity.Warning ? "warn" : chosen.Severity.ToString().ToLowerInvariant(),
               chosen.Severity == Severity.Error && row.BindsFrom > Declared, !IsLowered(row, chosen.Severity)),
    ];

    private IEnumerable<Remark> Lowered(ProductSnapshot product) =>
        from entry in product.Manifest.Find("gates.severity.<rule>")
        where entry.Text is "warn" or "message"
        let row = RequirementTable.Find(entry.Scope)
        where row is not null && row.RequiredFrom != RequiredFrom.Mvp && IsLowered(row, Severity.Warning)
        select Remark.About(
            "gates.severity", $"'{entry.Scope}' binds {Declared.ToString().ToLowerInvariant()}, and severity cannot lower it",
            "Waive it instead, until a day.", entry.Span, binds: false);

    /// <summary>A mode that somebody chose on a build server stands beside what would hold there without the choice.</summary>
    private string Reason(EnforcementMode? requested, bool isBuildServer, string? variable)
    {
        var seen = isBuildServer ? $"{(string.IsNullOrEmpty(variable) ? "a build server" : variable)} is set" : "no build server is seen";
        if (ChosenBy(requested) is not { } chosen)
            return seen;
        return isBuildServer && Mode != EnforcementMode.Enforce ? $"{chosen}, although {seen}" : chosen;
    }

    private string? ChosenBy(EnforcementMode? requested)
    {
        if (requested is not null)
            return "MlGuardMode says so";
        if (_policy.Mode is null)
            return null;
        return _policy.IsModeOfFloor ? "the organisation's floor says so" : "gates.mode says so";
    }

    /// <summary>
    /// Whether the row is part of the rule pack that the manifest pins: an upgrade of MlGuard fails no build that changed nothing.
    /// </summary>
    private bool IsPinned(Row row) => RuleSets.Holds(_ruleset, row.Since);

    /// <summary>What the build does with something of this level.</summary>
    public Severity InBuild(Severity level) => Mode switch
    {
        EnforcementMode.Report => Severity.Message,
        EnforcementMode.Warn => AtMostWarning(level),
        _ => level,
    };

    public static Severity AtMostWarning(Severity level) => level == Severity.Error ? Severity.Warning : level;
}
