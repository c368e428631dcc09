using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Evidence.Model;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Decisions;

/// <summary>
/// The tests of the ML Test Score that no row of a stage proves and a file can: the files that <c>mltest</c> names. One that is of no use
/// is said to be.
/// </summary>
internal sealed class ScoreEvidence(ProductSnapshot product)
{
    private const double LeastCorrelation = 0.7;

    /// <summary>"From a feature idea to the feature running in production in one to two months", Breck et al. (2017), Data 6.</summary>
    private const double MostFeatureDays = 60;

    private const double SecondsOfDay = 24 * 60 * 60;
    private const int FreshDays = 180;

    private static readonly ImmutableDictionary<string, string> s_sections = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["mltest.data-6"] = "data", ["mltest.model-2"] = "rollout", ["mltest.model-3"] = "training", ["mltest.monitor-7"] = "monitoring",
    }.ToImmutableDictionary();

    private readonly ImmutableArray<Remark>.Builder _remarks = ImmutableArray.CreateBuilder<Remark>();
    private readonly Dictionary<string, string> _seen = new(StringComparer.Ordinal);

    public ImmutableArray<Remark> Remarks => _remarks.ToImmutable();

    /// <summary>What the file of a test, such as <c>mltest/model-3</c>, holds against it; null where nothing was seen.</summary>
    public string? SeenAgainst(string test) => _seen.TryGetValue(test, out var seen) ? seen : null;

    /// <summary>The same of a product whose code nobody has read yet: the file speaks for itself.</summary>
    public static string? SeenAgainst(ProductSnapshot product, string test)
    {
        var evidence = new ScoreEvidence(product);
        evidence.Correlation();
        evidence.Search(isBesideCode: false);
        evidence.DelayedQuality(isWatched: true);
        evidence.FeatureLead();
        return evidence.SeenAgainst(test);
    }

    /// <summary>
    /// Offline and online metrics correlate: the ranks of three models or more; a whole point while the comparison is not half a year old.
    /// </summary>
    public double Correlation()
    {
        var limit = Math.Max(product.Policy.Limit("rankCorrelation") ?? LeastCorrelation, LeastCorrelation);
        if (Json("model-2") is not var (entry, json) || Read(entry, ModelComparison.Read(json)) is not { } comparison)
            return 0;
        if (comparison.Correlation is not { } correlation)
            return Miss(
                entry, "its models are all as good as each other offline or online, so there is no order to compare",
                "Compare models that differ.");
        if (correlation < limit)
            return Miss(
                entry,
                $"the ranks of {comparison.Models} models correlate by {Numbers.Written(correlation)} offline and online, less than "
                    + $"{Numbers.Written(limit)}",
                "Find an offline metric that tells what happens in production.");
        return IsFresh(json) ? 1 : 0.5;
    }

    /// <summary>
    /// Hyperparameters have been tuned: half a point for a search, a whole one where the model comes out of it or a workflow runs it.
    /// </summary>
    public double Search(bool isBesideCode)
    {
        if (product.Manifest.Find("mltest.model-3")[0] is not { Text: { } path } entry)
            return isBesideCode ? 0.5 : 0;
        if (Read(entry, SearchAt(path)) is not { } search)
            return 0;
        if (search.Trials < ParameterSearch.Least)
            return Miss(
                entry, $"it holds fewer than {ParameterSearch.Least} trials with different parameters, and that is no search",
                "Try other parameters, and keep what came out.");
        return IsOfModel(entry, search) || WorkflowCheck.Mentions(product, path) ? 1 : 0.5;
    }

    private Reading<ParameterSearch> SearchAt(string path)
    {
        if (path.EndsWith(".mbconfig", StringComparison.OrdinalIgnoreCase))
            return product.Files.ModelBuilder(path) is { Value: { } config }
                ? Reading<ParameterSearch>.Of(new(config.Trials, [], null))
                : product.Files.ModelBuilder(path).Fault!;
        if (Directory.Exists(product.Folder.Find(path).FullPath))
            return ParameterSearch.ReadMlflow(product.Folder, path);
        var (json, fault) = product.Files.Json(path);
        return json is null ? fault! : ParameterSearch.Read(json);
    }

    /// <summary>Only the run that made a model knows its hash.</summary>
    private bool IsOfModel(ManifestEntry entry, ParameterSearch search)
    {
        var binding = ModelBinding.Of(product);
        return binding.Hash is { } hash
            && search.Models.Contains(hash)
            && search.Created is not null
            && binding.ProblemOf(entry, hash, search.Created) is null;
    }

    /// <summary>
    /// Prediction quality has not regressed: half a point for the monitors, a whole one when labels that came late are there, not later
    /// than they come, and within the bounds of the monitor.
    /// </summary>
    public double DelayedQuality(bool isWatched)
    {
        if (Json("monitor-7") is not var (entry, json) || Read(entry, DelayedLabels.Read(json)) is not { } labels)
            return isWatched ? 0.5 : 0;
        var monitor = DeclaredMonitor.All(product).FirstOrDefault(monitor => monitor.Watch.Text == "concept-drift");
        if (!isWatched || monitor is null)
            return Miss(
                entry, "no monitors of concept-drift and prediction-bias with a feed of quality stand behind it",
                "Add them, and name the feed in 'pipelines.feeds.quality'.", isAbsence: true);
        if (labels.Last > product.Today.Date)
            return Miss(entry, $"its last day {Days.Written(labels.Last)} lies ahead", "Correct the clock that wrote it.", 0.5);
        var allowed = Seconds(monitor.Every.Text)
            + product.Manifest.Texts("data.sources[].labels.delay").Select(Seconds).DefaultIfEmpty(0).Max();
        // The last day is over when the next one begins.
        if ((product.Today.Date - labels.Last).TotalSeconds - SecondsOfDay > allowed)
            return Miss(
                entry, $"the last labelled day is {Days.Written(labels.Last)}, longer ago than labels take and one interval of the monitor",
                "Let the job that joins labels run again.", 0.5);
        return IsWithin(monitor, labels.Value)
            ? 1
            : Miss(
                entry, $"on the last labelled day the quality was {Numbers.Written(labels.Value)}, outside the bounds of the monitor",
                "Act on the plan of the monitor.", 0.5);
    }

    /// <summary>New features can be added quickly: half a point, and never more, since who wrote down the days did it by hand.</summary>
    public double FeatureLead()
    {
        var limit = Math.Min(product.Policy.Limit("featureDays") ?? MostFeatureDays, MostFeatureDays);
        if (Json("data-6") is not var (entry, json) || Read(entry, FeatureLeadTimes.Read(json)) is not { } leads)
            return 0;
        return leads.MedianDays <= limit
            ? 0.5
            : Miss(
                entry,
                $"half of the features took more than {Numbers.Written(leads.MedianDays)} days from commit to release (limit "
                    + $"{Numbers.Written(limit)})",
                "Find what each waited for.");
    }

    private bool IsFresh(JsonFile json) =>
        json.Created is { } day && (day - product.Today.Date).TotalDays <= 1 && (product.Today.Date - day).TotalDays <= FreshDays;

    private static bool IsWithin(DeclaredMonitor monitor, double value) =>
        (monitor.Min.Text is not { } min || !MeasureParser.TryParse(min, out var least) || value >= least.Amount)
            && (monitor.Max.Text is not { } max || !MeasureParser.TryParse(max, out var most) || value <= most.Amount);

    private static double Seconds(string? duration) =>
        duration is not null && MeasureParser.TryParse(duration, out var measure) && measure.Kind == MeasureKind.Duration
            ? measure.Amount
            : 0;

    private (ManifestEntry Entry, JsonFile Json)? Json(string test)
    {
        var entry = product.Manifest.Find($"mltest.{test}")[0];
        return entry.Text is not null && Read(entry, product.Files.Json(entry.Text)) is { } json ? (entry, json) : null;
    }

    private T? Read<T>(ManifestEntry entry, Reading<T> reading) where T : class
    {
        if (reading.Fault is { } fault)
            Miss(
                entry, $"'{Quoted.Short(entry.Text!)}' {fault.Text}, so the test earns nothing by it",
                fault.IsAbsent ? "Run what writes it, or correct the path." : "Correct the file.", isAbsence: fault.IsAbsent);
        return reading.Value;
    }

    private double Miss(ManifestEntry entry, string what, string remedy, double points = 0, bool isAbsence = false)
    {
        var test = entry.Path.Replace('.', '/');
        _remarks.Add(Remark.OfScore(s_sections[entry.Path], test, what, remedy, entry.Span));
        if (!isAbsence)
            _seen[test] = what;
        return points;
    }
}
