using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Product;

namespace MlGuard.Lifecycle.Requirements.Serving;

/// <summary>Whether what loggers are given goes anywhere: a program can remove every provider and add none.</summary>
internal static class LogDestination
{
    /// <summary>Libraries of which it is known what adds a provider.</summary>
    private static readonly ImmutableArray<string> s_known = ["Microsoft.ML.", "Microsoft.Extensions.Logging."];

    private const string Logger = "Microsoft.Extensions.Logging.ILogger";

    /// <summary>Why what a log writes to its logger is lost; null where it is not, or nobody can tell.</summary>
    /// <param name="facts">The code.</param>
    /// <param name="serving">Which programs predict.</param>
    /// <param name="log">The methods of the log.</param>
    public static string? LossOf(ProductFacts facts, ServingMap serving, ImmutableArray<ProductMethod> log) =>
        TakesLogger(facts, log) && Clearing(facts, [.. serving.Predicting.Select(entry => entry.Method.Assembly)]) is { } program
            ? $"{program.Short} of {program.Assembly.Project} removes every logging provider and adds none, so what the logger is given "
                + "goes nowhere"
            : null;

    private static bool TakesLogger(ProductFacts facts, ImmutableArray<ProductMethod> log) =>
        log.SelectMany(method => facts.Graph.MethodsOf(method.Fact.Type).Where(other => other.IsConstructor).Append(method))
            .Any(method => method.Fact.Parameters.IndexOf(Logger, StringComparison.Ordinal) >= 0);

    /// <summary>Where providers are cleared for good. Other libraries add theirs in ways of their own, and are believed.</summary>
    private static ProductMethod? Clearing(ProductFacts facts, ImmutableHashSet<AssemblyFacts> programs)
    {
        ImmutableArray<ProductMethod> shipped = [.. facts.Graph.Methods.Where(method => !method.Assembly.IsTestProject)];
        return shipped.FirstOrDefault(method => programs.Contains(method.Assembly) && method.Calls.Any(Clears)) is { } clearing
            && shipped.All(method => (method == clearing ? AfterClearing(method) : method.Calls).All(call => !Adds(facts, call, method)))
            ? clearing
            : null;
    }

    private static ImmutableArray<Call> AfterClearing(ProductMethod method) =>
        [.. method.Calls.SkipWhile(call => !Clears(call)), .. method.Calls.TakeWhile(call => !Clears(call)).Where(call => !OfDotNet(call))];

    private static bool Clears(Call call) => RoleIndex.ClearsLogProviders(call.Type, call.Name);

    private static bool OfDotNet(Call call) => RoleIndex.AddsLogProvider(call.Type, call.Name);

    private static bool Adds(ProductFacts facts, Call call, ProductMethod caller) =>
        OfDotNet(call) || (MayAdd(call) && !facts.Graph.TargetsOf(call, caller).Any());

    private static bool MayAdd(Call call) =>
        !s_known.Any(library => call.Type.StartsWith(library, StringComparison.Ordinal))
        && (call.Name.StartsWith("Add", StringComparison.Ordinal)
            || call.Name.StartsWith("Use", StringComparison.Ordinal)
            || call.Type.IndexOf("Log", StringComparison.Ordinal) >= 0);
}
