using MlGuard.Catalogue;
using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Product;

namespace MlGuard.Lifecycle.Decisions;

/// <summary>How loud a row is for this product: from its stage, from the manifest's <c>gates</c>, and from the mode of the build.</summary>
internal sealed class Enforcement
{
    private readonly GatePolicy _policy;
    private readonly string? _ruleset;

    public Enforcement(ProductSnapshot product, EnforcementMode? requested)
    {
        _policy = product.Policy;
        _ruleset = product.Manifest.Text("ruleset");
        Mode = requested ?? _policy.Mode ?? (product.ContinuousIntegration ? EnforcementMode.Enforce : EnforcementMode.Warn);
        Declared = product.Declared;
        Remarks = _policy.Remarks;
    }

    public EnforcementMode Mode { get; }

    public Stage Declared { get; }

    public ImmutableArray<Remark> Remarks { get; }

    /// <summary>Null when nothing is said about the row at the declared stage.</summary>
    public Severity? LevelOf(Row row) =>
        _policy.SeverityOf(row.Id) is { } chosen && (row.RequiredFrom != RequiredFrom.Mvp || chosen == Severity.Error)
            ? chosen
            : DefaultOf(row);

    private Severity? DefaultOf(Row row)
    {
        if (row.SpokenFrom > Declared || row.SpokenFrom is null)
            return null;
        if (!IsPinned(row))
            return Severity.Message;
        return row.BindsFrom > Declared ? Severity.Warning : Severity.Error;
    }

    /// <summary>Whether a failure of the row costs <paramref name="stage"/>.</summary>
    public bool Binds(Row row, Stage stage)
    {
        var chosen = row.RequiredFrom == RequiredFrom.Mvp ? null : _policy.SeverityOf(row.Id);
        if (chosen == Severity.Error)
            return stage >= Declared || row.BindsFrom <= stage;
        return chosen is null && row.BindsFrom <= stage && IsPinned(row);
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
