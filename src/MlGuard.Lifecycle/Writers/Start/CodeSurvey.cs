using MlGuard.Frameworks;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Facts.Il;
using MlGuard.Lifecycle.Facts.Serving;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Requirements.Discovery;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Writers.Start;

/// <summary>
/// What the compiled code tells of a first manifest. A value is found only where the code leaves one answer; of several, none is chosen.
/// </summary>
internal sealed class CodeSurvey
{
    private const string Context = "Microsoft.ML.MLContext::.ctor";
    private const string TorchSeed = $"::{ConstantCall.TorchSeed}";
    private const string Binary = "BinaryClassification";
    private const string Multiclass = "MulticlassClassification";

    /// <summary>What a step says of the classes that are told apart.</summary>
    private static readonly ImmutableArray<(string Call, string Task)> s_tasksByStep =
        [("ImageClassification", "image-classification"), ("FeaturizeText", "text-classification")];

    private static readonly ImmutableArray<string> s_ownServers = ["OllamaSharp.", "LLama."];

    private readonly ProductFacts _facts;
    private readonly ServingMap _serving;
    private readonly ImmutableArray<ProductMethod> _trainings;

    public CodeSurvey(ImmutableArray<AssemblyFacts> assemblies)
    {
        _facts = new(assemblies, []);
        _serving = new(_facts, new(new MapNode([], Span.None), Requirements.RequirementTable.Schema));
        _trainings = [.. Trainings()];
    }

    /// <summary>Methods that could be what the manifest calls <c>training.run</c>, the likeliest first.</summary>
    public ImmutableArray<string> TrainingCandidates => [.. _trainings.Select(method => method.Symbol)];

    public bool Trains => !_facts.Playing(Role.Fit, Role.CrossValidate).IsEmpty;

    public IEnumerable<FoundValue> Found()
    {
        if (_trainings is [var training])
            yield return new(ManifestPaths.TrainingRun, training.Symbol, training.Assembly.Project);
        if (Seed() is { } seed)
            yield return new("training.seed", seed, "the code that trains");
        if (Task() is { } task)
            yield return new("discovery.solution.task", task.Name, task.Source);
        else if (IsHosted())
            yield return new("discovery.solution.task", "text-generation", _serving.Predictions[0].Symbol);
        if (IsHosted() && !RunsModels())
            yield return new("discovery.solution.approach", "hosted", _serving.Predictions[0].Symbol);
        if (_serving.Predicting.FirstOrDefault(entry => entry.Name.Contains(" /")) is { } endpoint)
            yield return new(ManifestPaths.ArchitectureTechnicalMode, "realtime", endpoint.Name);
        if (Endpoints(_serving.Predicting) is [var only])
            yield return new("serving.api.endpoint", only, "the only endpoint that predicts");
        else if (Endpoints(_serving.Predicting).IsEmpty && Endpoints(InPredictingProjects()) is [var taking])
            yield return new("serving.api.endpoint", taking, "the only endpoint that takes something, in a project that predicts");
        foreach (var value in new ServingSurvey(_facts, _serving).Found())
            yield return value;
    }

    private static ImmutableArray<string> Endpoints(IEnumerable<EntryPoint> entries) =>
        [.. entries.Where(entry => EntryPoint.IsEndpoint(entry.Name)).Select(entry => entry.Endpoint).Where(IsRoute).Distinct()];

    /// <summary>Where a delegate that nobody can follow predicts, what is sent something is asked.</summary>
    private IEnumerable<EntryPoint> InPredictingProjects() =>
        _serving.Entries.Where(entry => entry.Name.StartsWith("POST ", StringComparison.Ordinal)
            && _serving.Predictions.Any(method => method.Assembly == entry.Method.Assembly));

