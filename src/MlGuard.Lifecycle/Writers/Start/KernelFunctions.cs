using MlGuard.Frameworks;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Product;

namespace MlGuard.Lifecycle.Writers.Start;

/// <summary>
/// Runs of a kernel's functions. One that is made of a prompt asks a model; in a product that makes none of those, each is code, as a tool
/// that the model or the product itself has chosen.
/// </summary>
internal sealed class KernelFunctions
{
    private static readonly ImmutableHashSet<string> s_running =
        ["Microsoft.SemanticKernel.Kernel", "Microsoft.SemanticKernel.KernelExtensions", "Microsoft.SemanticKernel.KernelFunction"];

    private readonly ProductFacts _facts;
    private readonly bool _areCode;

    public KernelFunctions(ProductFacts facts)
    {
        _facts = facts;
        _areCode = facts.Graph.Methods.SelectMany(method => method.Calls).All(call => !IsOfPrompt(call));
    }

    /// <summary>Whether a call asks a model.</summary>
    public bool Asks(Call call) =>
        (_facts.Plays(call, Role.Predict) || _facts.Plays(call, Role.Transform)) && !(_areCode && s_running.Contains(call.Type));

    /// <summary>Of the methods that predict, those that ask a model and do not only run code by its name.</summary>
    public ImmutableArray<ProductMethod> Asking(ServingMap serving) =>
        _areCode
            ? serving.Predictions.RemoveAll(method =>
                method.Calls.Any(call => s_running.Contains(call.Type)) && !method.Calls.Any(Asks))
            : serving.Predictions;

    private static bool IsOfPrompt(Call call) =>
        call.Type.StartsWith("Microsoft.SemanticKernel.", StringComparison.Ordinal)
        && (call.Name.IndexOf("Prompt", StringComparison.Ordinal) >= 0
            || call.Type.IndexOf("PromptTemplate", StringComparison.Ordinal) >= 0);
}
