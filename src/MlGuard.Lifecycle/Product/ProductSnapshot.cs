using MlGuard.Catalogue;
using MlGuard.Frameworks;
using MlGuard.Lifecycle.Evidence;
using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Product;

/// <summary>The product as it stands on a day: all that rows are decided on.</summary>
/// <param name="Manifest">What the team says.</param>
/// <param name="Folder">Where it stands.</param>
/// <param name="Files">Its files, each read once.</param>
/// <param name="Facts">The code; null in the build phase, before it is compiled.</param>
/// <param name="Notebooks">Paths relative to the folder.</param>
/// <param name="Today">The day.</param>
/// <param name="ContinuousIntegration">Whether evidence that is absent has failed.</param>
/// <param name="Policy">How strict the gate is, from the manifest and the organisation's floor.</param>
internal sealed record ProductSnapshot(
    ManifestDocument Manifest, ProductFolder Folder, EvidenceStore Files, ProductFacts? Facts, ImmutableArray<string> Notebooks,
    DateTime Today, bool ContinuousIntegration, GatePolicy Policy)
{
    private const int DefaultDays = 180;

    public People People { get; } = new(Manifest, Folder);

    /// <summary>Where predictions are asked for and made; null in the build phase.</summary>
    public ServingMap? Serving { get; } = Facts is null ? null : new(Facts, Manifest);

    /// <summary>The product's tests and how they ended; null in the build phase.</summary>
    public TestLedger? Tests { get; } = Facts is null ? null : new(Facts, Manifest, Files);

    /// <summary>To which build evidence belongs; null in the build phase.</summary>
    public SealedEvidence? Seals { get; } = Facts is null ? null : new(Files, Folder, Manifest, Facts);

    public Stage Declared { get; } = Enum.TryParse<Stage>(Manifest.Text("stage"), ignoreCase: true, out var stage) ? stage : Stage.Mvp;

    /// <summary>The stage that the product works towards; null when it names none above the declared one.</summary>
    public Stage? Target => Enum.TryParse<Stage>(Manifest.Text(ManifestPaths.Target), ignoreCase: true, out var target) && target > Declared
        ? target
        : null;

    /// <summary>How much is asked of the product: what the manifest says, but never less than the floor.</summary>
    public ProductProfile Profile { get; } = Larger(GatePolicy.ProfileIn(Manifest, ManifestPaths.Profile), Policy.LeastProfile);

    /// <summary>Whether the manifest or a floor names the profile.</summary>
    public bool IsProfileNamed { get; } = Manifest.Text(ManifestPaths.Profile) is not null || Policy.LeastProfile is not null;

    public bool IsAtGate => Facts is not null;

    /// <summary>What the compiler found in the code; empty in the build phase.</summary>
    public ImmutableArray<ProjectCode> Code { get; private init; } = [];

    /// <summary>Whether the product's own build files keep the gate from standing before publish and pack.</summary>
    public bool GateIsOff { get; init; }

    /// <summary>Every document that the manifest names, in the order of the lifecycle.</summary>
    public ImmutableArray<DocumentUse> Documents { get; init; } = [];

    /// <summary>This product at the gate, where its code is known.</summary>
    public ProductSnapshot WithCode(ImmutableArray<(string Path, AssemblyFacts Facts)> facts) =>
        new(
            Manifest, Folder, Files, new([.. facts.Select(pair => pair.Facts)], ApisOf(Manifest)), Notebooks, Today, ContinuousIntegration,
            Policy)
        {
            Documents = Documents,
            GateIsOff = GateIsOff,
            Code = ProjectCode.Of(facts),
        };

    /// <summary>Days of a limit; a manifest can shorten it and never lengthen it.</summary>
    public int LimitDays(string name) => (int)Math.Min(Policy.Limit(name) ?? DefaultDays, DefaultDays);

    /// <summary>The team's own wrappers around machine-learning libraries.</summary>
    public static ImmutableHashSet<(Role Role, string Symbol)> ApisOf(ManifestDocument manifest) =>
        [.. Apis(manifest).Where(api => api.Role is not null).Select(api => (api.Role!.Value, api.Symbol))];

    private static ProductProfile Larger(ProductProfile? own, ProductProfile? least)
    {
        var said = own ?? ProductProfile.Standard;
        return least > said ? least.Value : said;
    }

    private static IEnumerable<(Role? Role, string Symbol)> Apis(ManifestDocument manifest) =>
        from entry in (manifest.Root.Find("apis")?.Value as MapNode)?.Entries ?? []
        let role = Enum.TryParse<Role>(entry.Key, ignoreCase: true, out var parsed) ? parsed : (Role?)null
        from symbol in entry.Value is ListNode list ? list.Items : [entry.Value]
        where symbol is ScalarNode { IsEmpty: false }
        select (role, ((ScalarNode)symbol).Text);
}
