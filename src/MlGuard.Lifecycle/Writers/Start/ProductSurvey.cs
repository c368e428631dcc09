using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Facts.Il;
using MlGuard.Lifecycle.Manifest;

namespace MlGuard.Lifecycle.Writers.Start;

/// <summary>All that a first manifest can know without asking anybody.</summary>
/// <param name="Found">The values.</param>
/// <param name="TrainingCandidates">Methods that train, where there are several and none was chosen.</param>
/// <param name="Notes">Why something that could be looked for was left, each as sentences.</param>
internal sealed record ProductSurvey(
    ImmutableArray<FoundValue> Found, ImmutableArray<string> TrainingCandidates, ImmutableArray<string> Notes)
{
    private static readonly ImmutableArray<string> s_data = [".csv", ".tsv", ".txt", ".data"];

    /// <param name="root">The product's folder.</param>
    /// <param name="assemblies">The compiled assembly of each project, with the project's path and whether it holds tests.</param>
    public static ProductSurvey Of(string root, IEnumerable<(string Assembly, string Project, bool IsTest)> assemblies)
    {
        ImmutableArray<(string Assembly, string Project, bool IsTest)> compiled = [.. assemblies];
        var texts = WrittenTexts.Of(compiled.Where(item => !item.IsTest).Select(item => (item.Assembly, item.Project)));
        var files = new FileSurvey(root, texts.RowFiles);
        var code = new CodeSurvey(
            [
                .. compiled.Select(item => FactsReader.Read(item.Assembly, item.Project, "", item.IsTest))
                    .Where(facts => facts.Fault is null),
            ],
            texts, files.Settings);
        ImmutableArray<FoundValue> found =
            [.. files.Found(), .. code.Found(), .. code.Trains && !code.FetchesModel ? files.Model(code.Served) : []];
        found = [.. found, .. Schemas([.. found.Where(value => value.Path == ManifestPaths.DataSourcesName)], [.. texts.Types])];
        return new(
            [
                .. found.Where(value => FirstManifest.IsAccepted(value)
                    && !(IsFunction(value) && files.MovesFunctions)
                    && !(IsBought(value) && files.MayTrainElsewhere)),
            ],
            code.TrainingCandidates.Length > 1 ? code.TrainingCandidates : [], [.. code.Notes, .. files.Aged(compiled)]);
    }

    private static bool IsFunction(FoundValue value) =>
        value.Path == "serving.api.endpoint" && value.Value.Contains(" /api/");

    private static bool IsBought(FoundValue value) => value is { Path: "discovery.solution.approach", Value: "bought" };

    /// <summary>
    /// The only source and the only row class that a text file is loaded into belong together, also where code names no other source; of
    /// several, what one type names and loads.
    /// </summary>
    private static IEnumerable<FoundValue> Schemas(ImmutableArray<FoundValue> sources, ImmutableArray<TypeTexts> types)
    {
        var named = sources.Length == 1
            ? sources
            : sources.RemoveAll(source => !types.Any(type => type.Texts.Any(text => IsOf(text, NamedModels.FileName(source.Source)))));
        if (RowsOf(types) is [var only])
            return named is [var one] && !IsElsewhere(one, types)
                ? [new(ManifestPaths.DataSourcesSchema, only, "the only row class that a text file is loaded into", one.Item)]
                : [];
        return from source in sources
               let file = NamedModels.FileName(source.Source)
               let rows = RowsOf(types.Where(type => type.Texts.Any(text => IsOf(text, file))))
               where rows.Length == 1
               select new FoundValue(ManifestPaths.DataSourcesSchema, rows[0], $"the code that loads {file}", source.Item);
    }

    /// <summary>Whether what loads rows names files of data, and none of them is the source.</summary>
    private static bool IsElsewhere(FoundValue source, ImmutableArray<TypeTexts> types)
    {
        ImmutableArray<string> loaded =
        [
            .. types.Where(type => !type.Rows.IsEmpty).SelectMany(type => type.Texts)
                .Where(text => s_data.Any(ending => text.EndsWith(ending, StringComparison.OrdinalIgnoreCase))),
        ];
        return !loaded.IsEmpty && !loaded.Any(text => IsOf(text, NamedModels.FileName(source.Source)));
    }

    private static ImmutableArray<string> RowsOf(IEnumerable<TypeTexts> types) => [.. types.SelectMany(type => type.Rows).Distinct()];

    private static bool IsOf(string text, string file) =>
        string.Equals(NamedModels.FileName(text), file, StringComparison.OrdinalIgnoreCase);
}
