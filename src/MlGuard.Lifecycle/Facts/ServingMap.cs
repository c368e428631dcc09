using MlGuard.Frameworks;
using MlGuard.Lifecycle.Manifest;

namespace MlGuard.Lifecycle.Facts;

/// <summary>Where the product makes predictions, and which entry points lead there.</summary>
internal sealed class ServingMap
{
    private readonly ProductFacts _facts;
    private readonly ImmutableHashSet<Place> _leading;

    public ServingMap(ProductFacts facts, ManifestDocument manifest)
    {
        _facts = facts;
        var training = facts.Graph.Reach(manifest.Text("training.run") is { } run ? facts.Methods(run) : []);
        Predictions = [.. facts.Playing(Role.Predict), .. facts.Playing(Role.Transform).Where(place => !training.Contains(place) && !facts.Plays(place, Role.Predict) && !facts.Plays(place, Role.Fit))];
        _leading = facts.Graph.Reaching(Predictions);
        var entries = EntryPoints.Of(facts, manifest.Texts("serving.entryPoints[]"));
        var predicting = entries.Where(entry => _leading.Contains(entry.Place)).ToImmutableArray();
        Entries = entries;
        Predicting = predicting.IsEmpty ? [.. Mains(training)] : predicting;
    }

    /// <summary>Methods that ask a model themselves.</summary>
    public ImmutableArray<Place> Predictions { get; }

    public ImmutableArray<EntryPoint> Entries { get; }

    /// <summary>Entry points from which a prediction can be followed; a program's own start where no framework calls in.</summary>
    public ImmutableArray<EntryPoint> Predicting { get; }

    /// <summary>Everything between an entry point and a prediction.</summary>
    public ImmutableArray<Place> Scorers => [.. _facts.Graph.Reach(Predicting.Select(entry => entry.Place)).Where(_leading.Contains)];

    /// <summary>A way from an entry point to a prediction on which no handler stands whose failure path reaches one of <paramref name="fallback"/>; null when every way has one, which then comes back as <paramref name="proof"/>.</summary>
    public ImmutableArray<Place>? Unshielded(EntryPoint entry, ImmutableArray<Place> fallback, out ImmutableArray<Place> proof)
    {
        proof = [];
        var toFallback = _facts.Graph.Reaching(fallback);
        var before = new Dictionary<Place, Place?> { [entry.Place] = null };
        var open = new Queue<Place>([entry.Place]);
        while (open.Count > 0)
        {
            var place = open.Dequeue();
            var shield = ShieldOf(place, toFallback);
            foreach (var call in place.Calls)
            {
                var isPrediction = IsPrediction(place, call);
                ImmutableArray<Place> ahead = [.. _facts.Graph.TargetsOf(call, place).Where(target => _leading.Contains(target) && !fallback.Contains(target))];
                if (!isPrediction && ahead.IsEmpty)
                    continue;
                if (shield is { } stand && (call.IsGuarded || stand.CoversAll))
                    proof = proof.IsEmpty ? [.. Back(place, before), .. stand.Path] : proof;
                else if (isPrediction)
                    return Back(place, before);
                else
                    foreach (var target in ahead.Where(target => !before.ContainsKey(target)))
                    {
                        before.Add(target, place);
                        open.Enqueue(target);
                    }
            }
        }

        return null;
    }

    /// <summary>A way from an entry point to one of some methods; null when there is none.</summary>
    public ImmutableArray<Place>? Path(EntryPoint entry, IEnumerable<Place> targets)
    {
        var wanted = targets.ToImmutableHashSet();
        return _facts.Graph.Path(entry.Place, wanted.Contains);
    }

    public static string Text(IEnumerable<Place> path) => string.Join(" > ", path.Select(place => place.Short));

    private bool IsPrediction(Place place, Call call) =>
        _facts.Plays(call, Role.Predict) || (_facts.Plays(call, Role.Transform) && Predictions.Contains(place));

    /// <summary>What a method does when something that it called failed: the way to the fallback, and whether a policy watches over all its calls.</summary>
    private (ImmutableArray<Place> Path, bool CoversAll)? ShieldOf(Place place, ImmutableHashSet<Place> toFallback)
    {
        var resilient = _facts.Plays(place, Role.Resilience);
        foreach (var call in place.Calls.Where(call => call.IsOnFailure || resilient))
            foreach (var target in _facts.Graph.TargetsOf(call, place).Where(toFallback.Contains))
                return ([target], resilient);
        return null;
    }

    private IEnumerable<EntryPoint> Mains(ImmutableHashSet<Place> training) =>
        from place in _facts.Graph.Places
        where !place.Assembly.IsTestProject && place.Method.Name is "Main" or GeneratedNames.TopLevel
        where _leading.Contains(place) && !training.Contains(place)
        select new EntryPoint(place.Short, place, null);

    private static ImmutableArray<Place> Back(Place end, Dictionary<Place, Place?> before)
    {
        var path = ImmutableArray.CreateBuilder<Place>();
        for (Place? step = end; step is not null; step = before[step])
            path.Insert(0, step);
        return path.ToImmutable();
    }
}
