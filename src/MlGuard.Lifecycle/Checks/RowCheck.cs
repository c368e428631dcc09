using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Checks;

/// <summary>The part of a row that is an algorithm. It is asked only when every value is present and well-formed.</summary>
internal delegate RowAnswer RowCheck(RowContext context);

/// <summary>A row and the product that it is decided on.</summary>
internal sealed record RowContext(Row Row, ProductSnapshot Product)
{
    public ImmutableArray<ManifestEntry> Entries(string path) => Product.Manifest.Find(path);

    /// <summary>The first place of a field; every path has at least one.</summary>
    public ManifestEntry Entry(string path) => Entries(path)[0];

    public string? Text(string path) => Entry(path).Text;

    public Measure? Measure(string path) => Text(path) is { } text && MeasureParser.TryParse(text, out var measure) ? measure : null;

    public DateTime? Date(string path) => Text(path) is { } text && Days.TryRead(text, out var day) ? day : null;

    public ManifestEntry First => Entry(Row.Fields[0].Path);

    /// <summary>A limit of the manifest, where it may be tightened.</summary>
    public double Limit(string name, double otherwise) => Product.Policy.Limit(name) ?? otherwise;
}

/// <summary>Ways to put checks together.</summary>
internal static class RowChecks
{
    /// <summary>Every check has to hold; what is known least is how the row is known.</summary>
    public static RowCheck All(params RowCheck[] checks) => context => RowAnswer.Together([.. checks.Select(check => check(context))]);

    /// <summary>A check that needs what exists only after the build.</summary>
    public static RowCheck AtGate(RowCheck check) =>
        context => context.Product.IsAtGate ? check(context) : RowAnswer.Pending("decided at the gate");

    /// <summary>A check that a first product is not held to.</summary>
    public static RowCheck FromGrowth(RowCheck check) =>
        context => context.Product.Declared == MlGuard.Catalogue.Stage.Mvp ? RowAnswer.Proven("") : check(context);
}
