using MlGuard.Catalogue;

namespace MlGuard.Lifecycle.Gates;

/// <summary>How loud a row is for this product: from its stage, from the manifest's <c>gates</c>, and from the mode of the build.</summary>
internal sealed class Strictness
{
    private readonly GatePolicy _policy;
    private readonly string? _ruleset;

    public Strictness(Product product, GateMode? requested)
    {
        _policy = product.Policy;
        _ruleset = product.Manifest.Text("ruleset");
        Mode = requested ?? _policy.Mode ?? (product.ContinuousIntegration ? GateMode.Enforce : GateMode.Warn);
        Declared = product.Declared;
        Remarks = _policy.Remarks;
    }

    public GateMode Mode { get; }

    public Stage Declared { get; }

    public ImmutableArray<Remark> Remarks { get; }

    /// <summary>Null when nothing is said about the row at the declared stage.</summary>
    public FindingSeverity? LevelOf(Row row)
    {
        FindingSeverity? own = row.SpokenFrom > Declared || row.SpokenFrom is null ? null
            : !IsPinned(row) ? FindingSeverity.Message
            : row.BindsFrom > Declared ? FindingSeverity.Warning : FindingSeverity.Error;
        return _policy.SeverityOf(row.Id) is { } chosen && (row.Demand != Demand.Mvp || chosen == FindingSeverity.Error) ? chosen : own;
    }

    /// <summary>Whether a failure of the row costs <paramref name="stage"/>.</summary>
    public bool Binds(Row row, Stage stage)
    {
        var chosen = row.Demand == Demand.Mvp ? null : _policy.SeverityOf(row.Id);
        if (chosen == FindingSeverity.Error)
            return stage >= Declared || row.BindsFrom <= stage;
        return chosen is null && row.BindsFrom <= stage && IsPinned(row);
    }

    /// <summary>Whether the row is part of the rule pack that the manifest pins: an upgrade of MlGuard fails no build that changed nothing.</summary>
    private bool IsPinned(Row row) => RuleSets.Holds(_ruleset, row.Since);

    /// <summary>What the build does with something of this level.</summary>
    public FindingSeverity InBuild(FindingSeverity level) => Mode switch
    {
        GateMode.Report => FindingSeverity.Message,
        GateMode.Warn => AtMostWarning(level),
        _ => level,
    };

    public static FindingSeverity AtMostWarning(FindingSeverity level) => level == FindingSeverity.Error ? FindingSeverity.Warning : level;
}
