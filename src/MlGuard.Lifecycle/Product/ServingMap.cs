using MlGuard.Frameworks;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Facts.Il;
using MlGuard.Lifecycle.Facts.Serving;
using MlGuard.Lifecycle.Manifest;

namespace MlGuard.Lifecycle.Product;

/// <summary>Where the product makes predictions, and which entry points lead there.</summary>
internal sealed class ServingMap
{
    private readonly ProductFacts _facts;
    private readonly MethodSet _leading;
    private readonly ImmutableHashSet<ProductMethod> _predicting;

    public ServingMap(ProductFacts facts, ManifestDocument manifest)
    {
        _facts = facts;
        var training = facts.Graph.Reach(manifest.Text(ManifestPaths.TrainingRun) is { } symbol ? facts.Methods(symbol) : []);
        Predictions =
        [
            .. facts.Playing(Role.Predict),
            .. facts.Playing(Role.Transform)
                .Where(method => !training.Contains(method) && !facts.Plays(method, Role.Predict) && !facts.Plays(method, Role.Fit)),
        ];
        _predicting = [.. Predictions];
        _leading = facts.Graph.Reaching(Predictions);
        var entries = EntryPoints.Of(facts, manifest.Texts(ManifestPaths.ServingEntryPoints));
        var leading = entries.Where(entry => _leading.Contains(entry.Method)).ToImmutableArray();
        var predicting = leading.RemoveAll(entry => entry.IsTool);
        Entries = entries;
        ImmutableArray<EntryPoint> mains = [.. Mains(training)];
        Predicting = predicting.All(entry => entry.IsCallback) ? [.. predicting, .. mains] : predicting;
        var known = facts.Graph.Reach(leading.Concat(mains).Select(entry => entry.Method));
        var asked = facts.Graph.Reach(entries.Concat(Predicting).Select(entry => entry.Method));
        var run = facts.Graph.Reach(mains.Select(entry => entry.Method));
        OfPrograms = [.. Predictions.Where(method => run.Contains(method) && !asked.Contains(method))];
        Unreached =
        [
            .. Predictions.Where(method => facts.Plays(method, Role.Predict) && !known.Contains(method) && !training.Contains(method)),
        ];
    }

    /// <summary>Methods that ask a model themselves.</summary>
    public ImmutableArray<ProductMethod> Predictions { get; }

    public ImmutableArray<EntryPoint> Entries { get; }

    /// <summary>
    /// Entry points from which a prediction can be followed; a program's own start where no framework calls in. A tool is none: the model
    /// that calls it is told when it fails, and answers without it.
    /// </summary>
    public ImmutableArray<EntryPoint> Predicting { get; }

    /// <summary>Methods that ask a model and to which nothing known leads: no entry point, no program and no training.</summary>
    public ImmutableArray<ProductMethod> Unreached { get; }

    /// <summary>Methods that ask a model only where a program of the team's runs them beside serving, such as one that evaluates.</summary>
    public ImmutableHashSet<ProductMethod> OfPrograms { get; }

    /// <summary>Everything between an entry point and a prediction.</summary>
    public ImmutableArray<ProductMethod> Scorers =>
        [.. _facts.Graph.Reach(Predicting.Select(entry => entry.Method)).Where(_leading.Contains)];

    /// <summary>What becomes of a prediction that fails, on all ways from all entry points.</summary>
    public WayAnalysis OnFailure(ImmutableArray<ProductMethod> fallback) => Analysis(WayKind.Failure, fallback, []);

    /// <summary>Whether all ways that answer pass one of some members, or answer with what it gives.</summary>
    /// <param name="kind">Which of the two.</param>
    /// <param name="declared">The members.</param>
    /// <param name="fallbacks">What answers in place of a prediction.</param>
    public WayAnalysis Passing(WayKind kind, ImmutableArray<ProductMethod> declared, ImmutableArray<ProductMethod> fallbacks) =>
        Analysis(kind, declared, fallbacks);

    private WayAnalysis Analysis(WayKind kind, ImmutableArray<ProductMethod> declared, ImmutableArray<ProductMethod> fallbacks) =>
        new(
            _facts, IsPrediction, _leading, Predicting.Select(entry => entry.Method),
            new(kind, [.. declared], [.. fallbacks]));

    /// <summary>A way from an entry point to one of some methods; null when there is none.</summary>
    public ImmutableArray<ProductMethod>? Path(EntryPoint entry, ImmutableHashSet<ProductMethod> targets) =>
        _facts.Graph.Path(entry.Method, targets.Contains);

    public static string Text(IEnumerable<ProductMethod> path) => string.Join(" > ", path.Select(method => method.Short));

    private bool IsPrediction(ProductMethod method, Call call) =>
        _facts.Plays(call, Role.Predict) || (_facts.Plays(call, Role.Transform) && _predicting.Contains(method));

    /// <summary>Every program has a start of one name, so the project is part of it.</summary>
    private IEnumerable<EntryPoint> Mains(MethodSet training) =>
        from method in _facts.Graph.Methods
        where !method.Assembly.IsTestProject && method.Fact.Name is "Main" or GeneratedNames.TopLevel
        where _leading.Contains(method) && !training.Contains(method)
        select new EntryPoint($"{method.Short} of {method.Assembly.Assembly}", method, null);
}
