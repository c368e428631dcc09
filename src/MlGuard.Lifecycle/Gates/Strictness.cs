using MlGuard.Catalogue;
using MlGuard.Lifecycle.Manifest;

namespace MlGuard.Lifecycle.Gates;

/// <summary>How loud a row is for this product: from its stage, from the manifest's <c>gates</c>, and from the mode of the build.</summary>
internal sealed class Strictness
{
    private static readonly ImmutableDictionary<string, FindingSeverity> s_names = new Dictionary<string, FindingSeverity>
    {
        ["message"] = FindingSeverity.Message, ["warn"] = FindingSeverity.Warning, ["error"] = FindingSeverity.Error,
    }.ToImmutableDictionary();

    private readonly ImmutableDictionary<string, FindingSeverity> _overrides;

    public Strictness(ManifestDocument manifest, GateMode? requested, bool continuousIntegration)
    {
        Mode = requested
            ?? (Enum.TryParse<GateMode>(manifest.Text("gates.mode"), ignoreCase: true, out var declared) ? declared
                : continuousIntegration ? GateMode.Enforce : GateMode.Warn);
        Declared = Enum.TryParse<Stage>(manifest.Text("stage"), ignoreCase: true, out var stage) ? stage : Stage.Mvp;
        var entries = manifest.Find("gates.severity.<rule>").Where(slot => slot.Text is not null && s_names.ContainsKey(slot.Text)).ToImmutableArray();
        _overrides = entries.ToImmutableDictionary(slot => slot.Scope, slot => s_names[slot.Text!]);
        Remarks = [.. entries.Select(Remark).OfType<Remark>(), .. Unread(manifest)];
    }

    public GateMode Mode { get; }

    public Stage Declared { get; }

    public ImmutableArray<Remark> Remarks { get; }

    /// <summary>Null when nothing is said about the row at the declared stage.</summary>
    public FindingSeverity? LevelOf(Row row)
    {
        FindingSeverity? own = row.SpokenFrom > Declared || row.SpokenFrom is null ? null : row.BindsFrom > Declared ? FindingSeverity.Warning : FindingSeverity.Error;
        return _overrides.TryGetValue(row.Id, out var chosen) && (row.Demand != Demand.Mvp || chosen == FindingSeverity.Error) ? chosen : own;
    }

    /// <summary>Whether a failure of the row costs <paramref name="stage"/>.</summary>
    public bool Binds(Row row, Stage stage)
    {
        var isOverridden = _overrides.TryGetValue(row.Id, out var chosen) && row.Demand != Demand.Mvp;
        if (isOverridden && chosen == FindingSeverity.Error)
            return stage >= Declared || row.BindsFrom <= stage;
        return !isOverridden && row.BindsFrom <= stage;
    }

    /// <summary>What the build does with something of this level.</summary>
    public FindingSeverity InBuild(FindingSeverity level) => Mode switch
    {
        GateMode.Report => FindingSeverity.Message,
        GateMode.Warn => AtMostWarning(level),
        _ => level,
    };

    public static FindingSeverity AtMostWarning(FindingSeverity level) => level == FindingSeverity.Error ? FindingSeverity.Warning : level;

    private static Remark? Remark(Slot entry) => RowTable.Find(entry.Scope) switch
    {
        null => Gates.Remark.About("gates.severity", $"'{Quoted.Short(entry.Scope)}' is no row", Nearest.Remedy(entry.Scope, RowTable.All.Select(row => row.Id), "Take the id from the finding."), entry.Span, binds: true),
        { Demand: Demand.Mvp } row when entry.Text != "error" => Gates.Remark.About("gates.severity", $"'{row.Id}' is asked for at mvp, and severity cannot lower it", "Waive it instead, until a day.", entry.Span, binds: false),
        _ => null,
    };

    private static IEnumerable<Remark> Unread(ManifestDocument manifest) =>
        from slot in manifest.Find("gates.extends")
        where slot.Text is not null
        select Gates.Remark.About("gates.extends", "this version of MlGuard does not read an organisation's policy, so it changes nothing", "Write the stricter rows into 'gates.severity'.", slot.Span, binds: false);
}
