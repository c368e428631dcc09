using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Requirements.Operation;

/// <summary>Monitors that can alert, with a plan that exists and a runbook that says how.</summary>
internal static class MonitoringCheck
{
    private const int LeastWords = 20;

    /// <summary>The four ways in which a model goes bad, and what nobody sees without a monitor of it.</summary>
    private static readonly ImmutableArray<(string Watch, string Unseen, string Example)> s_causes =
    [
        ("data-drift", "requests may look less and less like the training data, and nobody sees it", "metric: psi, max: 0.2"),
        ("concept-drift", "the same input may come to mean another answer, and nobody sees it", "metric: recall, min: 0.58"),
        ("servers", "the service may be slow or down, and nobody sees it", "metric: latencyP99, max: 80ms"),
        ("errors", "requests may fail, and nobody sees it", "metric: errorRate, max: 0.5%"),
    ];

    private const int MostDays = 31, SecondsPerDay = 86_400;

    /// <summary>Days between two looks at most, where a month would be too long: what is down now is found now.</summary>
    private static readonly ImmutableDictionary<string, int> s_mostDays =
        new Dictionary<string, int>(StringComparer.Ordinal) { ["servers"] = 1, ["errors"] = 1 }.ToImmutableDictionary();

    /// <summary>What has to exist for a plan to be one.</summary>
    private static readonly ImmutableDictionary<string, string> s_plans = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["fallback"] = "architecture.technical.fallback.to",
        ["rollback"] = ManifestPaths.RolloutRollbackTo, ["retrain"] = ManifestPaths.TrainingTriggers,
        ["scale-out"] = ManifestPaths.ArchitectureTechnicalServersCount,
    }.ToImmutableDictionary();

    public static RowAnswer Watches(RowContext context)
    {
        var monitors = DeclaredMonitor.All(context.Product);
        ImmutableArray<Problem> problems =
        [
            .. s_causes.Where(cause => monitors.All(monitor => monitor.Watch.Text != cause.Watch))
                .Select(cause => Problem.Absent(
                    $"no monitor watches {cause.Watch}, so {cause.Unseen}",
                    $"Add one to 'monitoring' with 'watch: {cause.Watch}', such as '{{ watch: {cause.Watch}, {cause.Example} }}'.",
                    context.Entry(ManifestPaths.MonitoringWatch).Span) with { Scope = cause.Watch }),
            .. from monitor in monitors
               where monitor.Watch.Text is not null
               let silence = monitor.Silence
               where silence is not null
               select Problem.Failed(
                   $"the monitor of {monitor.Watch.Text} never alerts, since {silence.Value.Why}",
                   "Write a 'min' or 'max' at which somebody should look.",
                   silence.Value.Place.Span) with { Scope = monitor.Watch.Text! },
            .. monitors.Select(TooSeldom).OfType<Problem>(),
            .. monitors.Select(monitor => TooLong(context.Product, monitor)).OfType<Problem>(),
        ];
        return RowAnswer.Of(problems, RowAnswer.Proven($"{Numbers.Counted(monitors.Length, "monitor")} with bound and owner"));
    }

    /// <summary>Who looks once in half a year learns of the harm when it is done.</summary>
    private static Problem? TooSeldom(DeclaredMonitor monitor)
    {
        if (monitor.Watch.Text is not { } watch
            || monitor.Every.Text is not { } text
            || !MeasureParser.TryParse(text, out var every)
            || every.Kind != MeasureKind.Duration)
            return null;
        var days = s_mostDays.GetValueOrDefault(watch, MostDays);
        return every.Amount <= days * SecondsPerDay
            ? null
            : Problem.Failed(
                $"the monitor of {watch} looks every {text}, which is too seldom to notice harm in time (limit {Numbers.Written(days)}d)",
                "Look more often.", monitor.Every.Span) with { Scope = watch };
    }

    /// <summary>A time at which nobody has to look any more.</summary>
    private static Problem? TooLong(ProductSnapshot product, DeclaredMonitor monitor)
    {
        if (monitor.Watch.Text is not { } watch || !s_mostDays.ContainsKey(watch))
            return null;
        var isAnswer = monitor.Metric.Text is { } metric
            && metric.StartsWith("latency", StringComparison.OrdinalIgnoreCase)
            && Condition.Realtime.Applies(product.Manifest);
        return (isAnswer ? FarBounds.Answer : FarBounds.Outage).ProblemOf(monitor.Max) is { } problem
            ? problem with { Scope = watch }
            : null;
    }

    public static RowAnswer Plans(RowContext context)
    {
        ImmutableArray<Problem> problems =
        [
            .. from monitor in DeclaredMonitor.All(context.Product)
               where monitor.Plan.Text is { } plan
                   && s_plans.TryGetValue(plan, out var needed)
                   && context.Product.Manifest.Text(needed) is null
                   && IsAsked(context.Product, needed)
               select Problem.Failed(
                   $"the plan '{monitor.Plan.Text}' of {monitor.Watch.Text} does not exist: "
                       + $"'{s_plans[monitor.Plan.Text!].Replace("[]", "")}' says nothing",
                   "Write it there, or choose another plan.", monitor.Plan.Span) with { Scope = monitor.Watch.Scope },
        ];
        return RowAnswer.Of(problems, RowAnswer.Proven("every plan exists"));
    }

    /// <summary>What a profile does not ask for is no lack of a plan that the same profile offers.</summary>
    private static bool IsAsked(ProductSnapshot product, string path) =>
        RequirementTable.All.Any(row => row.Fields.Any(field => field.Key == path) && row.IsAskedOf(product));

    public static RowAnswer Runbooks(RowContext context)
    {
        ImmutableArray<Problem> problems =
        [
            .. context.Entries("monitoring[].runbook").Where(entry => entry.Text is not null)
                .Select(entry => RunbookProblem(context.Product, entry)).OfType<Problem>(),
        ];
        return RowAnswer.Of(problems, RowAnswer.Proven("every runbook has its section"));
    }

    public static RowAnswer ModelAge(RowContext context)
    {
        var monitors = DeclaredMonitor.All(context.Product);
        if (monitors.FirstOrDefault(monitor => monitor.Watch.Text == "model-age") is not { } monitor)
            return RowAnswer.Of(Problem.Absent(
                $"no monitor watches model-age, so {context.Row.Without}", $"{Place(monitors)} with 'watch: model-age' and 'max: 21d'.",
                context.Entry(ManifestPaths.MonitoringWatch).Span));
        if (monitor.Max.Text is null || !MeasureParser.TryParse(monitor.Max.Text, out var max) || max.Kind != MeasureKind.Duration)
            return RowAnswer.Of(Problem.Failed(
                "the monitor of model-age has no 'max' in days", "Write for example 'max: 21d'.", monitor.Watch.Span));
        if (FarBounds.ModelAge.ProblemOf(monitor.Max) is { } problem)
            return RowAnswer.Of(problem);
        if (context.Date(ManifestPaths.TrainingArtifactTrained) > context.Product.Today.Date)
            return RowAnswer.Pending("the day on which the model was trained lies ahead");
        return context.Date(ManifestPaths.TrainingArtifactTrained) is { } trained
            && (context.Product.Today.Date - trained).TotalSeconds > max.Amount
            ? RowAnswer.Of(Problem.Failed(
                $"the model of {Days.Written(trained)} is older than the {monitor.Max.Text} that its monitor allows",
                "Train again, or show that an older model is good enough and raise 'max'.",
                context.Entry(ManifestPaths.TrainingArtifactTrained).Span) with { IsOfDate = true })
            : RowAnswer.Proven($"at most {monitor.Max.Text}");
    }

    /// <summary>Where a monitor that is missing belongs: an entry that is laid for one is not to be left beside it.</summary>
    private static string Place(ImmutableArray<DeclaredMonitor> monitors) =>
        monitors.Any(monitor => monitor.Watch.Text is null) ? "Fill in an entry of 'monitoring' that is still TODO," : "Add one";

    private static Problem NoRunbook(string what, bool isAbsent, ManifestEntry entry) =>
        isAbsent
            ? Problem.Absent(what, DocumentProblem.MissingRemedy(entry), entry.Span)
            : Problem.Broken(what, "Correct the file.", entry.Span);

    private static Problem? RunbookProblem(ProductSnapshot product, ManifestEntry entry)
    {
        var (file, section) = FilePointer.Of(entry.Text!);
        var (document, fault) = product.Files.Document(file);
        if (document is null)
            return NoRunbook($"the runbook '{Quoted.Short(file)}' {fault!.Text}", fault.IsAbsent, entry) with { Scope = entry.Scope };
        if (DocumentProblem.Unfilled(document, entry, file) is { } unfilled)
            return unfilled with { Scope = entry.Scope };
        if (section is null)
            return Problem.Failed(
                $"'{Quoted.Short(entry.Text!)}' names a file and no section, so the one on call has to search",
                $"Add a heading of it after '#', such as '{Quoted.Short(file)}#drift', with {LeastWords} words below it.",
                entry.Span) with { Scope = entry.Scope };
        return document.Find(section) switch
        {
            null =>
                Problem.Failed(
                    $"'{Quoted.Short(file)}' has no heading '{Quoted.Short(section)}' with {LeastWords} words below it",
                    Nearest.Remedy(section, document.Headings.Select(heading => heading.Slug), "Write that section."), entry.Span),
            { Words: < LeastWords } heading =>
                Problem.Failed(
                    $"the section '{Quoted.Short(heading.Text)}' says too little to act by ({heading.Words} of {LeastWords} words)",
                    "Write what to look at, what to do, and whom to call.", entry.Span),
            { PlaceholderLine: > 0 } heading =>
                Problem.Failed(
                    $"the section '{Quoted.Short(heading.Text)}' still holds a placeholder in line {heading.PlaceholderLine}",
                    "Write what belongs there.", entry.Span),
            _ => null,
        } is { } problem ? problem with { Scope = entry.Scope } : null;
    }
}
