using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Requirements.Architecture;

/// <summary>What the business asks against what is built.</summary>
internal static class ArchitectureChecks
{
    private const int MaxConfigBytes = 1 << 20;

    public static RowAnswer AverageBelowPeak(RowContext context)
    {
        var entry = context.First;
        var requests = context.Measure("architecture.business.requests")!.Value;
        return context.Measure(ManifestPaths.ArchitectureBusinessPeak) is { } peak && requests.PerSecond > peak.PerSecond
            ? RowAnswer.Of(Problem.Failed(
                $"{entry.Text} are {Numbers.Written(requests.PerSecond)}/s on average, more than the peak of "
                    + $"{context.Text(ManifestPaths.ArchitectureBusinessPeak)}",
                "Correct the one that is wrong.", entry.Span))
            : RowAnswer.Proven($"{Numbers.Written(requests.PerSecond)}/s on average");
    }

    public static RowCheck AboveZero(string path) => context =>
        context.Measure(path) is { Amount: > 0 }
            ? RowAnswer.Proven(context.Text(path)!)
            : RowAnswer.Of(Problem.Failed($"'{path}' is not above zero", "Write what is expected.", context.Entry(path).Span));

    /// <summary>The model's minimum is not below what the business accepts.</summary>
    public static RowAnswer QualityIsAskedOfTheModel(RowContext context)
    {
        var metrics = Metric.All(context).ToDictionary(metric => metric.Name);
        var problems = ImmutableArray.CreateBuilder<Problem>();
        foreach (var entry in context.Entries("architecture.business.quality.<metric>").Where(entry => entry.Text is not null))
            if (!metrics.TryGetValue(entry.Scope, out var metric) || (metric.Min ?? metric.Max) is not { } bound)
                problems.Add(Problem.Failed(
                    $"the business asks for {Quoted.Short(entry.Scope)}, and 'training.quality' does not measure it",
                    "Measure it there, with a bound.", entry.Span) with { Scope = entry.Scope });
            else if (MeasureParser.TryParse(entry.Text!, out var asked)
                && (metric.Min is not null ? bound.Amount < asked.Amount : bound.Amount > asked.Amount))
                problems.Add(Problem.Failed(
                    $"the business asks for {entry.Text} of {Quoted.Short(entry.Scope)}, and the model only has to reach {bound.Text}",
                    "Raise the model's bound, or ask the business.", entry.Span) with { Scope = entry.Scope });
        return RowAnswer.Of(problems.ToImmutable(), RowAnswer.Proven("the model is held to it"));
    }

    public static RowAnswer Capacity(RowContext context)
    {
        var count = context.Measure(ManifestPaths.ArchitectureTechnicalServersCount)!.Value.Amount;
        var each = context.Measure("architecture.technical.servers.each")!.Value.PerSecond;
        // A team may ask for more room than this, never for less.
        var headroom = Math.Max(1.5, context.Limit("headroom", 1.5));
        if (context.Measure(ManifestPaths.ArchitectureBusinessPeak) is not { } peak)
            return RowAnswer.Declared("there is no peak to compare with");
        var needed = peak.PerSecond * headroom;
        return count * each >= needed
            ? RowAnswer.Proven($"{Numbers.Written(count * each)}/s for {Numbers.Written(needed)}/s with room")
            : RowAnswer.Of(Problem.Failed(
                $"{Numbers.Written(count)} {(count == 1 ? "server" : "servers")} of {context.Text("architecture.technical.servers.each")} "
                    + $"{(count == 1 ? "serves" : "serve")} "
                    + $"{Numbers.Written(count * each)}/s, and the peak with room asks for {Numbers.Written(needed)}/s",
                $"Run {Math.Ceiling(needed / Math.Max(each, 1e-9)).ToString("0", System.Globalization.CultureInfo.InvariantCulture)}, "
                    + "or make each faster.",
                context.Entry(ManifestPaths.ArchitectureTechnicalServersCount).Span));
    }

    public static RowAnswer Availability(RowContext context) =>
        context.Measure("architecture.business.availability")!.Value.Amount > 0.999
            && context.Measure(ManifestPaths.ArchitectureTechnicalServersCount) is { Amount: < 2 }
            ? RowAnswer.Of(Problem.Failed($"{context.First.Text} cannot be kept by one server", "Run at least two.", context.First.Span))
            : RowAnswer.Proven(context.First.Text!);

    /// <summary>A store that the configuration names too is proven; one that only the manifest names is declared.</summary>
    public static RowCheck Stores(string path, string other) => context =>
    {
        ImmutableArray<ManifestEntry> stores = [.. context.Entries(path).Where(entry => entry.Text is not null)];
        if (stores.IsEmpty)
            return RowAnswer.Declared(context.Text(other) ?? "none");
        var configuration = Configuration(context.Product);
        return stores.All(store => configuration.Any(text => text.IndexOf(store.Text!, StringComparison.OrdinalIgnoreCase) >= 0))
            ? RowAnswer.Proven($"{stores.Length} named in the configuration")
            : RowAnswer.Declared(string.Join(", ", stores.Select(store => Quoted.Short(store.Text!))));
    };

    private static ImmutableArray<string> Configuration(ProductSnapshot product)
    {
        var folders = (product.Facts?.Assemblies
            ?? []).Select(assembly => assembly.Project.Contains('/')
                ? assembly.Project.Substring(0, assembly.Project.LastIndexOf('/'))
                : ".")
            .Append(".").Distinct();
        return
        [
            .. folders.SelectMany(folder => product.Folder.List(
                folder, "appsettings.json", "appsettings.Production.json", "docker-compose.yml", "docker-compose.yaml", "compose.yaml"))
                .Select(file => product.Folder.Find(file).Read(MaxConfigBytes)).OfType<byte[]>().Select(EvidenceText.Of),
        ];
    }
}
