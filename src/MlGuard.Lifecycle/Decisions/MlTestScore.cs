using MlGuard.Frameworks;
using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Evidence.Ci;
using MlGuard.Lifecycle.Evidence.Git;
using MlGuard.Lifecycle.Evidence.Model;
using MlGuard.Lifecycle.Evidence.Tests;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Requirements.Data;

namespace MlGuard.Lifecycle.Decisions;

/// <summary>
/// The 28 tests of the ML Test Score (Breck et al., 2017) over a decided product: half a point for what is done by hand and documented or
/// only in part, a whole one for what a system repeats.
/// </summary>
internal sealed class MlTestScore
{
    private const int MaxBytes = 16 << 20;

    /// <summary>Columns that judge people by what they cannot change, unless the team names its own in <c>data.denied</c>.</summary>
    private static readonly ImmutableArray<string> s_denied =
    [
        "age", "gender", "sex", "race", "ethnicity", "religion", "nationality", "sexualorientation",
    ];

    private static readonly ImmutableArray<Definition> s_tests =
    [
        new(
            "data-1", "Feature expectations are captured in a schema",
            score => Points(
                score.Row("data/sources/schema") > 0,
                () => score.Row("data/checks") is 1 && score.IsServed(ManifestPaths.DataChecks))),
        new("data-2", "All features are beneficial", score => score.Row("training/features")),
        new("data-3", "No feature's cost is too much", score => score.HasFeatureCosts() ? score.Row("training/features") : 0),
        new("data-4", "Features adhere to meta-level requirements", score => score.HasNoDeniedColumn() ? 1 : 0),
        new("data-5", "The data pipeline has privacy controls", score => score.Row("pipelines/regulation/gdpr")),
        new("data-6", "New features can be added quickly", score => score._evidence.FeatureLead()) { Most = 0.5 },
        new(
            "data-7", "All input feature code is tested",
            score => Math.Min(score.Row("docs/tests/results"), score.Row("docs/tests/coverage"))) { CountsTests = true },
        new("model-1", "Model specs are reviewed and checked in", score => score.IsTrainingOwned() ? 0.5 : 0),
        new("model-2", "Offline and online metrics correlate", score => score._evidence.Correlation()),
        new("model-3", "Hyperparameters have been tuned", score => score._evidence.Search(score.HasSearch())),
        new("model-4", "The impact of staleness is known", score => score.Row("training/staleness")),
        new("model-5", "A simpler model is not better", score => score.Row("training/quality/beats")),
        new("model-6", "Quality is sufficient on important slices", score => score.Row("training/slices")),
        new("model-7", "The model is tested for considerations of inclusion", score => score.Row("governance/fairness")),
        new("infra-1", "Training is reproducible", score => Math.Max(score.Row("training/repro"), score.Row("training/seed") / 2)),
        new(
            "infra-2", "Model specs are unit tested",
            score => Points(score.Row("docs/tests") is 1, () => score.Row("docs/tests/results") is 1)) { CountsTests = true },
        new("infra-3", "The full pipeline is integration tested", score => score.HasPipelineTest()) { CountsTests = true },
        new(
            "infra-4", "Quality is validated before serving",
            score => (score.EvaluatesBeforeSave() ? 0.5 : 0) + (score.Row("training/productionize") / 2)),
        new("infra-5", "The model can be debugged", score => score.HasExplainTest() ? score.Passed : 0) { CountsTests = true },
        new(
            "infra-6", "Models are canaried",
            score => Points(score.Said("rollout/canary") > 0, score.HasSmokeTest)) { CountsTests = true },
        new("infra-7", "Models can be rolled back", score => score.Row("rollout/rollback")),
        new("monitor-1", "Dependency changes notify", score => score.DependencyNotices()),
        new(
            "monitor-2", "Data invariants hold for inputs",
            score => Points(score.Said("monitoring") > 0, () => score.IsServed(ManifestPaths.DataChecks))),
        new("monitor-3", "Training and serving are not skewed", score => score.Row("pipelines/sharedFeatures") / 2) { CountsTests = true },
        new("monitor-4", "Models are not too stale", score => score.Said("monitoring/modelAge")),
        new("monitor-5", "The model is numerically stable", score => score.GuardsNumbers() ? 0.5 : 0) { CountsTests = true },
        new("monitor-6", "Computing performance has not regressed", score => score.Row("serving/load")),
        new("monitor-7", "Prediction quality has not regressed", score => score._evidence.DelayedQuality(score.WatchesQuality())),
    ];

