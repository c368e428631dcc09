using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Product;

/// <summary>How strict the gate is: the manifest's <c>gates</c> over an organisation's floor, which can only be raised.</summary>
internal sealed class GatePolicy
{
    private static readonly ImmutableDictionary<string, Severity> s_severities = new Dictionary<string, Severity>(StringComparer.Ordinal)
    {
        ["message"] = Severity.Message, ["warn"] = Severity.Warning, ["error"] = Severity.Error,
    }.ToImmutableDictionary();

    /// <summary>Limits of which more is stricter; of all others, less is.</summary>
    private static readonly ImmutableHashSet<string> s_atLeast = ["headroom", "minScore", "rankCorrelation"];

    private readonly ImmutableDictionary<string, Severity> _severities;
    private readonly ImmutableDictionary<string, double> _limits;

    private GatePolicy(
        EnforcementMode? mode, ImmutableDictionary<string, Severity> severities, ImmutableDictionary<string, double> limits,
        ImmutableArray<Remark> remarks)
    {
        Mode = mode;
        _severities = severities;
        _limits = limits;
        Remarks = remarks;
    }

    public EnforcementMode? Mode { get; }

    /// <summary>Whether the mode is an organisation's, and not the manifest's own.</summary>
    public bool IsModeOfFloor { get; private init; }

    /// <summary>The least profile that the product has, whatever its manifest says; null for any.</summary>
    public ProductProfile? LeastProfile { get; private init; }

    /// <summary>The floors under the manifest's own <c>gates</c>, as they are named.</summary>
    public ImmutableArray<string> Floors { get; private init; } = [];

