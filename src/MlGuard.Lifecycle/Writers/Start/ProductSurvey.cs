using MlGuard.Lifecycle.Facts;

namespace MlGuard.Lifecycle.Writers.Start;

/// <summary>All that a first manifest can know without asking anybody.</summary>
/// <param name="Found">The values.</param>
/// <param name="TrainingCandidates">Methods that train, where there are several and none was chosen.</param>
internal sealed record ProductSurvey(ImmutableArray<FoundValue> Found, ImmutableArray<string> TrainingCandidates)
{
    /// <param name="root">The product's folder.</param>
    /// <param name="assemblies">The compiled assembly of each project, with the project's path and whether it holds tests.</param>
    public static ProductSurvey Of(string root, IEnumerable<(string Assembly, string Project, bool IsTest)> assemblies)
    {
        var code = new CodeSurvey(
        [
            .. assemblies.Select(item => FactsReader.Read(item.Assembly, item.Project, "", item.IsTest))
                .Where(facts => facts.Fault is null),
        ]);
        var files = new FileSurvey(root);
        ImmutableArray<FoundValue> found = [.. files.Found(), .. code.Found(), .. code.Trains ? files.Model() : []];
        return new(found, code.TrainingCandidates.Length > 1 ? code.TrainingCandidates : []);
    }
}
