using MlGuard.Catalogue;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;

namespace MlGuard.Lifecycle.Checks;

/// <summary>One thing that a stage asks for.</summary>
/// <param name="Id">The path with slashes; what waivers and attestations name.</param>
/// <param name="RequiredFrom">From which stage on.</param>
/// <param name="Title">What is asked.</param>
/// <param name="Without">What follows when it is missing, to stand after "so".</param>
/// <param name="References">Who asks for it, in the short forms of docs/manifest.md.</param>
/// <param name="Fields">The values that answer it.</param>
internal sealed record Row(
    string Id, RequiredFrom RequiredFrom, string Title, string Without, string References, ImmutableArray<Field> Fields)
{
    private static readonly ImmutableHashSet<string> s_header = ["mlguard", "ruleset", "project", "model", "models", "stage"];

    /// <summary>When the row applies at all.</summary>
    public Condition When { get; init; } = Condition.Always;

    /// <summary>What a product writes for which the row is not meant, as a sentence; empty where nothing need be said.</summary>
    public string Exemption { get; init; } = "";

    /// <summary>What is looked at beyond presence and form.</summary>
    public RowCheck Check { get; init; } = PresenceCheck.Run;

    /// <summary>What the check looks at, for the documentation.</summary>
    public string Checked { get; init; } = "";

    /// <summary>What the file of JSON holds that the row names; null for a row that names none.</summary>
    public FileContent? File { get; init; }

    /// <summary>What writes the file that the row names.</summary>
    public ImmutableArray<Making> Makings { get; init; } = [];

    /// <summary>The rule pack that brought the row; a manifest that pins an older one only gets a message.</summary>
    public string Since { get; init; } = RuleSets.First;

    /// <summary>The smallest profile that asks for it; below, it is advice.</summary>
    public ProductProfile AskedFrom { get; init; } = ProductProfile.Small;

    /// <summary>Whether it is asked of every regulated product, also where it would not apply to another.</summary>
    public bool IsAskedOfRegulated { get; init; }

    /// <summary>Whether the check asks more of its symbol than that it exists and does something, and says it better.</summary>
    public bool SaysItsSymbolItself { get; init; }

    /// <summary>
    /// Whether the check compares what the manifest says with itself alone: then it is the team's word, however well-formed, and declared.
    /// </summary>
    public bool IsOnlySaid { get; init; }

    /// <summary>Keys of other rows that its values are looked up in or compared with.</summary>
    public ImmutableArray<string> Beside { get; init; } = [];

    /// <summary>What the row asks of another row's list; null for nothing.</summary>
    public RowItems? Item { get; init; }

    /// <summary>Rows that are the ground of the others cannot be waived.</summary>
    public bool IsWaivable { get; init; } = true;

    public string Section { get; } = s_header.Contains(Id.Split('/')[0]) ? "header" : Id.Split('/')[0];

    public string Code => LifecycleRules.OfSection(Section);

    /// <summary>Whether the profile of a product asks for it; what a policy raises to an error is asked of all.</summary>
    public bool IsAskedOf(ProductSnapshot product) =>
        AskedFrom <= product.Profile || product.Policy.SeverityOf(Id) == Severity.Error;

    /// <summary>Whether it applies to a product, by what the manifest says and by what its code shows.</summary>
    public bool AppliesTo(ProductSnapshot product) =>
        When.Applies(product.Manifest)
        || When.IsShownByCode(product)
        || (IsAskedOfRegulated && product.Profile == ProductProfile.Regulated);

    /// <summary>The stage from which a failure costs the stage; null for a row that binds never.</summary>
    public Stage? BindsFrom => RequiredFrom switch
    {
        RequiredFrom.Mvp => Stage.Mvp,
        RequiredFrom.MvpWarning or RequiredFrom.Growth => Stage.Growth,
        RequiredFrom.Maturity => Stage.Maturity,
        _ => null,
    };

    /// <summary>The stage from which the row is spoken of at all.</summary>
    public Stage? SpokenFrom => RequiredFrom == RequiredFrom.MvpWarning ? Stage.Mvp : BindsFrom;
}