    private readonly ProductSnapshot _product;
    private readonly ImmutableDictionary<string, DecidedRow> _rows;
    private readonly ImmutableDictionary<string, double> _attested;
    private readonly ImmutableHashSet<string> _passed;
    private readonly ScoreEvidence _evidence;
    private readonly bool _isOfThisBuild;

    private MlTestScore(ProductSnapshot product, ImmutableArray<DecidedRow> rows, ImmutableArray<Attestation> attestations)
    {
        _product = product;
        _evidence = new(product);
        _isOfThisBuild = product.Manifest.Text(ManifestPaths.DocsTestsResults) is { } results && product.Seals!.Of(results).IsBound;
        _rows = rows.ToImmutableDictionary(row => row.Row.Id);
        _attested = attestations.Where(attestation => MlTests.Ids.Contains(attestation.Rule)).GroupBy(attestation => attestation.Rule)
            .ToImmutableDictionary(group => group.Key, _ => 0.5);
        _passed =
        [
            .. from test in product.Tests!.All
               where product.Tests.OutcomeOf(test) == TestOutcome.Passed
               from id in Mark.ValuesOf(test.Fact.Marks, Mark.MlTest)
                   .Concat(product.Facts!.Types(SymbolName.Of(test.Fact.Type)).SelectMany(type => Mark.ValuesOf(type.Marks, Mark.MlTest)))
               select id,
        ];
    }

    public static ImmutableArray<string> Names { get; } = [.. s_tests.Select(test => test.Id)];

    public static string TitleOf(string test) => s_tests.First(known => known.Id == test).Title;

    /// <summary>What a test is worth that passed: the whole, where it ran on the code of today.</summary>
    private double Passed => _isOfThisBuild ? 1 : 0.5;

    /// <summary>The score, and what to say of evidence that earns nothing.</summary>
    public static (TestScore Score, ImmutableArray<Remark> Remarks) Of(Decision decision)
    {
        var score = new MlTestScore(decision.Product, decision.Rows, decision.Acceptances.Attestations);
        var points = new TestScore([.. s_tests.Select(score.PointsOf)]);
        ImmutableArray<Remark> contradicted =
        [
            .. from attestation in decision.Acceptances.Attestations
               let seen = score._evidence.SeenAgainst(attestation.Rule)
               where seen is not null
               select Remark.Contradicted(attestation.Rule, seen, attestation.Line),
        ];
        return (points, [.. score._evidence.Remarks, .. contradicted]);
    }

    private static double Points(bool isDone, Func<bool> isRepeated)
    {
        if (!isDone)
            return 0;
        return isRepeated() ? 1 : 0.5;
    }

    private TestPoints PointsOf(Definition test)
    {
        var own = test.Points(this);
        var tagged = Points(_passed.Contains(test.Id), () => test.CountsTests && _isOfThisBuild);
        var points = Math.Min(
            test.Most,
            Math.Max(own, tagged) + (Math.Max(own, tagged) < 1 ? Attested($"mltest/{test.Id}") : 0));
        return new(test.Id, test.Title, points, IsNotApplicable(test.Id));
    }

    /// <summary>A person's word adds to what is known, and stands in for nothing that was seen otherwise.</summary>
    private double Attested(string test) =>
        _attested.TryGetValue(test, out var points) && _evidence.SeenAgainst(test) is null ? points : 0;

