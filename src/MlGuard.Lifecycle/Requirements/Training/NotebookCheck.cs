using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Product;

namespace MlGuard.Lifecycle.Requirements.Training;

/// <summary>No notebook where products are built; folders for research may hold some.</summary>
internal static class NotebookCheck
{
    private const int Shown = 3;

    public static RowAnswer Run(RowContext context)
    {
        var allowed = context.Product.Manifest.Texts("training.notebooks.allow[]");
        ImmutableArray<string> stray =
        [
            .. context.Product.Notebooks.Where(path => !allowed.Any(pattern => Glob.Matches(pattern, path)))
                .OrderBy(path => path, StringComparer.Ordinal),
        ];
        if (stray.IsEmpty)
            return RowAnswer.Proven(context.Product.Notebooks.IsEmpty ? "no notebooks" : "all where they may be");
        var shown = string.Join(", ", stray.Take(Shown).Select(path => $"'{Short(path)}'"))
            + (stray.Length > Shown ? $" and {stray.Length - Shown} more" : "");
        return RowAnswer.Of(Problem.Failed(
            $"{shown} may hold steps that nobody can build or test",
                "Move the steps into the training pipeline, or the file into a folder of 'training.notebooks.allow'.",
                context.Entry("training.notebooks").Span));
    }

    private static string Short(string path) => path.Length <= 60 ? path : "..." + path.Substring(path.Length - 57);
}
