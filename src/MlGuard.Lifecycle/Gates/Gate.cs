using MlGuard.Catalogue;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Gates;

namespace MlGuard.Lifecycle;

/// <summary>The gate phase: the one that sees everything and decides the stage.</summary>
public static class Gate
{
    private const int NamesInReason = 3;

    /// <summary>Decides which stage the product has earned.</summary>
    public static Verdict Decide(GateRequest request)
    {
        var examination = Examination.Of(request.ManifestPath, request.Policy);
        var facts = request.FactsFiles.Select(path => (Path: path, Facts: FactsFile.Load(path))).ToImmutableArray();
        if (examination.Manifest is null)
            return Invalid(request, examination);
        var product = examination.ProductWith([.. facts.Select(pair => pair.Facts)], request.Notebooks, request.Today, request.ContinuousIntegration);
        var strictness = new Strictness(product, request.Mode);
        var (rows, remarks) = RowDecision.Run(product);
        var isValid = examination.Faults.IsEmpty;
        var earned = isValid ? Earned(rows, strictness) : null;
        var baseline = BaselineFile.Read(product.Folder);
        rows = [.. rows.Select(row => row.Row.Id == "stage" && row.IsFulfilled ? StageRow(row, earned, strictness.Declared) : row)];
        var list = new FindingList(request.ManifestPath, strictness, baseline);
        var (score, scoreRemarks) = MlTestScore.Of(product, rows);
        var findings = isValid
            ? Findings(request, examination, list, strictness, rows, remarks, earned)
            : examination.FaultFindings(request.ManifestPath, request.Mode);
        return new(
            product.Manifest.Text("model.name") ?? product.Manifest.Text("project") ?? "",
            product.Manifest.Text("model.version") ?? "",
            product.Manifest.Text("ruleset") ?? "",
            NameOf(strictness.Declared),
            earned is { } stage ? NameOf(stage) : null,
            earned is { } level && rows.Any(row => row.State == RowState.Waived && strictness.Binds(row.Row, level)),
            strictness.Mode,
            [.. rows.Select(row => ToVerdict(row, strictness))],
            [.. findings, .. isValid ? list.Of(scoreRemarks) : [], .. Unseen(request, facts, strictness)],
            isValid && examination.Organisation.Faults.IsEmpty ? ExitCodeOf(rows, strictness, earned, baseline) : 3)
        {
            Score = score,
            Waivers = [.. WaiverReader.Read(product).Waivers.Where(waiver => !waiver.IsExpired(product.Today)).Select(waiver => new WaiverVerdict(waiver.Rule, waiver.Scope, waiver.Expires, (waiver.Expires - product.Today.Date).Days))],
            UntestedPipelines = UntestedPipelines.Of(product),
            KnownGaps = [.. Missing(rows, strictness).Select(row => row.Row.Id).Where(baseline.Contains)],
        };
    }

    private static ImmutableArray<DecidedRow> Missing(ImmutableArray<DecidedRow> rows, Strictness strictness) =>
        [.. rows.Where(row => !row.IsFulfilled && row.Row.Id != "stage" && strictness.Binds(row.Row, strictness.Declared))];

    private static Verdict Invalid(GateRequest request, Examination examination) =>
        new("", "", "", "", null, false, request.Mode ?? GateMode.Enforce, [], examination.FaultFindings(request.ManifestPath, request.Mode), 3);

    private static Stage? Earned(ImmutableArray<DecidedRow> rows, Strictness strictness)
    {
        Stage? earned = null;
        foreach (var stage in new[] { Stage.Mvp, Stage.Growth, Stage.Maturity })
        {
            if (rows.Any(row => !row.IsFulfilled && strictness.Binds(row.Row, stage)))
                break;
            earned = stage;
        }

        return earned;
    }

    private static DecidedRow StageRow(DecidedRow row, Stage? earned, Stage declared) =>
        earned >= declared
            ? row with { Reason = $"{NameOf(declared)} is earned" }
            : row with { State = RowState.Failed, Reason = $"{NameOf(declared)} is declared, {(earned is { } stage ? NameOf(stage) : "nothing")} is earned" };

