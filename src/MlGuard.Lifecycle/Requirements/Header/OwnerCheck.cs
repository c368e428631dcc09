using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Product;

namespace MlGuard.Lifecycle.Requirements.Header;

/// <summary>An owner whom the repository knows.</summary>
internal static class OwnerCheck
{
    public static RowAnswer Run(RowContext context)
    {
        var owner = context.Entry("owner");
        if (!context.Product.People.AreNamed)
            return RowAnswer.Declared($"{owner.Text} answers for it");
        return context.Product.People.Know(owner.Text!)
            ? RowAnswer.Proven($"{owner.Text} is known")
            : RowAnswer.Declared($"'{owner.Text}' is neither in people nor in CODEOWNERS") with
            {
                Notice = Problem.Failed(
                    $"'{owner.Text}' is neither in 'people' nor in CODEOWNERS, so a question may reach nobody",
                    "Add the owner to one of the two.", owner.Span),
            };
    }
}
