using MlGuard.Catalogue;
using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Requirements.Data;

/// <summary>The quality of the data is known from growth on, and poor data is somebody's work.</summary>
internal static class DataQualityCheck
{
    public static RowAnswer Run(RowContext context)
    {
        var entries = context.Entries("data.sources[].quality");
        var unknown = entries.Where(entry => entry.Text == "unknown").ToImmutableArray();
        if (unknown.IsEmpty)
            return RowAnswer.Proven(string.Join(", ", entries.Select(entry => entry.Text).Distinct()));
        if (context.Product.Declared == Stage.Mvp)
            return RowAnswer.Declared("unknown, which mvp allows");
        return RowAnswer.Of([
            .. unknown.Select(entry => Problem.Failed(
                $"the quality of '{Quoted.Short(entry.Scope)}' is unknown, which only mvp allows",
                "Look at the data and write good, fair or poor.", entry.Span) with { Scope = entry.Scope }),
        ]);
    }
}
