using MlGuard.Catalogue;
using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Decisions;

/// <summary>The gate phase: the one that sees everything and decides the stage.</summary>
internal static class GateDecision
{
    private const int NamesInReason = 3;

    /// <summary>Decides which stage the product has earned.</summary>
    /// <param name="loaded">The manifest.</param>
    /// <param name="circumstances">When and where.</param>
    /// <param name="facts">The code, and the files that it was read from.</param>
    /// <param name="unchecked">The projects of which the gate knows nothing.</param>
    public static Verdict Of(
        LoadedManifest loaded, Circumstances circumstances, ImmutableArray<(string Path, AssemblyFacts Facts)> facts,
        ImmutableArray<UncheckedProject> @unchecked)
    {
        if (loaded.Manifest is null)
            return Invalid(loaded, circumstances);
        var before = Decision.Of(loaded.ProductAt(circumstances));
        var selection = FactsSelection.Of(facts, circumstances);
        ImmutableArray<UncheckedProject> unseen = [.. @unchecked, .. selection.Unseen()];
        var decision = Decision.Of(before.Product.WithCode(selection.Used), before.Acceptances);
        var enforcement = new Enforcement(decision.Product, circumstances.Mode, circumstances.BuildServer);
        var isValid = loaded.Faults.IsEmpty;
        var earned = isValid ? Earned(decision.Rows, enforcement) : null;
        var baseline = BaselineFile.Read(loaded.Folder);
        decision = decision with { Rows =
        [
            .. decision.Rows.Select(row => row.Row.Id == "stage" && row.Fulfils(enforcement.Declared)
                ? StageRow(row, earned, enforcement.Declared)
                : row).Select(row => unseen.IsEmpty ? row : row.Unseen(unseen[0])),
        ] };
        var rows = decision.Rows;
        var list = new FindingList(circumstances.ManifestPath, enforcement, baseline);
        var (score, scoreRemarks) = MlTestScore.Of(decision);
        ImmutableArray<Finding> findings = isValid
            ? [
                .. Findings(before, decision, list, enforcement),
                .. loaded.PolicyFindings(circumstances.Mode),
                .. NotEarned(list, enforcement, rows, earned),
                .. Unbound(list, enforcement, rows),
            ]
            : loaded.FaultFindings(circumstances.ManifestPath, circumstances.Mode);
        var manifest = loaded.Manifest;
        var untested = UntestedPipelines.Of(decision.Product);
        var unevaluated = UnevaluatedPrompts.Of(decision.Product);
        return new(
            manifest.Text(ManifestPaths.ModelName) ?? manifest.Text("project") ?? "",
            manifest.Text(ManifestPaths.ModelVersion) ?? "",
            manifest.Text("ruleset") ?? "",
            NameOf(enforcement.Declared),
            earned is { } stage ? NameOf(stage) : null,
            earned is { } level && rows.Any(row => row.State == RowState.Waived && enforcement.Binds(row.Row, level)),
            enforcement.Mode,
            [.. rows.Select(row => ToVerdict(row, decision.Product, enforcement))],
            // What was not seen comes first: much of the rest follows from it.
            [.. Unseen(unseen, selection.Used, enforcement), .. findings, .. isValid ? list.Of(scoreRemarks) : []],
            isValid && loaded.Organisation.Faults.IsEmpty ? ExitCodeOf(rows, enforcement, earned, baseline) : Verdict.Invalid)
        {
            Score = score,
            Profile = NameOf(decision.Product.Profile),
            IsProfileNamed = decision.Product.IsProfileNamed,
            Predictions = decision.Product.Serving is { } serving ? serving.Predictions.Except(serving.OfPrograms).Count() : 0,
            Target = enforcement.Target is { } target ? NameOf(target) : "",
            Plan = [.. OfTarget(rows, enforcement).Where(row => !row.Fulfils(enforcement.Target!.Value)).Select(row => row.Row.Id)],
            PlanSize = OfTarget(rows, enforcement).Count(),
            Today = circumstances.Today,
            Evidence = EvidenceVerdict.Of(decision.Product),
            Code = EarlierGate.Renewed(decision.Product.Code, untested, unevaluated),
            Severities = enforcement.Severities(),
            Floors = decision.Product.Policy.Floors,
            ModeReason = enforcement.ModeReason,
            AreFactsFound = circumstances.AreFactsFound,
            Unseen = unseen,
            Facts = [.. selection.Verdicts()],
            Waivers =
            [
                .. decision.Acceptances.Waivers.Where(waiver => !waiver.IsExpired(circumstances.Today))
                    .Select(waiver => ToVerdict(waiver, circumstances.Today)),
            ],
            Attestations = decision.Acceptances.Attestations,
            Metrics = MetricVerdict.Of(decision.Product),
            Ways = WayVerdict.Of(decision.Product),
            Said = manifest.Values(),
            UntestedPipelines = untested,
            UnevaluatedPrompts = unevaluated,
            KnownGaps = [.. Missing(rows, enforcement).Select(row => row.Row.Id).Where(baseline.Contains)],
        };
    }

