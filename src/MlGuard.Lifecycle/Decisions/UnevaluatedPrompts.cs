using MlGuard.Catalogue;
using MlGuard.Frameworks;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;

namespace MlGuard.Lifecycle.Decisions;

/// <summary>
/// The code that gives a model its instructions and that no evaluation of answers runs: what the gate leaves for the analyzers to show
/// where the instructions stand. Where a test judges answers and cannot be followed to any instructions, as when it asks over HTTP, or
/// gives instructions of its own, all are taken for evaluated.
/// </summary>
internal static class UnevaluatedPrompts
{
    /// <summary>In place of a symbol, where the product has no evaluation at all.</summary>
    public const string All = "*";

    private static readonly ImmutableArray<string> s_evaluation =
        ["Microsoft.Extensions.AI.Evaluation.", "Microsoft.Agents.AI.AgentEvaluation", "Microsoft.Agents.AI.IAgentEvaluator"];

    private static readonly ILookup<string, TextRow> s_rows =
        TextSinks.All.Where(TextSinks.GivesInstructions).ToLookup(row => row.Type, StringComparer.Ordinal);

    /// <summary>The symbols, or <see cref="All"/> alone; none below growth.</summary>
    public static ImmutableArray<string> Of(ProductSnapshot product)
    {
        if (product.Facts is not { } facts || product.Declared < Stage.Growth)
            return [];
        ImmutableArray<ProductMethod> instructing =
            [.. facts.Graph.Methods.Where(method => !method.Assembly.IsTestProject && Instructs(method))];
        if (instructing.IsEmpty)
            return [];
        var apis = ProductSnapshot.ApisOf(product.Manifest);
        ImmutableArray<ProductMethod> evaluating = [.. facts.Graph.Methods.Where(method => Evaluates(method, apis))];
        if (evaluating.IsEmpty)
            return IsEvaluatedElsewhere(product) ? [] : [All];

        var judging = facts.Graph.Reaching(evaluating);
        var run = facts.Graph.Reach(judging);
        var known = facts.Graph.Reaching(instructing);
        return run.Any(method => method.Assembly.IsTestProject && Instructs(method))
            || judging.Any(method => method.Fact.IsTest && !known.Contains(method))
            ? []
            : [.. instructing.Where(method => !run.Contains(method)).Select(method => method.Symbol)
                .Where(ValueTypes.Symbol.Holds).Distinct(StringComparer.Ordinal).OrderBy(symbol => symbol, StringComparer.Ordinal)];
    }

    /// <summary>Whether the manifest names the result of an evaluation, which a program of another kind has made.</summary>
    private static bool IsEvaluatedElsewhere(ProductSnapshot product) =>
        !product.Manifest.Texts($"{ManifestPaths.TrainingQualityMetric}.from").IsEmpty;

    private static bool Evaluates(ProductMethod method, ImmutableHashSet<(Role Role, string Symbol)> apis) =>
        apis.Contains((Role.Evaluate, method.Symbol))
        || method.Calls.Any(call => apis.Contains((Role.Evaluate, call.Symbol))
            || s_evaluation.Any(start => call.Type.StartsWith(start, StringComparison.Ordinal)));

    private static bool Instructs(ProductMethod method) =>
        method.Calls.Any(call => s_rows[call.Type]
            .Any(row => Gives(row, call) && (row.DecidingArgument is null || method.Calls.Any(NamesRole))));

    private static bool Gives(TextRow row, Call call) =>
        row.Names(call.Name)
        || (call.Name.StartsWith("set_", StringComparison.Ordinal) && row.Names(call.Name.Substring("set_".Length)));

    private static bool NamesRole(Call call) => call.Name is "get_System" or "get_Developer";
}
