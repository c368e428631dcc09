using MlGuard.Frameworks;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Facts.Il;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;

namespace MlGuard.Lifecycle.Checks;

/// <summary>The declared training is a method that really trains, and that a machine can run.</summary>
internal static class TrainingRunCheck
{
    /// <summary>What is said of rows that compare something with the training where there is none.</summary>
    public const string Unknown = "no training is known to compare it with";

    public static RowAnswer Run(RowContext context)
    {
        var entry = context.First;
        var facts = context.Product.Facts!;
        var candidates = facts.Methods(entry.Text!);
        if (candidates.IsEmpty)
            return RowAnswer.Of(NotAMethod(facts, entry));
        ImmutableArray<Problem?> problems = [.. candidates.Select(method => ProblemOf(facts, method, entry))];
        return problems.Contains(null)
            ? RowAnswer.Proven($"{entry.Text} reaches Fit")
            : RowAnswer.Of(problems[0]!);
    }

    /// <summary>The overloads of <c>training.run</c> that train; what other rows start from.</summary>
    public static ImmutableArray<ProductMethod> Starts(ProductSnapshot product)
    {
        var entry = product.Manifest.Find(ManifestPaths.TrainingRun)[0];
        return entry.Text is null
            ? []
            : [.. product.Facts!.Methods(entry.Text).Where(method => ProblemOf(product.Facts, method, entry) is null)];
    }

    private static Problem NotAMethod(ProductFacts facts, ManifestEntry entry)
    {
        if (facts.Assemblies.IsEmpty)
            return Problem.Broken(
                "no project of the product left facts, so nothing is known about its code",
                "Build the product's projects with MlGuard referenced.", entry.Span) with { IsOfMissingCode = true };
        return facts.Types(entry.Text!).IsEmpty
            ? Problem.Failed(
                $"no project defines '{entry.Text}', so the model cannot be trained at will",
                Renamed(facts, entry) is { } renamed ? $"Did you mean '{renamed}'?" : PresenceCheck.SymbolRemedy(facts, entry.Text!),
                entry.Span) with { IsOfMissingCode = true }
            : Problem.Failed($"'{entry.Text}' is a type, so nobody knows what to run", "Name the method that trains.", entry.Span);
    }

    /// <summary>The one method of the same type that trains; null where there is none, or several do.</summary>
    private static string? Renamed(ProductFacts facts, ManifestEntry entry)
    {
        var type = entry.Text!.Substring(0, Math.Max(0, entry.Text.LastIndexOf('.')));
        ImmutableArray<string> training =
        [
            .. facts.Types(type).SelectMany(found => facts.Graph.MethodsOf(found.Name))
                .Where(method => ProblemOf(facts, method, entry) is null).Select(method => method.Symbol).Distinct(),
        ];
        return training is [var one] ? one : null;
    }

    private static Problem? ProblemOf(ProductFacts facts, ProductMethod method, ManifestEntry entry)
    {
        if (method.Assembly.IsTestProject)
            return Problem.Failed(
                $"'{entry.Text}' stands in the test project {method.Assembly.Project}, which is not shipped",
                "Move it into a project of the product.", entry.Span);
        if (method.Fact.Visibility == SymbolVisibility.Hidden && method.Fact.Name is not ("Main" or GeneratedNames.TopLevel))
            return Problem.Failed($"'{entry.Text}' is private, so nothing can start it", "Make it internal or public.", entry.Span);
        if (method.Fact.IsObsolete)
            return Problem.Failed($"'{entry.Text}' is marked obsolete", "Name its successor.", entry.Span);
        return method.Fact.Body switch
        {
            MethodBody.None or MethodBody.Empty =>
                Problem.Failed($"'{entry.Text}' has no body that does anything", "Write it, or name what trains.", entry.Span),
            MethodBody.OnlyThrows => Problem.Failed($"'{entry.Text}' only throws", "Write it, or name what trains.", entry.Span),
            MethodBody.Unreadable =>
                Problem.Broken(
                    $"the body of '{entry.Text}' cannot be read", "Run the gate on the assembly before it is obfuscated.", entry.Span),
            _ => ReachProblem(facts, method, entry),
        };
    }

    private static Problem? ReachProblem(ProductFacts facts, ProductMethod method, ManifestEntry entry)
    {
        var reached = facts.Graph.Reach([method]);
        if (!reached.Any(step => facts.Plays(step, Role.Fit) || facts.Plays(step, Role.CrossValidate)))
            return Problem.Failed(
                $"'{entry.Text}' never reaches a call that fits a model",
                    "Name the method that trains, or declare your own training call under 'apis: {fit: [...]}'.", entry.Span);
        return reached.FirstOrDefault(step => step.Calls.Any(call => RoleIndex.IsInteractive(call.Type, call.Name))) is { } waiting
            ? Problem.Failed(
                $"'{entry.Text}' waits for somebody at the console in {waiting.Symbol}, so no schedule can run it",
                "Take the value from an argument.", entry.Span)
            : null;
    }
}
