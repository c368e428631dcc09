namespace MlGuard.Lifecycle.Facts;

/// <summary>Who calls whom in the product, across its assemblies. Virtual and interface calls reach every own implementation.</summary>
internal sealed class CallGraph
{
    private readonly ImmutableArray<Place> _places;
    private readonly ILookup<string, Place> _byText;
    private readonly ILookup<string, Place> _byType;
    private readonly ILookup<string, TypeFact> _types;
    private readonly ILookup<string, string> _subtypes;
    private readonly Dictionary<Place, ImmutableArray<Place>> _callees = [];
    private ILookup<Place, Place>? _callers;

    public CallGraph(ImmutableArray<AssemblyFacts> assemblies)
    {
        _places = [.. assemblies.SelectMany(assembly => assembly.Methods.Select(method => new Place(assembly, method)))];
        _byText = _places.ToLookup(place => place.Text, StringComparer.Ordinal);
        _byType = _places.ToLookup(place => place.Method.Type, StringComparer.Ordinal);
        _types = assemblies.SelectMany(assembly => assembly.Types).ToLookup(type => type.Name, StringComparer.Ordinal);
        _subtypes = assemblies.SelectMany(assembly => assembly.Types)
            .SelectMany(type => type.Bases.Select(baseType => (Base: baseType, type.Name)))
            .ToLookup(pair => pair.Base, pair => pair.Name, StringComparer.Ordinal);
    }

    public ImmutableArray<Place> Places => _places;

    /// <summary>Everything that runs when one of <paramref name="starts"/> runs.</summary>
    public ImmutableHashSet<Place> Reach(IEnumerable<Place> starts) => Closure(starts, place => Callees(place));

    /// <summary>Everything that, when it runs, can run one of <paramref name="targets"/>.</summary>
    public ImmutableHashSet<Place> Reaching(IEnumerable<Place> targets)
    {
        _callers ??= _places.SelectMany(caller => Callees(caller).Select(callee => (callee, caller))).ToLookup(pair => pair.callee, pair => pair.caller);
        return Closure(targets, place => _callers[place]);
    }

    /// <summary>The base types and interfaces of a type, near and far, as far as the product knows them.</summary>
    public ImmutableHashSet<string> Bases(string type)
    {
        var bases = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        var open = new Stack<string>([type]);
        while (open.Count > 0)
            foreach (var next in _types[open.Pop()].SelectMany(fact => fact.Bases))
                if (bases.Add(next))
                    open.Push(next);
        return bases.ToImmutable();
    }

    /// <summary>A shortest way from <paramref name="start"/> to a target, both ends included; null when there is none.</summary>
    public ImmutableArray<Place>? Path(Place start, Func<Place, bool> isTarget)
    {
        var before = new Dictionary<Place, Place?> { [start] = null };
        var open = new Queue<Place>([start]);
        while (open.Count > 0)
        {
            var place = open.Dequeue();
            if (isTarget(place))
                return Back(place, before);
            foreach (var next in Callees(place).Where(next => !before.ContainsKey(next)))
            {
                before.Add(next, place);
                open.Enqueue(next);
            }
        }

        return null;
    }

    /// <summary>The product's methods that one call can run.</summary>
    public ImmutableArray<Place> TargetsOf(Call call, Place caller) => [.. Targets(call, caller)];

    /// <summary>The methods of the product that answer a virtual call of this one.</summary>
    public IEnumerable<Place> Overrides(Place place) => TargetsOf(Call.Parse(Call.VirtualMark + place.Text), place).Where(target => target != place);

    /// <summary>Whether code that runs <paramref name="start"/> reaches something of the first kind before anything of the second, in the order of the code.</summary>
    public bool RunsBefore(Place start, Func<Place, Call, bool> isFirst, ImmutableHashSet<Place> reachFirst, Func<Place, Call, bool> isSecond, ImmutableHashSet<Place> reachSecond)
    {
        var seen = new HashSet<Place>();
        for (var place = start; seen.Add(place);)
        {
            if (Meeting(place, isFirst, reachFirst, isSecond, reachSecond) is not { } met)
                return false;
            if (met.Next is null)
                return met.IsFirst;
            place = met.Next;
        }

        return false;
    }

