using System.Text.Json;
using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Requirements.Training;

/// <summary>What only a product that runs for long can show.</summary>
internal static class MaturityChecks
{
    private const int MaxProblems = 5;

    /// <summary>Two runs of one seed give one model, or nearly.</summary>
    public static RowAnswer Repro(RowContext context)
    {
        var entry = context.First;
        var gap = Math.Abs(context.Product.Files.Metric(entry.Text!).Value!.Value.Amount);
        var tolerance = context.Measure("training.repro.tolerance")?.Amount ?? 0;
        return gap <= tolerance
            ? RowAnswer.Proven($"a gap of {Numbers.Written(gap)}")
            : RowAnswer.Of(Problem.Failed(
                $"two runs differ by {Numbers.Written(gap)}, more than {Numbers.Written(tolerance)}",
                "Find what is not seeded, or argue the tolerance.", entry.Span));
    }

    /// <summary>Quality by age: <c>[{ "ageDays": 0, "value": 0.64 }, ...]</c>, long enough to hold the limit of the model's age.</summary>
    public static RowAnswer Staleness(RowContext context)
    {
        var entry = context.First;
        var (file, pointer) = FilePointer.Of(entry.Text!);
        var (json, fault) = context.Product.Files.Json(file);
        if (json is null)
            return RowAnswer.Of(EvidenceProblem.Of(context.Product, entry, fault!));
        ImmutableArray<double> ages = json.Find(pointer!) is { ValueKind: JsonValueKind.Array } curve
            ? [
                .. curve.EnumerateArray()
                    .Select(point => Number(point, "ageDays") is { } age && Number(point, "value") is not null ? age : double.NaN),
            ]
            : [];
        if (ages.Length < 2 || ages.Any(double.IsNaN))
            return RowAnswer.Of(Problem.Broken(
                $"'{Quoted.Short(entry.Text!)}' is no curve of two points or more with 'ageDays' and 'value'",
                "Evaluate the model on data of several ages.", entry.Span));
        if (DeclaredMonitor.All(context.Product).FirstOrDefault(monitor => monitor.Watch.Text == "model-age")?.Max.Text is not { } max
            || !MeasureParser.TryParse(max, out var limit))
            return RowAnswer.Declared($"{Numbers.Counted(ages.Length, "point")}, and no monitor of model-age to compare with");
        return limit.Amount / 86400 <= ages.Max()
            ? RowAnswer.Proven($"{Numbers.Counted(ages.Length, "point")} up to {Numbers.Written(ages.Max())} days")
            : RowAnswer.Of(Problem.Failed(
                $"the curve ends at {Numbers.Written(ages.Max())} days, and the model may be {max} old",
                "Measure that far, or lower the limit.", entry.Span));
    }

    /// <summary>Every feature brings something and has an owner: <c>{ "features": { "Amount": { "importance": 0.2 } } }</c>.</summary>
    public static RowAnswer Features(RowContext context)
    {
        var report = context.Entry(ManifestPaths.TrainingFeaturesReport);
        var (json, fault) = context.Product.Files.Json(report.Text!);
        if (json is null)
            return RowAnswer.Of(EvidenceProblem.Of(context.Product, report, fault!));
        if (json.Find("/features") is not { ValueKind: JsonValueKind.Object } features || !features.EnumerateObject().Any())
            return RowAnswer.Of(Problem.Broken(
                $"'{Quoted.Short(report.Text!)}' holds no feature under 'features'", "Write each with its 'importance'.", report.Span));
        if (ModelBinding.Of(context.Product).ProblemOf(report, json) is { } unbound)
            return RowAnswer.Of(unbound);
        var owners = context.Entry("training.features.owners");
        var named = context.Product.Folder.Find(owners.Text!).Read(1 << 20) is { } bytes ? EvidenceText.Of(bytes) : "";
        var problems = features.EnumerateObject().SelectMany(feature => FeatureProblems(feature, named, report, owners)).ToImmutableArray();
        return RowAnswer.Of(
            [.. problems.Take(MaxProblems)],
            Grounds.OnModel(context, $"{features.EnumerateObject().Count()} features, each with owner and importance", [report]));
    }

    private static IEnumerable<Problem> FeatureProblems(JsonProperty feature, string owners, ManifestEntry report, ManifestEntry file)
    {
        var name = Quoted.Short(feature.Name);
        if ((feature.Value.ValueKind == JsonValueKind.Number ? feature.Value.GetDouble() : Number(feature.Value, "importance")) is not > 0)
            yield return Problem.Failed(
                $"the feature '{name}' brings nothing, and costs all the same", "Drop it, or waive it with a reason.",
                report.Span) with { Scope = feature.Name };
        if (owners.IndexOf(feature.Name, StringComparison.Ordinal) < 0)
            yield return Problem.Failed(
                $"the feature '{name}' has no owner in '{Quoted.Short(file.Text!)}'", "Write who answers when it changes.",
                file.Span) with { Scope = feature.Name };
    }

    public static RowAnswer Changelog(RowContext context)
    {
        var entry = context.First;
        var version = context.Text(ManifestPaths.ModelVersion);
        return version is null
            || (context.Product.Folder.Find(entry.Text!).Read(4 << 20) is { } bytes
                && EvidenceText.Of(bytes).IndexOf(version, StringComparison.Ordinal) >= 0)
            ? RowAnswer.Proven($"names {version}")
            : RowAnswer.Of(Problem.Failed(
                $"'{Quoted.Short(entry.Text!)}' does not name the model's version {Quoted.Short(version)}", "Write what changed in it.",
                entry.Span));
    }

    public static RowAnswer RealisedGain(RowContext context)
    {
        var entry = context.First;
        var realised = context.Product.Files.Metric(entry.Text!).Value!.Value;
        if (context.Measure("discovery.gain.amount") is not { } promised)
            return RowAnswer.Declared("no gain was promised");
        if (realised.Kind == MeasureKind.Money && realised.Unit != promised.Unit)
            return RowAnswer.Of(Problem.Broken(
                $"'{Quoted.Short(entry.Text!)}' is in {realised.Unit} and the promise in {promised.Unit}", "Write both in one currency.",
                entry.Span));
        var share = (realised.IsRate ? realised.PerYear : realised.Amount) / promised.PerYear;
        return RowAnswer.Proven(
            $"{(share * 100).ToString("0", System.Globalization.CultureInfo.InvariantCulture)}% of "
                + $"{context.Text("discovery.gain.amount")}");
    }

    /// <summary>A stage's gain is known before the next is paid for.</summary>
    public static RowAnswer GainIsKnown(RowContext context) =>
        context.Text("iterate.realisedGain") is not null
            ? RowAnswer.Proven("")
            : RowAnswer.Of(Problem.Absent(
                "what growth brought is not known, and maturity is paid for all the same",
                "Measure it, and name it in 'iterate.realisedGain'.", context.First.Span));

    public static RowAnswer Next(RowContext context) =>
        context.First.Text == "stop" && context.Text("iterate.decommission") is null
            ? RowAnswer.Of(Problem.Absent(
                "the product stops, and nobody wrote down how", "Name the plan in 'iterate.decommission'.", context.First.Span))
            : RowAnswer.Proven(context.First.Text!);

    private static double? Number(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object
            && element.TryGetProperty(name, out var value)
            && value.ValueKind == JsonValueKind.Number
            && value.TryGetDouble(out var number)
            && !double.IsInfinity(number)
            ? number
            : null;
}
