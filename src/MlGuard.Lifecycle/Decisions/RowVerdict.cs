using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Decisions;

/// <summary>What the gate knows about one row.</summary>
/// <param name="Rule">The row's id, the path with slashes; what waivers name.</param>
/// <param name="Section">The step of the lifecycle.</param>
/// <param name="Title">What the row asks for.</param>
/// <param name="Stage">The stage that asks for it; empty for a row that no stage asks for.</param>
/// <param name="Binds">Whether a failure here costs the declared stage.</param>
/// <param name="State">How it is known.</param>
/// <param name="Reason">Why the state is what it is.</param>
/// <param name="Line">Where in the manifest, from 1; 0 is no position.</param>
/// <param name="Column">From 1; 0 is no position.</param>
internal sealed record RowVerdict(
    string Rule, string Section, string Title, string Stage, bool Binds, RowState State, string Reason, int Line, int Column)
{
    /// <summary>Whether it is not fulfilled at the declared stage.</summary>
    public bool IsOpen { get; init; }

    /// <summary>The highest stage for which it is fulfilled; empty for none.</summary>
    public string Reaches { get; init; } = "";

    /// <summary>The stage from which a failure costs the stage; empty for never.</summary>
    public string BindsFrom { get; init; } = "";

    /// <summary>What to do about it; empty where nothing is open.</summary>
    public string Remedy { get; init; } = "";

    /// <summary>What was seen against it, so that no attestation counts; empty where nothing was.</summary>
    public string Seen { get; init; } = "";

    /// <summary>Whether the product's profile asks for it.</summary>
    public bool IsAsked { get; init; } = true;

    /// <summary>The files that the manifest names for it, without the place in them.</summary>
    public ImmutableArray<string> Files { get; init; } = [];

    public static ImmutableArray<string> FilesOf(Row row, ManifestDocument manifest) =>
    [
        .. row.Fields.Where(field => field.Type.Target is not (FieldTarget.None or FieldTarget.Symbol))
            .SelectMany(field => manifest.Find(field.Path)).Select(entry => entry.Text).OfType<string>()
            .Select(FilePointer.FileOf).Distinct(StringComparer.Ordinal),
    ];
}