    private (bool IsFirst, Place? Next)? Meeting(Place place, Func<Place, Call, bool> isFirst, ImmutableHashSet<Place> reachFirst, Func<Place, Call, bool> isSecond, ImmutableHashSet<Place> reachSecond)
    {
        foreach (var call in place.Calls)
        {
            var targets = TargetsOf(call, place);
            var first = isFirst(place, call) || targets.Any(reachFirst.Contains);
            var second = isSecond(place, call) || targets.Any(reachSecond.Contains);
            if (first && second && targets.FirstOrDefault(target => reachFirst.Contains(target) && reachSecond.Contains(target)) is { } both)
                return (false, both);
            if (first || second)
                return (first, null);
        }

        return null;
    }

    private static ImmutableArray<Place> Back(Place end, Dictionary<Place, Place?> before)
    {
        var path = ImmutableArray.CreateBuilder<Place>();
        for (Place? step = end; step is not null; step = before[step])
            path.Insert(0, step);
        return path.ToImmutable();
    }

    private static ImmutableHashSet<Place> Closure(IEnumerable<Place> starts, Func<Place, IEnumerable<Place>> next)
    {
        var reached = ImmutableHashSet.CreateBuilder<Place>();
        var open = new Stack<Place>(starts);
        while (open.Count > 0)
            if (open.Pop() is var place && reached.Add(place))
                foreach (var follower in next(place))
                    open.Push(follower);
        return reached.ToImmutable();
    }

    private ImmutableArray<Place> Callees(Place caller)
    {
        if (!_callees.TryGetValue(caller, out var callees))
            _callees.Add(caller, callees = [.. caller.Calls.SelectMany(call => Targets(call, caller)).Concat(TypeInitializer(caller)).Distinct()]);
        return callees;
    }

    private IEnumerable<Place> TypeInitializer(Place caller) =>
        _byType[caller.Method.Type].Where(place => place.Method.Name == ".cctor" && place.Assembly == caller.Assembly);

    private IEnumerable<Place> Targets(Call call, Place caller)
    {
        var direct = Prefer(_byText[call.Text], caller);
        if (direct.Length == 0)
            direct = [.. Inherited(call.Type, call)];
        return call.IsVirtual ? direct.Concat(Implementations(call)) : direct;
    }

    /// <summary>Two assemblies can hold types of one name (<c>Program</c>): a call stays in its own when it can.</summary>
    private static ImmutableArray<Place> Prefer(IEnumerable<Place> places, Place caller)
    {
        ImmutableArray<Place> all = [.. places];
        ImmutableArray<Place> own = [.. all.Where(place => place.Assembly == caller.Assembly)];
        return own.IsEmpty ? all : own;
    }

    private IEnumerable<Place> Implementations(Call call)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { call.Type };
        var open = new Stack<string>(_subtypes[call.Type]);
        while (open.Count > 0)
        {
            var type = open.Pop();
            if (!seen.Add(type))
                continue;
            foreach (var subtype in _subtypes[type])
                open.Push(subtype);
            foreach (var place in Inherited(type, call))
                yield return place;
        }
    }

    /// <summary>The method that answers a call on <paramref name="type"/>: its own, or the nearest base type's. An explicit implementation is named after its interface.</summary>
    private IEnumerable<Place> Inherited(string type, Call call)
    {
        var suffix = $".{call.Name}";
        for (var step = 0; step < 64; step++)
        {
            ImmutableArray<Place> found =
            [
                .. _byType[type].Where(place =>
                    place.ParameterCount == call.ParameterCount
                    && (place.Method.Name == call.Name || place.Method.Name.EndsWith(suffix, StringComparison.Ordinal))),
            ];
            if (!found.IsEmpty)
                return found;
            if (_types[type].FirstOrDefault()?.Bases.FirstOrDefault(baseType => _types[baseType].Any(fact => !fact.IsInterface)) is not { } next)
                return [];
            type = next;
        }

        return [];
    }
}
