using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Product;

namespace MlGuard.Lifecycle.Requirements.Discovery;

/// <summary>The declared task against the catalog of ML.NET that the training uses.</summary>
internal static class TaskCheck
{
    public static RowAnswer Run(RowContext context)
    {
        var entry = context.First;
        var task = MlTask.All.First(known => known.Name == entry.Text);
        if (task.Catalogs.IsEmpty)
            return RowAnswer.Declared($"{task.Name}: ML.NET has no catalog of its own for it");
        var starts = TrainingRunCheck.Starts(context.Product);
        ImmutableArray<string> used =
        [
            .. MlTask.CatalogsIn(context.Product.Facts!.Graph.Reach(starts))
                .OrderBy(name => name, StringComparer.Ordinal),
        ];
        if (starts.IsEmpty)
            return RowAnswer.Declared(TrainingRunCheck.Unknown);
        if (used.IsEmpty)
            return RowAnswer.Declared("the training uses no catalog of ML.NET to compare with");
        return used.Any(catalog => task.Catalogs.Contains(catalog))
            ? RowAnswer.Proven($"the training uses MLContext.{used.First(catalog => task.Catalogs.Contains(catalog))}")
            : RowAnswer.Of(Problem.Failed(
                $"the manifest says {task.Name}, but the training uses MLContext.{string.Join(" and MLContext.", used)}",
                    "Correct the one that is wrong.", entry.Span));
    }
}
