using MlGuard.Frameworks;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Manifest;

namespace MlGuard.Lifecycle.Gates.Checks;

/// <summary>The declared training is a method that really trains, and that a machine can run.</summary>
internal static class TrainingRunCheck
{
    public static RowAnswer Run(RowContext context)
    {
        var slot = context.First;
        var facts = context.Product.Facts!;
        var candidates = facts.Methods(slot.Text!);
        if (candidates.IsEmpty)
            return RowAnswer.Of(NotAMethod(facts, slot));
        ImmutableArray<Problem?> problems = [.. candidates.Select(place => ProblemOf(facts, place, slot))];
        return problems.Contains(null)
            ? RowAnswer.Proven($"{slot.Text} reaches Fit")
            : RowAnswer.Of(problems[0]!);
    }

    /// <summary>The overloads of <c>training.run</c> that train; what other rows start from.</summary>
    public static ImmutableArray<Place> Starts(Product product)
    {
        var slot = product.Manifest.Find("training.run")[0];
        return slot.Text is null ? [] : [.. product.Facts!.Methods(slot.Text).Where(place => ProblemOf(product.Facts, place, slot) is null)];
    }

    private static Problem NotAMethod(ProductFacts facts, Slot slot)
    {
        if (facts.Assemblies.IsEmpty)
            return Problem.Broken("no project of the product left facts, so nothing is known about its code", "Build the product's projects with MlGuard referenced.", slot.Span);
        return facts.Types(slot.Text!).IsEmpty
            ? Problem.Failed($"no project defines '{slot.Text}', so the model cannot be trained at will", PresenceCheck.SymbolRemedy(facts, slot.Text!), slot.Span)
            : Problem.Failed($"'{slot.Text}' is a type, so nobody knows what to run", "Name the method that trains.", slot.Span);
    }

    private static Problem? ProblemOf(ProductFacts facts, Place place, Slot slot)
    {
        if (place.Assembly.IsTestProject)
            return Problem.Failed($"'{slot.Text}' stands in the test project {place.Assembly.Project}, which is not shipped", "Move it into a project of the product.", slot.Span);
        if (place.Method.Visibility == SymbolVisibility.Hidden)
            return Problem.Failed($"'{slot.Text}' is private, so nothing can start it", "Make it internal or public.", slot.Span);
        if (place.Method.IsObsolete)
            return Problem.Failed($"'{slot.Text}' is marked obsolete", "Name its successor.", slot.Span);
        return place.Method.Body switch
        {
            MethodBody.None or MethodBody.Empty => Problem.Failed($"'{slot.Text}' has no body that does anything", "Write it, or name what trains.", slot.Span),
            MethodBody.OnlyThrows => Problem.Failed($"'{slot.Text}' only throws", "Write it, or name what trains.", slot.Span),
            MethodBody.Unreadable => Problem.Broken($"the body of '{slot.Text}' cannot be read", "Run the gate on the assembly before it is obfuscated.", slot.Span),
            _ => ReachProblem(facts, place, slot),
        };
    }

    private static Problem? ReachProblem(ProductFacts facts, Place place, Slot slot)
    {
        var reached = facts.Graph.Reach([place]);
        if (!reached.Any(step => facts.Plays(step, Role.Fit) || facts.Plays(step, Role.CrossValidate)))
            return Problem.Failed(
                $"'{slot.Text}' never reaches a call that fits a model", "Name the method that trains, or declare your own training call under 'apis: {fit: [...]}'.", slot.Span);
        return reached.FirstOrDefault(step => step.Calls.Any(call => RoleIndex.IsInteractive(call.Type, call.Name))) is { } waiting
            ? Problem.Failed($"'{slot.Text}' waits for somebody at the console in {waiting.Symbol}, so no schedule can run it", "Take the value from an argument.", slot.Span)
            : null;
    }
}