    /// <summary>
    /// Methods that train, that nothing else of the product but a program's start calls, and that another program could call.
    /// </summary>
    private IEnumerable<ProductMethod> Trainings()
    {
        var fitting = _facts.Playing(Role.Fit, Role.CrossValidate);
        // A helper that fits whatever it is handed trains nothing of its own; what names a trainer does.
        var naming = _facts.Graph.Reaching([.. _facts.Graph.Methods.Where(method => !method.Assembly.IsTestProject
            && method.Calls.Any(call => MlTask.CatalogOf(call.Type, call.Name) is not null))]);
        var entries = _serving.Entries.Select(entry => entry.Method).ToImmutableHashSet();
        ImmutableArray<ProductMethod> callable =
        [
            .. _facts.Graph.Reaching(fitting).Where(method => !method.Assembly.IsTestProject
                && (naming.Count == 0 || naming.Contains(method))
                && method.Fact.Visibility != SymbolVisibility.Hidden
                && method.Fact.Name is not ("Main" or GeneratedNames.TopLevel or ".ctor" or ".cctor")
                && !method.Symbol.Contains(" /")
                && !entries.Contains(method)
                && !method.Fact.IsObsolete),
        ];
        return callable.Where(method => !callable.Any(other => other != method && _facts.Graph.Reach([other]).Contains(method)))
            .OrderBy(method => method.Symbol, StringComparer.Ordinal);
    }

    /// <summary>The one seed of what trains and of what hands it a context.</summary>
    private string? Seed()
    {
        ImmutableArray<ProductMethod> fitting = [.. _facts.Playing(Role.Fit, Role.CrossValidate)];
        var near = _facts.Graph.Reach(fitting.Concat(_trainings)).Concat(_facts.Graph.Reaching(fitting))
            .Where(method => !method.Assembly.IsTestProject).Distinct();
        ImmutableArray<string> seeds =
        [
            .. near.SelectMany(method => method.Constants)
                .Where(call => call.Callee == Context || call.Callee.EndsWith(TorchSeed, StringComparison.Ordinal))
                .Select(call => call.Values.IsEmpty ? ConstantCall.Unknown : call.Values[0]).Distinct(),
        ];
        return seeds is [var seed] && seed != ConstantCall.Unknown ? seed : null;
    }

    /// <summary>The one task whose catalog the training uses.</summary>
    private (string Name, string Source)? Task()
    {
        var reached = _facts.Graph.Reach(_facts.Playing(Role.Fit, Role.CrossValidate).Concat(_trainings));
        ImmutableArray<string> catalogs =
        [
            .. reached.SelectMany(method => method.Calls).Select(call => MlTask.CatalogOf(call.Type, call.Name)).OfType<string>()
                .Distinct(),
        ];
        // A binary trainer inside of one that makes many classes out of it is a part.
        if (catalogs.Length == 2 && catalogs.Contains(Multiclass) && catalogs.Contains(Binary)
            && reached.Where(method => method.Calls.Any(call => MlTask.CatalogOf(call.Type, call.Name) == Binary))
                .All(method => method.Calls.Any(call => call.Name is "OneVersusAll" or "PairwiseCoupling")))
            catalogs = [Multiclass];
        if (catalogs is not [var catalog])
            return null;
        var special = catalog is Multiclass or Binary
            ? s_tasksByStep.FirstOrDefault(step => reached.Any(method => method.Calls.Any(call => call.Name == step.Call))).Task
            : null;
        var task = special ?? MlTask.All.First(known => known.Catalogs is [var first, ..] && first == catalog).Name;
        return (task, $"MLContext.{catalog}");
    }

    /// <summary>A verb and a path, such as <c>POST /score</c>.</summary>
    private static bool IsRoute(string endpoint) =>
        endpoint.Split(' ') is [var verb, var path]
        && verb.Length > 2
        && verb.All(char.IsUpper)
        && path.StartsWith("/", StringComparison.Ordinal);

    /// <summary>Whether the code speaks to a server that a team may run itself, so that nobody can tell who does.</summary>
    private bool RunsModels() => _facts.Graph.Methods.SelectMany(method => method.Calls)
        .Any(call => s_ownServers.Any(name => call.Type.StartsWith(name, StringComparison.Ordinal)));

    /// <summary>Whether somebody else's models answer, and nothing here trains.</summary>
    private bool IsHosted() =>
        _facts.Playing(Role.Fit, Role.CrossValidate).IsEmpty
        && !_serving.Predictions.IsEmpty
        && _serving.Predictions.SelectMany(method => method.Calls).Where(call => _facts.Plays(call, Role.Predict))
            .All(call => RoleIndex.IsRemote(call.Type));
}