    /// <summary>Every row of which somebody chose how loud it is.</summary>
    public IEnumerable<(string Row, Severity Severity)> Chosen =>
        _severities.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value));

    /// <summary>What is wrong with the manifest's own <c>gates</c>.</summary>
    public ImmutableArray<Remark> Remarks { get; }

    public Severity? SeverityOf(string row) => _severities.TryGetValue(row, out var severity) ? severity : null;

    public double? Limit(string name) => _limits.TryGetValue(name, out var limit) ? limit : null;

    /// <param name="manifest">Whose <c>gates</c> are over the floors.</param>
    /// <param name="folder">Where the floor stands that the manifest names.</param>
    /// <param name="organisation">The floor that the build names; null for none.</param>
    /// <param name="rows">The rows that a policy can name.</param>
    public static GatePolicy Of(ManifestDocument manifest, ProductFolder folder, GatePolicy? organisation, PolicyRows rows)
    {
        var policy = Of(manifest, folder, rows);
        return organisation is null
            ? policy
            : Raised(organisation, policy, "MlGuardPolicy", policy.Remarks.AddRange(Lowered(manifest, organisation)));
    }

    private static GatePolicy Of(ManifestDocument manifest, ProductFolder folder, PolicyRows rows)
    {
        var own = Read(manifest);
        var remarks = manifest.Find("gates.severity.<rule>").Where(entry => entry.Text is not null && s_severities.ContainsKey(entry.Text))
            .Select(entry => SeverityRemark(entry, rows)).OfType<Remark>().ToImmutableArray();
        if (manifest.Find("gates.extends")[0] is not { Text: not null } extends)
            return new(own.Mode, own._severities, own._limits, remarks) { LeastProfile = own.LeastProfile };
        var (floor, problem) = Floor(extends, folder, rows);
        return floor is null
            ? new(own.Mode, own._severities, own._limits, remarks.Add(problem!)) { LeastProfile = own.LeastProfile }
            : Raised(floor, own, extends.Text!, remarks.AddRange(Lowered(manifest, floor)));
    }

    private static GatePolicy Read(ManifestDocument manifest) =>
        new(
            Enum.TryParse<EnforcementMode>(manifest.Text("gates.mode"), ignoreCase: true, out var mode) ? mode : null,
            manifest.Find("gates.severity.<rule>").Where(setting => setting.Text is not null && s_severities.ContainsKey(setting.Text))
                .ToImmutableDictionary(setting => setting.Scope, setting => s_severities[setting.Text!]),
            ((manifest.Root.Find("gates")?.Value as MapNode)?.Find("limits")?.Value as MapNode)?.Entries.Where(
                entry => entry.Value is ScalarNode scalar
                && MeasureParser.TryParse(scalar.Text, out _))
                .ToImmutableDictionary(entry => entry.Key, entry => MeasureParser.TryParse(((ScalarNode)entry.Value).Text, out var limit)
                    ? limit.Amount
                    : 0)
                    ?? ImmutableDictionary<string, double>.Empty,
            []) { LeastProfile = ProfileIn(manifest, ManifestPaths.GatesProfile) };

    /// <summary>The profile that a key names; null for none.</summary>
    public static ProductProfile? ProfileIn(ManifestDocument manifest, string path) =>
        Enum.TryParse<ProductProfile>(manifest.Text(path), ignoreCase: true, out var profile) ? profile : null;

    /// <summary>
    /// The policy's file stands below the manifest like every other, so that a gate can run from the product's folder alone.
    /// </summary>
    private static (GatePolicy? Floor, Remark? Problem) Floor(ManifestEntry extends, ProductFolder folder, PolicyRows rows)
    {
        Remark Problem(string what, string remedy) => Remark.About("gates.extends", what, remedy, extends.Span, binds: true);
        var name = Quoted.Short(extends.Text!);
        var file = folder.Find(extends.Text!);
        if (file.Fault is not null)
            return (null, Problem($"'{name}' {file.Fault}, so no floor holds", "Keep a copy of the policy below the manifest."));
        if (file.FullPath is null || !File.Exists(file.FullPath) || ManifestSource.Read(file.FullPath).Text is not { } text)
            return (null, Problem($"'{name}' cannot be read, so no floor holds", "Fetch the organisation's policy, or correct the path."));
        return FloorOf(text, "gates.extends", rows) switch
        {
            { Floor: { } floor } => (floor, null),
            { IsChained: true } => (null, Problem($"'{name}' extends another policy, and one is all there is", "Put both into one file.")),
            { Faults: var faults } =>
                (null,
                    Problem(
                        $"'{name}' is no policy, as its line {Math.Max(1, faults[0].Span.Line)} shows: it holds something else than "
                            + "'gates' of a manifest, or nothing",
                        "Write 'mlguard: v1' and 'gates' with mode, severity and limits.")),
        };
    }

    /// <summary>A floor from the text of a policy: a manifest with nothing but <c>gates</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="named">What named it, to stand before what is wrong with it.</param>
    /// <param name="rows">The rows that a policy can name.</param>
    public static (GatePolicy? Floor, ImmutableArray<ManifestFault> Faults, bool IsChained) FloorOf(
        string text, string named, PolicyRows rows)
    {
        var (root, unread) = ManifestReader.Read(text);
        if (root is null || !unread.IsEmpty)
            return (null, unread, false);
        var document = new ManifestDocument(root, rows.Schema);
        ImmutableArray<ManifestEntry> chained = [.. document.Find("gates.extends").Where(setting => setting.Text is not null)];
        ImmutableArray<ManifestFault> faults =
        [
            .. StructureCheck.Run(root, rows.Schema),
            .. root.Entries.Where(entry => entry.Key is not ("mlguard" or "gates"))
                .Select(entry => ManifestFault.InvalidValue(
                    named, $"a policy holds 'gates' and nothing of a product, such as '{Quoted.Short(entry.Key)}'",
                    "Write 'mlguard: v1' and 'gates' with mode, severity and limits.", entry.KeySpan)),
            .. root.Find("gates") is null
                ? [
                    ManifestFault.InvalidValue(
                        named, "the policy holds no 'gates', so it raises nothing", "Write 'gates' with mode, severity and limits.",
                        Span.At(1, 1)),
                ]
                : Array.Empty<ManifestFault>(),
            .. chained.Select(setting => ManifestFault.InvalidValue(
                named, "the policy extends another, and one is all there is", "Put both into one file.", setting.Span)),
            .. OpenFields.All.Where(field => field.Path.StartsWith("gates.", StringComparison.Ordinal))
                .SelectMany(field => document.Find(field.Path)).Where(setting => setting.HoldsPlaceholder)
                .Select(setting => ManifestFault.InvalidValue(
                    named, $"'{setting.Path}' of the policy still holds a placeholder", "Write the value, or remove the line.",
                    setting.Span)),
            .. document.Find("gates.severity.<rule>").Where(setting => setting.Text is not null && !rows.Ids.Contains(setting.Scope))
                .Select(setting => ManifestFault.InvalidValue(
                    named, $"'{Quoted.Short(setting.Scope)}' is no row",
                    Nearest.Remedy(setting.Scope, rows.Ids, "Take the id from a finding."), setting.Span)),
        ];
        return faults.IsEmpty ? (Read(document), [], false) : (null, faults, !chained.IsEmpty);
    }

    private static GatePolicy Raised(GatePolicy floor, GatePolicy own, string name, ImmutableArray<Remark> remarks) =>
        new(
            own.Mode is null || floor.Mode > own.Mode ? floor.Mode : own.Mode,
            floor._severities.SetItems(own._severities.Where(pair => floor.SeverityOf(pair.Key) is not { } least || pair.Value > least)),
            floor._limits.SetItems(own._limits.Where(pair => floor.Limit(pair.Key) is not { } limit
                || IsStricter(pair.Key, pair.Value, limit))),
            remarks)
        {
            Floors = own.Floors.Add(name),
            LeastProfile = own.LeastProfile is null || floor.LeastProfile > own.LeastProfile ? floor.LeastProfile : own.LeastProfile,
            IsModeOfFloor = own.IsModeOfFloor || (floor.Mode is not null && (own.Mode is null || floor.Mode > own.Mode)),
        };

    private static IEnumerable<Remark> Lowered(ManifestDocument manifest, GatePolicy floor)
    {
        foreach (var entry in manifest.Find("gates.severity.<rule>"))
            if (entry.Text is not null && s_severities.TryGetValue(entry.Text, out var own) && floor.SeverityOf(entry.Scope) > own)
                yield return Remark.About(
                    "gates.severity", $"the organisation's floor for '{entry.Scope}' is higher, and holds",
                    "Remove the line, or waive the row until a day.", entry.Span, binds: false);
        if (manifest.Find(ManifestPaths.Profile)[0] is { Text: not null } profile
            && floor.LeastProfile > ProfileIn(manifest, ManifestPaths.Profile))
            yield return Remark.About(
                ManifestPaths.Profile, $"the organisation's floor is {floor.LeastProfile.ToString()!.ToLowerInvariant()}, and holds",
                "Name that profile, or a larger one.", profile.Span, binds: false);
        if (manifest.Find("gates.mode")[0] is { Text: not null } mode
            && Enum.TryParse<EnforcementMode>(mode.Text, ignoreCase: true, out var chosen)
            && floor.Mode > chosen)
            yield return Remark.About(
                "gates.mode", $"the organisation's floor is {floor.Mode.ToString()!.ToLowerInvariant()}, and holds", "Remove the line.",
                mode.Span, binds: false);
    }

    private static bool IsStricter(string name, double own, double floor) => s_atLeast.Contains(name) ? own > floor : own < floor;

    private static Remark? SeverityRemark(ManifestEntry entry, PolicyRows rows)
    {
        if (!rows.Ids.Contains(entry.Scope))
        {
            var remedy = Nearest.Remedy(entry.Scope, rows.Ids, "Take the id from the finding.");
            return Remark.About("gates.severity", $"'{Quoted.Short(entry.Scope)}' is no row", remedy, entry.Span, binds: true);
        }

        return entry.Text != "error" && rows.OfMvp.Contains(entry.Scope)
            ? Remark.About(
                "gates.severity",
                    $"'{entry.Scope}' is asked for at mvp, and severity cannot lower it", "Waive it instead, until a day.", entry.Span,
                binds: false)
            : null;
    }
}
