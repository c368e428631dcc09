using MlGuard.Lifecycle.Manifest;

namespace MlGuard.Lifecycle.Gates.Checks;

/// <summary>People whom the repository knows, and enough different ones.</summary>
internal static class PeopleCheck
{
    public static RowCheck Of(int atLeast, string alone, params string[] paths) => context =>
    {
        ImmutableArray<Slot> slots = [.. paths.SelectMany(path => context.Slots(path)).Where(slot => slot.Text is not null)];
        ImmutableArray<Problem> unknown =
        [
            .. slots.Where(slot => !context.Product.People.Know(slot.Text!))
                .Select(slot => Problem.Failed($"'{Quoted.Short(slot.Text!)}' is neither in 'people' nor in CODEOWNERS, so a question may reach nobody", "Add them to one of the two.", slot.Span) with { Scope = slot.Scope }),
        ];
        if (!unknown.IsEmpty)
            return RowAnswer.Of(unknown);
        var different = slots.Select(slot => slot.Text).Distinct().Count();
        return different < atLeast
            ? RowAnswer.Of(Problem.Failed(alone, "Let somebody else decide with them.", slots[slots.Length - 1].Span))
            : RowAnswer.Proven(string.Join(", ", slots.Select(slot => slot.Text).Distinct()));
    };
}
