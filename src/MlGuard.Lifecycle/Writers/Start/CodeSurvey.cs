using System.Globalization;
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
    private const string Context = $"{ContextFactories.Context}::.ctor";
    private const string TorchSeed = $"::{ConstantCall.TorchSeed}";
    private const string Binary = "BinaryClassification";
    private const string Multiclass = "MulticlassClassification";
    private const string Regression = "Regression";
    private const string RemoteCall = "Grpc.Core.ServerCallContext";

    /// <summary>What a step says of the classes that are told apart.</summary>
    private static readonly ImmutableArray<(string Call, string Task)> s_tasksByStep =
        [("ImageClassification", "image-classification"), ("FeaturizeText", "text-classification")];

    /// <summary>What trainers that stand in a catalog of another task are for.</summary>
    private static readonly ImmutableArray<(string Trainer, string Task)> s_tasksByTrainer =
    [
        ("TextClassification", "text-classification"), ("NamedEntityRecognition", "named-entity-recognition"),
        ("QuestionAnswer", "question-answering"), ("SentenceSimilarity", "sentence-similarity"), ("ObjectDetection", "object-detection"),
    ];

    /// <summary>Types whose methods a web server calls while a request waits, beside those that have a route.</summary>
    private static readonly ImmutableHashSet<string> s_asked =
    [
        "Microsoft.AspNetCore.Mvc.RazorPages.PageModel", "Microsoft.AspNetCore.Mvc.ViewComponent", "Microsoft.AspNetCore.SignalR.Hub",
        "Microsoft.AspNetCore.SignalR.Hub`1", "System.Web.Mvc.Controller", "System.Web.Http.ApiController",
    ];

    private readonly ProductFacts _facts;
    private readonly ServingMap _serving;
    private readonly WrittenTexts _texts;
    private readonly Settings _settings;
    private readonly NamedModels _models;
    private readonly HostedIds _hosted;
    private readonly ImmutableArray<EntryPoint> _predicting;
    private readonly ImmutableArray<ProductMethod> _trainings;
    private MethodSet? _run, _leading;

    public CodeSurvey(ImmutableArray<AssemblyFacts> assemblies, WrittenTexts? texts = null, Settings? settings = null)
    {
        _facts = new(assemblies, []);
        _serving = new(_facts, new(new MapNode([], Span.None), Requirements.RequirementTable.Schema));
        (_texts, _settings) = (texts ?? WrittenTexts.None, settings ?? Settings.None);
        _models = new(_facts, _serving, _texts, _settings);
        _predicting = new PredictingRoutes(_facts, _serving, new KernelFunctions(_facts).Asking(_serving)).All;
        _hosted = new(_facts, _serving, _texts, _settings);
        Served = _models.Served;
        OwnClients = Fitting.IsEmpty && _serving.Predictions.IsEmpty ? _hosted.Asking : [];
        _trainings = [.. Meant([.. Trainings()])];
    }

    /// <summary>Methods that could be what the manifest calls <c>training.run</c>, the likeliest first.</summary>
    public ImmutableArray<string> TrainingCandidates => [.. _trainings.Select(method => method.Symbol)];

    public bool Trains => !Fitting.IsEmpty;

    /// <summary>Whether a pool fetches the model that answers from an address, so that none of the files has to be it.</summary>
    public bool FetchesModel => _facts.Graph.Methods.Any(method => !method.Assembly.IsTestProject
        && method.Calls.Any(call => call is { Type: "Microsoft.Extensions.ML.BuilderExtensions", Name: "FromUri" }));

    /// <summary>The files of models that the code which answers loads, as it is written, and the projects that name them.</summary>
    public ImmutableArray<(string Path, string Project)> Served { get; }

    /// <summary>Why something that the code could tell is left to people, each as sentences.</summary>
    public IEnumerable<string> Notes
    {
        get
        {
            if (_trainings.IsEmpty && Fitting.FirstOrDefault(method => method.Fact.Name is "Main" or GeneratedNames.TopLevel) is { } start)
                yield return $"training.run: the start of {start.Assembly.Project} trains, and nothing else can call that. Move it into a "
                    + "method of a type, and name that method.";
            var seeds = Seeds();
            if (seeds.Length > 1)
                yield return $"training.seed: left open, since the code that trains uses {string.Join(" and ", seeds.Select(Said))}.";
        }
    }

    private static string Said(string seed) => seed == ConstantCall.Unknown ? "a context without a known seed" : $"the seed {seed}";

    private ImmutableArray<ProductMethod> Fitting => _facts.Playing(Role.Fit, Role.CrossValidate);

    private ProductMethod? Training => _trainings is [var only] ? only : null;

    public IEnumerable<FoundValue> Found()
    {
        if (Training is { } training)
            yield return new(ManifestPaths.TrainingRun, training.Symbol, training.Assembly.Project);
        if (Seed() is { } seed)
            yield return new("training.seed", seed, "the code that trains");
        if (Task() is { } task)
            yield return new("discovery.solution.task", task.Name, task.Source);
        else if (IsHosted())
            yield return new("discovery.solution.task", "text-generation", _serving.Predictions[0].Symbol);
        else if (OwnClients is [var client, ..])
            yield return new("discovery.solution.task", "text-generation", client.Symbol);
        if (!OwnClients.IsEmpty && _hosted.AskOnlyOthers)
            yield return new("discovery.solution.approach", "hosted", OwnClients[0].Symbol);
        if (IsHosted() && !new OwnServers(_facts, _texts, _settings).MayBeAsked)
            yield return new("discovery.solution.approach", "hosted", _serving.Predictions[0].Symbol);
        if (Foreign() is { } model)
            yield return new("discovery.solution.approach", "bought", model);
        if (Answering.FirstOrDefault(IsAsked) is { } endpoint)
            yield return new(ManifestPaths.ArchitectureTechnicalMode, "realtime", endpoint.Name);
        if (Endpoints(Answering) is [var only])
            yield return new("serving.api.endpoint", only, "the only endpoint that predicts");
        else if (Endpoints(Answering).IsEmpty && Endpoints(InPredictingProjects()) is [var taking])
            yield return new("serving.api.endpoint", taking, "the only endpoint that takes something, in a project that predicts");
        foreach (var value in new ServingSurvey(_facts, _serving).Found().Concat(_hosted.Found()))
            yield return value;
    }

    /// <summary>What asks a hosted model by its address, in a product that asks none through a library and trains none.</summary>
    private ImmutableArray<ProductMethod> OwnClients { get; }

    /// <summary>Entry points from which a prediction can be followed, or a request to a model.</summary>
    private ImmutableArray<EntryPoint> Answering => OwnClients.IsEmpty
        ? _predicting
        : [.. _serving.Entries.Where(entry => Leading.Contains(entry.Method))];

    private MethodSet Leading => _leading ??= _facts.Graph.Reaching(OwnClients);

    /// <summary>Whether somebody waits for what an entry point answers: a route, a page, a hub, or a call from another process.</summary>
    private bool IsAsked(EntryPoint entry) =>
        EntryPoint.IsEndpoint(entry.Name)
        || entry.Method.Fact.Parameters.EndsWith(RemoteCall, StringComparison.Ordinal)
        || _facts.Graph.Bases(entry.Method.Fact.Type).Overlaps(s_asked);

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
        // A helper that fits whatever it is handed trains nothing of its own; what names a trainer does, and what only measures does not.
        var naming = _facts.Graph.Reaching(Naming());
        var entries = _serving.Entries.Select(entry => entry.Method).ToImmutableHashSet();
        var leading = _facts.Graph.Reaching(Fitting);
        ImmutableArray<ProductMethod> callable =
        [
            .. leading.Where(method => !method.Assembly.IsTestProject
                && (naming.Count == 0 || naming.Contains(method))
                && method.Fact.Visibility != SymbolVisibility.Hidden
                && method.Fact.Name is not ("Main" or GeneratedNames.TopLevel or ".ctor" or ".cctor")
                && !method.Symbol.Contains(" /")
                && !entries.Contains(method)
                && !OnlyMaps(method, leading)
                && !method.Fact.IsObsolete),
        ];
        var reached = callable.ToImmutableDictionary(method => method, method => _facts.Graph.Reach([method]));
        var run = callable.RemoveAll(method => !Run.Contains(method));
        // What wraps a training and is called by nobody hides the one that the product runs.
        var meant = callable.RemoveAll(method => !Run.Contains(method) && run.Any(reached[method].Contains));
        // Where the product runs a training that cannot be named, another one that nobody calls is not it.
        if (Fitting.Any(method => Run.Contains(method) && naming.Contains(method)
            && !callable.Any(other => reached[other].Contains(method))))
            meant = meant.RemoveAll(method => !Run.Contains(method));
        return meant.Where(method => !meant.Any(other => other != method && reached[other].Contains(method)))
            .OrderBy(method => method.Symbol, StringComparer.Ordinal);
    }

    /// <summary>What runs when something enters the product or a program of it starts.</summary>
    private MethodSet Run => _run ??= _facts.Graph.Reach(Starts.Concat(_serving.Entries.Select(entry => entry.Method)));

    private IEnumerable<ProductMethod> Starts => _facts.Graph.Methods
        .Where(method => !method.Assembly.IsTestProject && method.Fact.Name is "Main" or GeneratedNames.TopLevel);

    /// <summary>Whether all that leads a method to a training is what the handlers do that it hands to the framework.</summary>
    private bool OnlyMaps(ProductMethod method, MethodSet leading)
    {
        var handled = _serving.Entries
            .Where(entry => entry.Method.Fact.Type == method.Fact.Type && EntryPoint.IsEndpoint(entry.Method.Symbol))
            .SelectMany(entry => entry.Method.Calls).Select(call => call.Text).ToImmutableHashSet(StringComparer.Ordinal);
        return !handled.IsEmpty && method.Calls.All(call => handled.Contains(call.Text)
            || !(_facts.Plays(call, Role.Fit) || _facts.Graph.TargetsOf(call, method).Any(leading.Contains)));
    }

    /// <summary>Where a trainer is named; where none is known, where a catalog is.</summary>
    private ImmutableArray<ProductMethod> Naming()
    {
        ImmutableArray<ProductMethod> own = [.. _facts.Graph.Methods.Where(method => !method.Assembly.IsTestProject)];
        var training = own.RemoveAll(method => method.Calls.All(call => MlTask.TrainerOf(call) is null));
        return training.IsEmpty ? own.RemoveAll(method => MlTask.CatalogsIn([method]).IsEmpty) : training;
    }

    /// <summary>
    /// Of several, the one that saves the file which the code that answers loads; else those that no request starts, since what learns from
    /// a request is no training of its own, and none that nobody calls beside one that a program of the same project starts.
    /// </summary>
    private ImmutableArray<ProductMethod> Meant(ImmutableArray<ProductMethod> trainings)
    {
        if (trainings.Length < 2)
            return trainings;
        var served = Served.Select(name => NamedModels.FileName(name.Path)).ToImmutableHashSet(StringComparer.OrdinalIgnoreCase);
        ImmutableArray<ProductMethod> saving =
            [.. trainings.Where(method => _models.SavedBy(method).Any(path => served.Contains(NamedModels.FileName(path))))];
        if (saving.Length == 1)
            return saving;
        var requested = _facts.Graph.Reach(
            _serving.Entries.Where(entry => EntryPoint.IsEndpoint(entry.Name)).Select(entry => entry.Method));
        var apart = trainings.RemoveAll(requested.Contains);
        var started = _facts.Graph.Reach(Starts);
        var projects = apart.Where(started.Contains).Select(method => method.Assembly).ToImmutableHashSet();
        apart = apart.RemoveAll(method => !Run.Contains(method) && projects.Contains(method.Assembly));
        return apart.IsEmpty ? trainings : apart;
    }

    /// <summary>The one seed of what trains and of what hands it a context.</summary>
    private string? Seed() => Seeds() is [var seed] && seed != ConstantCall.Unknown ? seed : null;

    private ImmutableArray<string> Seeds()
    {
        var starts = Training is { } one ? [one] : Fitting.AddRange(_trainings);
        // A trainer may make its context when it is made itself, by a base class as well.
        var made = starts.SelectMany(start => _facts.Graph.MethodsOf(start.Fact.Type)).Where(method => method.IsConstructor);
        var near = _facts.Graph.Reach(starts.Concat(made)).Concat(_facts.Graph.Reaching(starts))
            .Where(method => !method.Assembly.IsTestProject).Distinct();
        ImmutableArray<string> seeds = [.. near.SelectMany(SeedsIn)];
        if (seeds.IsEmpty)
            seeds = [.. ContextFactories.Of(_facts, starts).SelectMany(SeedsIn)];
        return [.. seeds.Distinct().OrderBy(seed => seed, StringComparer.Ordinal)];
    }

    private IEnumerable<string> SeedsIn(ProductMethod method) => method.Constants
        .Where(call => call.Callee == Context || call.Callee.EndsWith(TorchSeed, StringComparison.Ordinal))
        .Select(call => call.Values switch
        {
            [] => ConstantCall.Unknown,
            [ConstantCall.Unknown, ..] => Given(method),
            [var seed, ..] => seed,
        });

    /// <summary>A seed that a read-only field or a setting holds.</summary>
    private string Given(ProductMethod method)
    {
        ImmutableArray<string> given =
        [
            .. _texts[method.Assembly.Project, method.Fact.Type].Seeds
                .SelectMany(seed => long.TryParse(seed, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
                    ? [seed]
                    : _settings.Bound(seed, _texts).Select(setting => setting.Value).DefaultIfEmpty(ConstantCall.Unknown)).Distinct(),
        ];
        return given is [var only] ? only : ConstantCall.Unknown;
    }

    /// <summary>The one task whose trainer the training uses.</summary>
    private (string Name, string Source)? Task()
    {
        ImmutableArray<ProductMethod> reached = [.. _facts.Graph.Reach(Training is { } one ? [one] : Fitting.Concat(_trainings))];
        var catalogs = MlTask.CatalogsIn(reached);
        // A binary trainer inside of one that makes many classes out of it is a part.
        if (catalogs.Length == 2 && catalogs.Contains(Multiclass) && catalogs.Contains(Binary)
            && reached.Where(method => MlTask.CatalogsIn([method]).Contains(Binary))
                .All(method => method.Calls.Any(call => call.Name is "OneVersusAll" or "PairwiseCoupling")))
            catalogs = [Multiclass];
        if (catalogs is not [var catalog] || IsOnlyMeasured(catalog, reached))
            return null;
        var source = $"MLContext.{catalog}";
        if (TaskByTrainer(reached) is { } trained)
            return (trained, source);
        return catalog is Multiclass or Binary && TaskByStep(reached) is (var step, { } task)
            ? (task, $"{source} and {step}")
            : (MlTask.All.First(known => known.Catalogs is [var first, ..] && first == catalog).Name, source);
    }

    private static (string Call, string Task)? TaskByStep(ImmutableArray<ProductMethod> reached) =>
        s_tasksByStep.Where(step => reached.Any(method => method.Calls.Any(call => call.Name == step.Call)))
            .Select(step => ((string, string)?)step).FirstOrDefault();

    private static string? TaskByTrainer(ImmutableArray<ProductMethod> reached) =>
        s_tasksByTrainer.FirstOrDefault(row => reached.Any(method =>
            method.Calls.Any(call => call.Name == row.Trainer && MlTask.TrainerOf(call) is not null))).Task;

    /// <summary>Recommendations and forecasts are measured as a regression is, so the measure alone does not tell them apart.</summary>
    private static bool IsOnlyMeasured(string catalog, ImmutableArray<ProductMethod> reached) =>
        catalog == Regression
        && reached.All(method => method.Calls.All(call => MlTask.TrainerOf(call) is null))
        && reached.Any(method => method.Calls.Any(call => RoleIndex.Plays(call.Type, call.Name, Role.Evaluate)));

    /// <summary>A verb and a path, such as <c>POST /score</c>.</summary>
    private static bool IsRoute(string endpoint) =>
        endpoint.Split(' ') is [var verb, var path]
        && verb.Length > 2
        && verb.All(char.IsUpper)
        && path.StartsWith("/", StringComparison.Ordinal);

    /// <summary>
    /// What says that a model came from elsewhere: code that only runs one from a file, and nothing of the product trains or writes any.
    /// </summary>
    private string? Foreign() =>
        Fitting.IsEmpty
        && _facts.Playing(Role.SaveModel).IsEmpty
        && _facts.Graph.Methods.SelectMany(method => method.Calls).All(call => MlTask.TrainerOf(call) is null)
        && !IsHosted()
        && _facts.Playing(Role.CreateSession).FirstOrDefault() is { } session
        && Served.Any(name => name.Path.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase))
            ? $"{session.Symbol}, which runs a model that nothing here trains"
            : null;

    /// <summary>Whether somebody else's models answer, and nothing here trains.</summary>
    private bool IsHosted() =>
        Fitting.IsEmpty
        && !_serving.Predictions.IsEmpty
        && _serving.Predictions.SelectMany(method => method.Calls).Where(call => _facts.Plays(call, Role.Predict))
            .All(call => RoleIndex.IsRemote(call.Type));
}
