using MlGuard.Lifecycle.Facts;

namespace MlGuard.Lifecycle.Product.Summaries;

/// <summary>The methods of the projects that a project refers to, as far as their summaries say something.</summary>
internal sealed class KnownMethods(IEnumerable<ProjectSummary> references)
{
    private readonly ILookup<MethodKey, MethodSummary> _methods =
        references.SelectMany(reference => reference.Methods).ToLookup(method => method.Key);

    public static KnownMethods None { get; } = new([]);

    public bool Has(Call call, MethodTraits trait) => Of(call).Any(method => (method.Traits & trait) != 0);

    public IEnumerable<MethodSummary> Of(Call call) => _methods[new(call.Type, call.Name, call.ParameterCount)];
}