    private static WaiverVerdict ToVerdict(Waiver waiver, DateTime today) => new(waiver, (waiver.Expires - today.Date).Days);

    private static ImmutableArray<DecidedRow> Missing(ImmutableArray<DecidedRow> rows, Enforcement enforcement) =>
    [
        .. rows.Where(row => !row.Fulfils(enforcement.Declared)
            && row.Row.Id != "stage"
            && enforcement.Binds(row.Row, enforcement.Declared)),
    ];

    private static IEnumerable<DecidedRow> OfTarget(ImmutableArray<DecidedRow> rows, Enforcement enforcement) =>
        rows.Where(row => row.Row.Id != "stage"
            && row.Row.BindsFrom <= enforcement.Target
            && enforcement.IsAsked(row.Row)
            && row.State != RowState.NotApplicable);

    private static Verdict Invalid(LoadedManifest loaded, Circumstances circumstances) =>
        new(
            "", "", "", "", null, false, circumstances.Mode ?? EnforcementMode.Enforce, [],
            loaded.FaultFindings(circumstances.ManifestPath, circumstances.Mode), Verdict.Invalid)
        {
            Today = circumstances.Today,
        };

    private static Stage? Earned(ImmutableArray<DecidedRow> rows, Enforcement enforcement)
    {
        Stage? earned = null;
        foreach (var stage in new[] { Stage.Mvp, Stage.Growth, Stage.Maturity })
        {
            if (rows.Any(row => !row.Fulfils(stage) && enforcement.Binds(row.Row, stage)))
                break;
            earned = stage;
        }

        return earned;
    }

    private static DecidedRow StageRow(DecidedRow row, Stage? earned, Stage declared) =>
        earned >= declared
            ? row with { State = RowState.Proven, Reason = $"{NameOf(declared)} is earned" }
            : row with
            {
                State = RowState.Failed,
                Reaches = earned,
                Reason = $"{NameOf(declared)} is declared, {(earned is { } stage ? NameOf(stage) : "nothing")} is earned",
            };

    /// <summary>
    /// What the build phase says, word for word, so that a build that printed it does not print it twice; then what only the gate sees.
    /// </summary>
    private static ImmutableArray<Finding> Findings(Decision before, Decision decision, FindingList list, Enforcement enforcement)
    {
        var known = new HashSet<Finding>(before.Rows.SelectMany(row => list.Of(row, isBuildPhase: true)));
        ImmutableArray<Finding> late =
        [
            .. decision.Rows.SelectMany(row => list.Of(row, isBuildPhase: false)).Where(finding => !known.Contains(finding)),
        ];
        var said = new HashSet<(string, string)>(late.Select(finding => (finding.Code, finding.Message)));
        return
        [
            .. list.OfRows(before.Rows, isBuildPhase: true).Where(finding => !said.Contains((finding.Code, finding.Message))),
            .. late,
            .. list.Of(enforcement.Remarks),
            .. list.Of(before.Remarks.Union(decision.Remarks)),
        ];
    }

