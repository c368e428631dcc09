using MlGuard.Lifecycle.Facts;

namespace MlGuard.Lifecycle.Product.Summaries;

/// <summary>
/// The methods of the projects that a project refers to, as far as their summaries say something. Where the project itself may answer a
/// contract, nobody knows who does.
/// </summary>
/// <param name="references">What the projects say.</param>
/// <param name="assembly">The project that refers to them.</param>
internal sealed class KnownMethods(IEnumerable<ProjectSummary> references, AssemblyFacts assembly)
{
    private readonly ILookup<MethodKey, MethodSummary> _methods = Known(references, assembly).ToLookup(method => method.Key);

    public bool Has(Call call, MethodTraits trait) => Of(call).Any(method => (method.Traits & trait) != 0);

    private static IEnumerable<MethodSummary> Known(IEnumerable<ProjectSummary> references, AssemblyFacts assembly)
    {
        var answered = new HashSet<string>(assembly.Types.SelectMany(type => type.Bases), StringComparer.Ordinal);
        return references.SelectMany(reference => reference.Methods)
            .Where(method => method.Through is null || !answered.Contains(method.Through));
    }

    public IEnumerable<MethodSummary> Of(Call call) => _methods[new(call.Type, call.Name, call.ParameterCount)];
}
