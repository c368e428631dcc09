using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Manifest;

namespace MlGuard.Lifecycle.Writers.Start;

/// <summary>All that a first manifest can know without asking anybody.</summary>
/// <param name="Found">The values.</param>
/// <param name="TrainingCandidates">Methods that train, where there are several and none was chosen.</param>
/// <param name="Notes">Why something that could be looked for was left, each as sentences.</param>
internal sealed record ProductSurvey(
    ImmutableArray<FoundValue> Found, ImmutableArray<string> TrainingCandidates, ImmutableArray<string> Notes)
{
    /// <param name="root">The product's folder.</param>
    /// <param name="assemblies">The compiled assembly of each project, with the project's path and whether it holds tests.</param>
    public static ProductSurvey Of(string root, IEnumerable<(string Assembly, string Project, bool IsTest)> assemblies)
    {
        ImmutableArray<(string Assembly, string Project, bool IsTest)> compiled = [.. assemblies];
        var files = new FileSurvey(root);
        var code = new CodeSurvey(
            [
                .. compiled.Select(item => FactsReader.Read(item.Assembly, item.Project, "", item.IsTest))
                    .Where(facts => facts.Fault is null),
            ],
            WrittenTexts.Of(compiled.Where(item => !item.IsTest).Select(item => (item.Assembly, item.Project))), files.Settings);
        ImmutableArray<FoundValue> found = [.. files.Found(), .. code.Found(), .. code.Trains ? files.Model(code.Served) : []];
        found =
            [.. found, .. Schema(found, compiled.Where(item => !item.IsTest).SelectMany(item => LoadedRows.Of(item.Assembly)))];
        return new(
            [.. found.Where(value => FirstManifest.IsAccepted(value) && !(files.MovesFunctions && IsFunction(value)))],
            code.TrainingCandidates.Length > 1 ? code.TrainingCandidates : [], [.. code.Notes, .. files.Aged(compiled)]);
    }

    private static bool IsFunction(FoundValue value) =>
        value.Path == "serving.api.endpoint" && value.Value.Contains(" /api/");

    /// <summary>One source and one row class that a text file is loaded into belong together; of several, nobody can tell.</summary>
    private static IEnumerable<FoundValue> Schema(ImmutableArray<FoundValue> found, IEnumerable<string> rows)
    {
        ImmutableArray<string> types = [.. rows.Distinct()];
        if (types is [var only] && found.Count(value => value.Path == ManifestPaths.DataSourcesName) == 1)
            yield return new(ManifestPaths.DataSourcesSchema, only, "the only row class that a text file is loaded into");
    }
}
