using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Product;

namespace MlGuard.Lifecycle.Checks;

/// <summary>
/// What tests put in the place of the product's own code that asks a model: a type of their own that keeps its contract and asks none, or
/// a mock of that contract.
/// </summary>
internal sealed class ScorerReplacements
{
    private static readonly ImmutableArray<string> s_mocks = ["Moq.", "NSubstitute.", "FakeItEasy."];

    private readonly CallGraph _graph;
    private readonly Lazy<ImmutableArray<(string Name, MethodSet Users)>> _replacements;

    public ScorerReplacements(ProductSnapshot product) => (_graph, _replacements) = (product.Facts!.Graph, new(() => Of(product)));

    /// <summary>The name of what a test, or a method that it runs, uses in that place; null for nothing.</summary>
    public string? In(ProductMethod test)
    {
        ImmutableArray<ProductMethod> running = [test, .. FixturesOf(test)];
        return _replacements.Value.Where(replacement => running.Any(replacement.Users.Contains)).Select(replacement => replacement.Name)
            .FirstOrDefault();
    }

    /// <summary>What the constructor of a test's class is given: a framework makes it and starts it.</summary>
    private IEnumerable<ProductMethod> FixturesOf(ProductMethod test) =>
        _graph.MethodsOf(test.Fact.Type).Where(method => method.Fact.Name == ".ctor")
            .SelectMany(method => method.Fact.Parameters.Split(',')).Distinct().SelectMany(_graph.MethodsOf)
            .Where(method => method.Assembly.IsTestProject);

    private static ImmutableArray<(string Name, MethodSet Users)> Of(ProductSnapshot product)
    {
        var graph = product.Facts!.Graph;
        var contracts = Contracts(product);
        var asking = graph.Reaching(product.Serving!.Predictions);
        ImmutableArray<ProductMethod> written = [.. graph.Methods.Where(method => method.Assembly.IsTestProject)];
        HashSet<string> types =
        [
            .. product.Facts.Assemblies.Where(assembly => assembly.IsTestProject).SelectMany(assembly => assembly.Types)
                .Where(type => graph.Bases(type.Name).Overlaps(contracts) && !graph.MethodsOf(type.Name).Any(asking.Contains))
                .Select(type => type.Name),
        ];
        return
        [
            .. written.SelectMany(method => Used(method, types, contracts).Distinct().Select(name => (Name: name, Method: method)))
                .ToLookup(use => use.Name, use => use.Method, StringComparer.Ordinal)
                .OrderBy(uses => uses.Key, StringComparer.Ordinal).Select(uses => (SymbolName.Of(uses.Key), graph.Reaching(uses))),
        ];
    }

    /// <summary>The types of the product that ask a model on behalf of an entry point, and those that they are known as.</summary>
    private static ImmutableHashSet<string> Contracts(ProductSnapshot product)
    {
        HashSet<string> own =
        [
            .. product.Facts!.Assemblies.Where(assembly => !assembly.IsTestProject).SelectMany(assembly => assembly.Types)
                .Select(type => type.Name),
        ];
        return
        [
            .. product.Serving!.Predictions.Concat(product.Serving.Scorers).Select(method => method.Fact.Type).Distinct()
                .SelectMany(type => product.Facts.Graph.Bases(type).Add(type)).Where(own.Contains),
        ];
    }

    private static IEnumerable<string> Used(ProductMethod method, HashSet<string> types, ImmutableHashSet<string> contracts)
    {
        var isMocking = method.Calls.Any(call => s_mocks.Any(mock => call.Type.StartsWith(mock, StringComparison.Ordinal)));
        return method.Calls.Where(call => call.Name == ".ctor").Select(call => call.Type).Concat(method.Fact.Named)
            .Where(type => types.Contains(type) || (isMocking && contracts.Contains(type)));
    }
}
