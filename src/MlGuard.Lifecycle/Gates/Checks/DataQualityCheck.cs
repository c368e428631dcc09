using MlGuard.Catalogue;
using MlGuard.Lifecycle.Manifest;

namespace MlGuard.Lifecycle.Gates.Checks;

/// <summary>The quality of the data is known from growth on, and poor data is somebody's work.</summary>
internal static class DataQualityCheck
{
    public static RowAnswer Run(RowContext context)
    {
        var slots = context.Slots("data.sources[].quality");
        var unknown = slots.Where(slot => slot.Text == "unknown").ToImmutableArray();
        if (unknown.IsEmpty)
            return RowAnswer.Proven(string.Join(", ", slots.Select(slot => slot.Text).Distinct()));
        if (context.Product.Declared == Stage.Mvp)
            return RowAnswer.Declared("unknown, which mvp allows");
        return RowAnswer.Of([.. unknown.Select(slot => Problem.Failed($"the quality of '{Quoted.Short(slot.Scope)}' is unknown, which only mvp allows", "Look at the data and write good, fair or poor.", slot.Span) with { Scope = slot.Scope })]);
    }
}
