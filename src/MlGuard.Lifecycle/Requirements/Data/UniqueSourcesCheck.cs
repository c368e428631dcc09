using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Requirements.Data;

/// <summary>Sources of data that differ by name.</summary>
internal static class UniqueSourcesCheck
{
    public static RowAnswer Run(RowContext context)
    {
        var names = context.Entries(ManifestPaths.DataSourcesName);
        ImmutableArray<Problem> repeated =
        [
            .. names.GroupBy(entry => entry.Text).Where(group => group.Count() > 1)
                .Select(group => Problem.Failed(
                    $"the source '{Quoted.Short(group.Key!)}' is declared twice, so one of the two is checked by nobody", "Remove one.",
                    group.Last().Span) with { Scope = group.Key! }),
        ];
        return RowAnswer.Of(repeated, RowAnswer.Proven($"{names.Length} with an owner each"));
    }
}