    private static IEnumerable<Finding> NotEarned(FindingList list, Enforcement enforcement, ImmutableArray<DecidedRow> rows, Stage? earned)
    {
        if (earned >= enforcement.Declared)
            yield break;
        var stage = rows.First(row => row.Row.Id == "stage");
        var missing = Missing(rows, enforcement);
        var isKnown = missing.All(row => list.IsKnown(row.Row));
        missing = isKnown ? missing : [.. missing.Where(row => !list.IsKnown(row.Row))];
        var names = string.Join(", ", missing.Take(NamesInReason).Select(row => $"{row.Row.Id} {NameOf(row.State)}"));
        var more = missing.Length > NamesInReason ? $" and {missing.Length - NamesInReason} more" : "";
        yield return list.At(
            LifecycleRules.StageNotEarned, enforcement.InBuild(isKnown ? Severity.Warning : Severity.Error),
            RuleMessage.Of(
                LifecycleRules.StageNotEarned,
                    NameOf(enforcement.Declared), earned is { } reached ? NameOf(reached) : "no stage", names + more,
                "Fulfil them, or declare the stage that is earned."),
            stage.Span);
    }

    /// <summary>
    /// Results of another build are enough for the stage that is declared, and not for the next: one finding, however many rows rest on
    /// them. Maturity says it at each row.
    /// </summary>
    private static IEnumerable<Finding> Unbound(FindingList list, Enforcement enforcement, ImmutableArray<DecidedRow> rows)
    {
        ImmutableArray<DecidedRow> unbound =
        [
            .. rows.Where(row => row.State == RowState.Unbound && row.Open.IsEmpty && enforcement.Binds(row.Row, enforcement.Declared)),
        ];
        if (!unbound.IsEmpty)
            yield return list.At(
                LifecycleRules.UnboundEvidence, enforcement.InBuild(Severity.Warning),
                RuleMessage.Of(
                    LifecycleRules.UnboundEvidence, string.Join(", ", unbound.Select(row => row.Row.Id)), BoundResults.Remedy),
                unbound[0].Span);
    }

    private static IEnumerable<Finding> Unseen(
        ImmutableArray<UncheckedProject> @unchecked, ImmutableArray<(string Path, AssemblyFacts Facts)> facts, Enforcement enforcement)
    {
        var severity = enforcement.InBuild(Severity.Error);
        foreach (var project in @unchecked)
            yield return Finding.About(LifecycleRules.ProjectNotChecked, severity, project.Project, project.Why, project.Remedy);
        foreach (var (path, read) in facts.Where(pair => pair.Facts.Fault is not null))
            yield return Finding.About(
                LifecycleRules.FactsUnreadable,
                    severity, read.Project.Length > 0 ? read.Project : path, $"read: {read.Fault}",
                    "Build the project again; the gate knows nothing of its code until then.");
    }

    /// <summary>How a decided row stands in the verdict.</summary>
    public static RowVerdict ToVerdict(DecidedRow row, ProductSnapshot product, Enforcement enforcement) =>
        new(
            row.Row.Id, row.Row.Section, row.Row.Title,
            enforcement.IsAsked(row.Row) && row.Row.SpokenFrom is { } stage ? NameOf(stage) : "",
            enforcement.Binds(row.Row, enforcement.Declared), row.State, row.Reason, row.Span.Line, row.Span.Column)
        {
            Reaches = row.Reaches is { } reached ? NameOf(reached) : "",
            IsOpen = !row.Fulfils(enforcement.Declared),
            BindsFrom = enforcement.IsAsked(row.Row) && row.Row.BindsFrom is { } binds ? NameOf(binds) : "",
            IsAsked = enforcement.IsAsked(row.Row),
            Remedy = row.Open.IsEmpty ? "" : RowDecision.Said(row.Open, problem => problem.Remedy, " "),
            Seen = row.Seen?.What ?? "",
            Files = RowVerdict.FilesOf(row.Row, product.Manifest),
        };

    private static int ExitCodeOf(
        ImmutableArray<DecidedRow> rows, Enforcement enforcement, Stage? earned, ImmutableHashSet<string> baseline)
    {
        if (earned >= enforcement.Declared || Missing(rows, enforcement).All(row => baseline.Contains(row.Row.Id)))
            return 0;
        return rows.Any(row => row.State == RowState.Broken && enforcement.Binds(row.Row, enforcement.Declared))
            ? 2
            : 1;
    }

    private static string NameOf<T>(T value) where T : struct => value.ToString()!.ToLowerInvariant();
}