    /// <summary>What the build phase says, word for word, so that a build that printed it does not print it twice; then what only the gate sees.</summary>
    private static ImmutableArray<Finding> Findings(
        GateRequest request, Examination examination, FindingList list, Strictness strictness, ImmutableArray<DecidedRow> rows, ImmutableArray<Remark> remarks, Stage? earned)
    {
        var before = examination.ProductWith(null, request.Notebooks, request.Today, request.ContinuousIntegration);
        var (rowsBefore, remarksBefore) = RowDecision.Run(before);
        var known = new HashSet<Finding>(rowsBefore.SelectMany(row => list.Of(row, isBuildPhase: true)));
        ImmutableArray<Finding> late = [.. rows.SelectMany(row => list.Of(row, isBuildPhase: false)).Where(finding => !known.Contains(finding))];
        var said = new HashSet<(string, string)>(late.Select(finding => (finding.Code, finding.Message)));
        return
        [
            .. list.OfRows(rowsBefore, isBuildPhase: true).Where(finding => !said.Contains((finding.Code, finding.Message))),
            .. late,
            .. list.Of(strictness.Remarks),
            .. list.Of(remarksBefore.Union(remarks)),
            .. examination.Organisation.Findings(request.Mode),
            .. NotEarned(list, strictness, rows, earned),
        ];
    }

    private static IEnumerable<Finding> NotEarned(FindingList list, Strictness strictness, ImmutableArray<DecidedRow> rows, Stage? earned)
    {
        if (earned >= strictness.Declared)
            yield break;
        var stage = rows.First(row => row.Row.Id == "stage");
        var missing = Missing(rows, strictness);
        var isKnown = missing.All(row => list.IsKnown(row.Row));
        missing = isKnown ? missing : [.. missing.Where(row => !list.IsKnown(row.Row))];
        var names = string.Join(", ", missing.Take(NamesInReason).Select(row => $"{row.Row.Id} {NameOf(row.State)}"));
        var more = missing.Length > NamesInReason ? $" and {missing.Length - NamesInReason} more" : "";
        yield return list.At(
            LifecycleRules.StageNotEarned, strictness.InBuild(isKnown ? FindingSeverity.Warning : FindingSeverity.Error),
            Finding.Phrase(
                LifecycleRules.StageNotEarned, NameOf(strictness.Declared), earned is { } reached ? NameOf(reached) : "no stage", names + more,
                "Fulfil them, or declare the stage that is earned."),
            stage.Span);
    }

    private static IEnumerable<Finding> Unseen(GateRequest request, ImmutableArray<(string Path, AssemblyFacts Facts)> facts, Strictness strictness)
    {
        var severity = strictness.InBuild(FindingSeverity.Error);
        foreach (var project in request.MissingProjects)
            yield return Finding.About(LifecycleRules.ProjectNotChecked, severity, project.Project, project.Why, project.Remedy);
        foreach (var (path, read) in facts.Where(pair => pair.Facts.Problem is not null))
            yield return Finding.About(
                LifecycleRules.FactsUnreadable, severity, read.Project.Length > 0 ? read.Project : path, read.Problem!, "Build the project again; the gate knows nothing of its code until then.");
    }

    private static RowVerdict ToVerdict(DecidedRow row, Strictness strictness) =>
        new(
            row.Row.Id, row.Row.Section, row.Row.Title, row.Row.SpokenFrom is { } stage ? NameOf(stage) : "",
            strictness.Binds(row.Row, strictness.Declared), row.State, row.Reason, row.Span.Line, row.Span.Column);

    private static int ExitCodeOf(ImmutableArray<DecidedRow> rows, Strictness strictness, Stage? earned, ImmutableHashSet<string> baseline) =>
        earned >= strictness.Declared || Missing(rows, strictness).All(row => baseline.Contains(row.Row.Id)) ? 0
        : rows.Any(row => row.State == RowState.Broken && strictness.Binds(row.Row, strictness.Declared)) ? 2
        : 1;

    private static string NameOf<T>(T value) where T : struct => value.ToString()!.ToLowerInvariant();
}