    private bool IsNotApplicable(string id) => id switch
    {
        "data-5" => _rows["pipelines/regulation/gdpr"].State == RowState.NotApplicable,
        "model-7" => _rows["governance/fairness"].State == RowState.NotApplicable,
        _ => false,
    };

    /// <summary>A waiver of one slice leaves half of a row standing, a waiver of all nothing.</summary>
    private double Row(string id) => _rows[id].State switch
    {
        RowState.Proven => 1,
        RowState.Attested or RowState.Unbound => 0.5,
        RowState.Waived =>
            _product.Manifest.Find("waivers[].rule").Select((entry, index) => (entry, index))
                .Any(pair => pair.entry.Text == id && _product.Manifest.Find("waivers[].scope")[pair.index].Text is not null)
                ? 0.5
                : 0,
        _ => 0,
    };

    /// <summary>A monitor, a canary and a feed run where no build looks: what the manifest declares of them is all that there is.</summary>
    private double Said(string id) => _rows[id].State == RowState.Declared ? 1 : Row(id);

    private bool IsServed(string path)
    {
        if (_product.Manifest.Text(path) is not { } symbol || _product.Serving!.Predicting.IsEmpty)
            return false;
        ImmutableHashSet<Facts.ProductMethod> bodies = [.. _product.Facts!.Bodies(symbol)];
        return _product.Serving.Predicting.All(entry => _product.Serving.Path(entry, bodies) is not null);
    }

    private bool HasFeatureCosts() =>
        _product.Manifest.Text(ManifestPaths.TrainingFeaturesReport) is { } report
            && _product.Files.Json(report).Value?.Find("/features") is { ValueKind: System.Text.Json.JsonValueKind.Object } features
        && features.EnumerateObject()
            .All(feature => feature.Value.ValueKind == System.Text.Json.JsonValueKind.Object
                && feature.Value.TryGetProperty("cost", out _));

