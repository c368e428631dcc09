using MlGuard.Lifecycle.Facts;

namespace MlGuard.Lifecycle.Product.Summaries;

/// <summary>
/// A library asks a contract of its own, and the project that is summed up answers it with a model. Only here both ends are known, so this
/// summary says of the library's methods that they predict.
/// </summary>
/// <remarks>Where the library answers the contract as well, nobody knows who does.</remarks>
internal static class AnsweredContracts
{
    private const int MostContracts = 16;

    /// <summary>A library may ask by way of another one.</summary>
    private const int MostRounds = 4;

    private const MethodTraits Handed =
        MethodTraits.Predicts | MethodTraits.Escapes | MethodTraits.Unobserved | MethodTraits.Local;

    /// <param name="assembly">The project.</param>
    /// <param name="summary">What is said of it.</param>
    /// <param name="references">What is said of the projects that it refers to.</param>
    /// <param name="below">Their assemblies, read where a contract of theirs is answered.</param>
    public static ImmutableArray<MethodSummary> Of(
        AssemblyFacts assembly, ProjectSummary summary, ImmutableArray<ProjectSummary> references,
        Func<ImmutableArray<AssemblyFacts>> below)
    {
        var own = new HashSet<string>(assembly.Types.Select(type => type.Name), StringComparer.Ordinal);
        var contracts = summary.Methods.Where(method => (method.Traits & MethodTraits.Predicts) != 0 && !own.Contains(method.Key.Type))
            .GroupBy(method => method.Key.Type, StringComparer.Ordinal).Take(MostContracts).ToList();
        if (contracts.Count == 0)
            return [];
        var projects = below();
        return
        [
            .. contracts.SelectMany(contract => Through(contract.Key, [.. contract], projects, references))
                .OrderBy(method => method.Key.Type, StringComparer.Ordinal).ThenBy(method => method.Key.Name, StringComparer.Ordinal)
                .ThenBy(method => method.Key.ParameterCount).ThenBy(method => method.Through, StringComparer.Ordinal),
        ];
    }

    private static ImmutableArray<MethodSummary> Through(
        string contract, ImmutableArray<MethodSummary> answers, ImmutableArray<AssemblyFacts> projects,
        ImmutableArray<ProjectSummary> references)
    {
        if (projects.SelectMany(project => project.Types).Any(type => type.Bases.Contains(contract, StringComparer.Ordinal)))
            return [];
        var known = references.SelectMany(reference => reference.Methods)
            .Where(method => (method.Traits & MethodTraits.Predicts) != 0).Select(method => method.Key).ToImmutableHashSet();
        var found = new Dictionary<MethodKey, MethodSummary>();
        for (var round = 0; round < MostRounds; round++)
        {
            var before = found.Count;
            ImmutableArray<ProjectSummary> said = [.. references, new("", [.. answers, .. found.Values], [])];
            foreach (var method in projects.SelectMany(project => Summarizer.PredictionsOf(project, said)))
            {
                if (!known.Contains(method.Key) && !found.ContainsKey(method.Key))
                    found.Add(method.Key, method with { Traits = method.Traits & Handed, Through = contract });
            }

            if (found.Count == before)
                break;
        }

        return [.. found.Values];
    }
}
