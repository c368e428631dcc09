using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;

namespace MlGuard.Lifecycle.Requirements.Operation;

/// <summary>A monitor for each cause that harms slowly.</summary>
internal static class WatchCheck
{
    public static RowCheck For(params string[] causes) => context =>
    {
        var watched = context.Product.Manifest.Texts(ManifestPaths.MonitoringWatch);
        var at = context.Entry(ManifestPaths.MonitoringWatch).Span;
        ImmutableArray<Problem> missing =
            [
                .. causes.Where(cause => !watched.Contains(cause))
                    .Select(cause => Problem.Absent(
                        $"no monitor watches {cause}, so {context.Row.Without}", $"Add one with 'watch: {cause}'.", at)),
            ];
        return RowAnswer.Of(missing, RowAnswer.Proven(string.Join(", ", causes)));
    };
}
