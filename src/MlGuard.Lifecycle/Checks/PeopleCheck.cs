using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Checks;

/// <summary>People whom the repository knows, and enough different ones.</summary>
internal static class PeopleCheck
{
    public static RowCheck Of(int atLeast, string alone, params string[] paths) => context =>
    {
        ImmutableArray<ManifestEntry> entries = [.. paths.SelectMany(path => context.Entries(path)).Where(entry => entry.Text is not null)];
        ImmutableArray<Problem> unknown =
        [
            .. entries.Where(entry => !context.Product.People.Know(entry.Text!))
                .Select(entry => Problem.Failed(
                    $"'{Quoted.Short(entry.Text!)}' is neither in 'people' nor in CODEOWNERS, so a question may reach nobody",
                    "Add them to one of the two.", entry.Span) with { Scope = entry.Scope }),
        ];
        if (!unknown.IsEmpty)
            return RowAnswer.Of(unknown);
        var different = entries.Select(entry => entry.Text).Distinct(People.Same).Count();
        return different < atLeast
            ? RowAnswer.Of(Problem.Failed(alone, "Let somebody else decide with them.", entries[entries.Length - 1].Span))
            : Known(context, string.Join(", ", entries.Select(entry => entry.Text).Distinct(People.Same)));
    };

    /// <summary>Where the repository names nobody, a name is a word.</summary>
    private static RowAnswer Known(RowContext context, string names) =>
        context.Product.People.AreNamed ? RowAnswer.Proven(names) : RowAnswer.Declared(names);
}
