using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Product;

namespace MlGuard.Lifecycle.Requirements.Operation;

/// <summary>A monitor for each cause that harms slowly.</summary>
internal static class WatchCheck
{
    public static RowCheck For(params string[] causes) => context =>
    {
        var watched = context.Product.Manifest.Texts("monitoring[].watch");
        var at = context.Entry("monitoring[].watch").Span;
        ImmutableArray<Problem> missing =
            [
                .. causes.Where(cause => !watched.Contains(cause))
                    .Select(cause => Problem.Absent(
                        $"no monitor watches {cause}, so {context.Row.Without}", $"Add one with 'watch: {cause}'.", at)),
            ];
        return RowAnswer.Of(missing, RowAnswer.Proven(string.Join(", ", causes)));
    };
}