    private bool HasNoDeniedColumn()
    {
        var denied = _product.Manifest.Texts("data.denied[]") is { IsEmpty: false } own ? own : s_denied;
        var features = Features();
        return !features.IsEmpty && !features.Any(column => denied.Contains(column.Replace("_", ""), StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>What the training's steps read of the data; the data's columns, where they name none.</summary>
    private ImmutableArray<string> Features()
    {
        var schemas = _product.Manifest.Texts(ManifestPaths.DataSourcesSchema);
        var starts = TrainingRunCheck.Starts(_product);
        return !starts.IsEmpty && TrainingColumns.Of(_product.Facts!, _product.Facts!.Graph.Reach(starts), schemas).Read is
            { IsEmpty: false } read
            ? read
            : [.. schemas.SelectMany(type => DataChecks.ColumnsOf(_product, type))];
    }

    private bool IsTrainingOwned()
    {
        var projects = TrainingRunCheck.Starts(_product).Select(method => method.Assembly.Project).Distinct().ToImmutableArray();
        return !projects.IsEmpty
            && CodeOwners.Places.Select(path => _product.Folder.Find(path).Read(MaxBytes)).OfType<byte[]>().Select(CodeOwners.Read)
            .Any(owners => projects.All(project => !owners.OwnersOf(project).IsEmpty
                || !owners.OwnersOf(_product.Folder.PlaceInRepository + project).IsEmpty));
    }

    private bool HasSearch() =>
        _product.Facts!.Assemblies.Select(assembly => Path.GetDirectoryName(assembly.Project)!.Replace('\\', '/')).Distinct()
            .SelectMany(folder => _product.Folder.List(folder.Length == 0 ? "." : folder, ".mbconfig"))
            .Any(file => _product.Folder.Find(file).Read(MaxBytes) is { } bytes
                && ModelBuilderConfig.Read(bytes).Value is { Trials: >= 2 });

    /// <summary>One test goes all the way: loads, trains, evaluates, saves, loads the model, predicts.</summary>
    private double HasPipelineTest()
    {
        Role[] way = [Role.LoadData, Role.Fit, Role.Evaluate, Role.SaveModel, Role.LoadModel, Role.Predict];
        var facts = _product.Facts!;
        foreach (var test in _product.Tests!.All)
        {
            var reached = facts.Graph.Reach([test]);
            if (way.All(role => reached.Any(method => facts.Plays(method, role))) && _product.Tests.Sound([test]).Lack is null)
                return _product.Tests.OutcomeOf(test) == TestOutcome.Passed ? Passed : 0.5;
        }

        return 0;
    }

    private bool EvaluatesBeforeSave()
    {
        var facts = _product.Facts!;
        var (evaluating, saving) = (facts.Graph.Reaching(facts.Playing(Role.Evaluate, Role.CrossValidate)),
            facts.Graph.Reaching(facts.Playing(Role.SaveModel)));
        return evaluating.Union(saving).Any(start => !start.Assembly.IsTestProject && saving.Contains(start) && facts.Graph.RunsBefore(
            start,
                (_, call) => facts.Plays(call, Role.Evaluate) || facts.Plays(call, Role.CrossValidate), evaluating,
                (_, call) => facts.Plays(call, Role.SaveModel), saving));
    }

    private bool HasExplainTest() =>
        PassedReaching(method => method.Calls.Any(call => call.Name is "CalculateFeatureContribution" or "PermutationFeatureImportance"
            or "Preview"));

    private bool HasSmokeTest() =>
        _product.Facts!.Graph is var graph
            && _isOfThisBuild
            && _product.Tests!.All.Any(test => _product.Tests.OutcomeOf(test) == TestOutcome.Passed && graph.Reach([test]) is var reached
            && reached.Any(method => _product.Facts.Plays(method, Role.LoadModel) || _product.Facts.Plays(method, Role.CreateSession))
                && reached.Any(method => _product.Facts.Plays(method, Role.Predict)));

    private bool PassedReaching(Func<ProductMethod, bool> isWanted) =>
        _product.Tests!.Reaching(_product.Facts!.Graph.Methods.Where(isWanted))
            .Any(test => _product.Tests.OutcomeOf(test) == TestOutcome.Passed);

    private double DependencyNotices()
    {
        var isWatched = UpdateBot.In(_product.Folder) is not null;
        var shipped = _product.Facts!.Assemblies.Where(assembly => !assembly.IsTestProject)
            .Select(assembly => Path.GetDirectoryName(assembly.Project)!.Replace('\\', '/')).Distinct().ToImmutableArray();
        var isLocked = !shipped.IsEmpty
            && shipped.All(folder => _product.Folder.Find(folder.Length == 0 ? PackageLock.FileName : $"{folder}/{PackageLock.FileName}")
                .Read(MaxBytes) is { } bytes
                && PackageLock.Read(bytes).Value is not null);
        return (isWatched ? 0.5 : 0) + (isLocked ? 0.5 : 0);
    }

    private bool GuardsNumbers() =>
        _product.Facts!.Graph.Reach(_product.Serving!.Predicting.Select(entry => entry.Method))
            .Any(method => method.Calls.Any(call => RoleIndex.AsksFinite(call.Type, call.Name)));

    private bool WatchesQuality() =>
        _product.Manifest.Texts(ManifestPaths.MonitoringWatch) is var watched
            && watched.Contains("concept-drift")
            && watched.Contains("prediction-bias")
            && Said("pipelines/feeds") > 0;

    /// <summary>One of the 28.</summary>
    private sealed record Definition(string Id, string Title, Func<MlTestScore, double> Points)
    {
        /// <summary>Whether a tagged test that passed is the whole of it.</summary>
        public bool CountsTests { get; init; }

        /// <summary>What nothing can bring it above.</summary>
        public double Most { get; init; } = 1;
    }
}
