using MlGuard.Frameworks;
using MlGuard.Lifecycle.Facts;

namespace MlGuard.Lifecycle.Product;

/// <summary>The ids of hosted models that stand in the product's code: where a client is made, and in the options of a request.</summary>
internal static class AskedModels
{
    /// <summary>How members of other libraries call the models on Azure.</summary>
    private static readonly ImmutableArray<string> s_services = ["AzureOpenAI", "AzureAI"];

    /// <summary>Each id, and the method that names it.</summary>
    public static IEnumerable<(string Id, ProductMethod By)> In(ProductFacts facts) =>
        from method in facts.Graph.Methods
        where !method.Assembly.IsTestProject
        from constant in method.Constants
        where constant.Values is [not ConstantCall.Unknown]
        where constant.Callee == ConstantCall.ModelParameter
            || constant.Callee.EndsWith($"::{ConstantCall.ModelIdSetter}", StringComparison.Ordinal)
            || method.Calls.Any(call => constant.Callee == $"{call.Type}::{call.Name}" && TakesOneText(call) && MakesClient(call, facts))
        select (constant.Values[0], method);

    /// <summary>Whether a model on Azure is asked, where an id is the name of a deployment that the team chose.</summary>
    public static bool AreDeployments(ProductFacts facts) =>
        facts.Graph.Methods.Any(method => !method.Assembly.IsTestProject && method.Calls.Any(call =>
            call.Type.StartsWith("Azure.AI.", StringComparison.Ordinal)
            || s_services.Any(service => call.Name.IndexOf(service, StringComparison.Ordinal) >= 0)));

    public static bool MakesClient(Call call, ProductFacts facts) =>
        facts.Plays(call, Role.CreateClient) || facts.Plays(call, Role.RegisterClient);

    /// <summary>The only text that a client is made with names its model; beside another one it could be a key or an address.</summary>
    private static bool TakesOneText(Call call)
    {
        var parameters = call.Text.Substring(call.Text.IndexOf('(') + 1).TrimEnd(')').Split(',');
        return parameters.Count(type => type is "String" or "System.String") == 1 && !parameters.Contains("System.Uri");
    }
}
