namespace MlGuard.Lifecycle.Facts;

/// <summary>Who calls whom in the product, across its assemblies. Virtual and interface calls reach every own implementation.</summary>
internal sealed class CallGraph
{
    private readonly ImmutableArray<ProductMethod> _methods;
    private readonly ILookup<(string Type, string Name), ProductMethod> _byName;
    private readonly ILookup<string, ProductMethod> _byType;
    private readonly ILookup<string, TypeFact> _types;
    private readonly ILookup<string, string> _subtypes;
    private readonly ImmutableArray<Dispatch>[] _callees;
    private readonly Dictionary<Call, ImmutableArray<Dispatch>> _dispatches = [];
    private readonly Dictionary<(string Text, AssemblyFacts Assembly), Dispatch> _direct = [];
    private readonly Dictionary<(string Type, string Name, int Parameters), Dispatch> _implementations = [];
    private readonly Dictionary<(string Type, AssemblyFacts Assembly), Dispatch> _initializers = [];
    private readonly Lazy<MadeTypes> _made;
    private int _dispatchCount;
    private Callers? _callers;

    public CallGraph(ImmutableArray<AssemblyFacts> assemblies)
    {
        var methods = ImmutableArray.CreateBuilder<ProductMethod>(assemblies.Sum(assembly => assembly.Methods.Length));
        var calls = 0;
        foreach (var assembly in assemblies)
            AddMethods(assembly, methods, ref calls);
        _methods = methods.MoveToImmutable();
        _callees = new ImmutableArray<Dispatch>[_methods.Length];
        _byName = _methods.ToLookup(place => (place.Fact.Type, place.Fact.Name));
        _byType = _methods.ToLookup(place => place.Fact.Type, StringComparer.Ordinal);
        _types = assemblies.SelectMany(assembly => assembly.Types).ToLookup(type => type.Name, StringComparer.Ordinal);
        _subtypes = assemblies.SelectMany(assembly => assembly.Types)
            .SelectMany(type => type.Bases.Select(baseType => (Base: baseType, type.Name)))
            .ToLookup(pair => pair.Base, pair => pair.Name, StringComparer.Ordinal);
        _made = new(() => new(_methods, Bases));
    }

    public ImmutableArray<ProductMethod> Methods => _methods;

    /// <param name="type">Metadata name.</param>
    public IEnumerable<ProductMethod> MethodsOf(string type) => _byType[type];

    /// <summary>Everything that runs when one of <paramref name="starts"/> runs.</summary>
    public MethodSet Reach(IEnumerable<ProductMethod> starts)
    {
        var seen = new HashSet<int>();
        return MethodSet.Closure(
            starts, _methods.Length,
            method => Callees(method).Where(dispatch => seen.Add(dispatch.Number)).SelectMany(dispatch => dispatch.Targets));
    }

    /// <summary>
    /// What runs only by way of <paramref name="targets"/>, themselves included: whoever has seen one of these run has seen a part of the
    /// targets run. What a test calls past them may have run there alone.
    /// </summary>
    public MethodSet Own(ImmutableArray<ProductMethod> targets)
    {
        var (within, ends) = (Reach(targets), targets.ToImmutableHashSet());
        var seen = new HashSet<int>();
        var elsewhere = MethodSet.Closure(
            _methods.Where(method => !within.Contains(method)), _methods.Length,
            method => Callees(method).Where(dispatch => seen.Add(dispatch.Number)).SelectMany(dispatch => dispatch.Targets)
                .Where(target => !ends.Contains(target)));
        return MethodSet.Closure(within.Where(method => !elsewhere.Contains(method)), _methods.Length, _ => []);
    }

    /// <summary>Everything that, when it runs, can run one of <paramref name="targets"/>.</summary>
    public MethodSet Reaching(IEnumerable<ProductMethod> targets)
    {
        _callers ??= Callers.Of(_methods, [.. _methods.Select(Callees)], _dispatchCount);
        var seen = new HashSet<int>();
        return MethodSet.Closure(
            targets, _methods.Length,
            method => _callers.AnsweredBy(method).Where(dispatch => seen.Add(dispatch.Number)).SelectMany(_callers.Of));
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
    public ImmutableArray<ProductMethod>? Path(ProductMethod start, Func<ProductMethod, bool> isTarget)
    {
        var before = new Dictionary<ProductMethod, ProductMethod?> { [start] = null };
        var seen = new HashSet<Dispatch>();
        var open = new Queue<ProductMethod>([start]);
        while (open.Count > 0)
        {
            var method = open.Dequeue();
            if (isTarget(method))
                return Back(method, before);
            foreach (var next in Callees(method).Where(seen.Add).SelectMany(dispatch => dispatch.Targets)
                .Where(next => !before.ContainsKey(next)))
            {
                before.Add(next, method);
                open.Enqueue(next);
            }
        }

        return null;
    }

    /// <summary>The product's methods that one call can run.</summary>
    public IEnumerable<ProductMethod> TargetsOf(Call call, ProductMethod caller) =>
        DispatchesOf(call, caller).SelectMany(dispatch => dispatch.Targets);

    /// <summary>The same, as what all calls of this meaning share: for walks that meet many of them.</summary>
    public ImmutableArray<Dispatch> DispatchesOf(Call call, ProductMethod caller)
    {
        if (!_dispatches.TryGetValue(call, out var dispatches))
            _dispatches.Add(call, dispatches = Answering(call, caller));
        return dispatches;
    }

    /// <summary>Whether the product makes objects of a type, or of one that derives from it.</summary>
    /// <param name="type">Metadata name.</param>
    public bool Makes(string type) => _made.Value.Contains(type);

    /// <summary>The methods of the product that answer a virtual call of this one.</summary>
    public ImmutableArray<Dispatch> Overriding(ProductMethod method) =>
        Answering(Call.Parse(Call.VirtualMark + method.Text), method);

    /// <summary>
    /// Whether code that runs <paramref name="start"/> reaches something of the first kind before anything of the second, in the order of
    /// the code.
    /// </summary>
    public bool RunsBefore(
        ProductMethod start, Func<ProductMethod, Call, bool> isFirst, MethodSet reachFirst,
        Func<ProductMethod, Call, bool> isSecond, MethodSet reachSecond)
    {
        var seen = new HashSet<ProductMethod>();
        for (var method = start; seen.Add(method);)
        {
            if (Meeting(method, isFirst, reachFirst, isSecond, reachSecond) is not { } met)
                return false;
            if (met.Next is null)
                return met.IsFirst;
            method = met.Next;
        }

        return false;
    }

    private (bool IsFirst, ProductMethod? Next)? Meeting(
        ProductMethod method, Func<ProductMethod, Call, bool> isFirst, MethodSet reachFirst,
        Func<ProductMethod, Call, bool> isSecond, MethodSet reachSecond)
    {
        foreach (var call in method.Calls)
        {
            ImmutableArray<ProductMethod> targets = [.. TargetsOf(call, method)];
            var first = isFirst(method, call) || targets.Any(reachFirst.Contains);
            var second = isSecond(method, call) || targets.Any(reachSecond.Contains);
            if (first
                && second
                && targets.FirstOrDefault(target => reachFirst.Contains(target) && reachSecond.Contains(target)) is { } both)
                return (false, both);
            if (first || second)
                return (first, null);
        }

        return null;
    }

    private static ImmutableArray<ProductMethod> Back(ProductMethod end, Dictionary<ProductMethod, ProductMethod?> before)
    {
        var path = ImmutableArray.CreateBuilder<ProductMethod>();
        for (ProductMethod? step = end; step is not null; step = before[step])
            path.Insert(0, step);
        return path.ToImmutable();
    }

    private static void AddMethods(AssemblyFacts assembly, ImmutableArray<ProductMethod>.Builder methods, ref int callCount)
    {
        var known = new Dictionary<string, Call>(StringComparer.Ordinal);
        foreach (var method in assembly.Methods)
        {
            var calls = ImmutableArray.CreateBuilder<Call>(method.Calls.Length);
            foreach (var text in method.Calls)
            {
                if (!known.TryGetValue(text, out var call))
                    known.Add(text, call = Call.Parse(text, callCount++));
                calls.Add(call);
            }

            methods.Add(new(methods.Count, assembly, method, calls.MoveToImmutable()));
        }
    }

    private ImmutableArray<Dispatch> Callees(ProductMethod caller)
    {
        ref var callees = ref _callees[caller.Number];
        if (callees.IsDefault)
            callees = [.. caller.Calls.SelectMany(call => DispatchesOf(call, caller)).Append(Initializer(caller)).Distinct()];
        return callees;
    }

    private ImmutableArray<Dispatch> Answering(Call call, ProductMethod caller) =>
        call.IsVirtual ? [Direct(call, caller), Implementations(call)] : [Direct(call, caller)];

    private Dispatch Initializer(ProductMethod caller) => Known(
        _initializers, (caller.Fact.Type, caller.Assembly),
        () => _byType[caller.Fact.Type].Where(method => method.Fact.Name == ".cctor" && method.Assembly == caller.Assembly));

    private Dispatch Direct(Call call, ProductMethod caller) => Known(
        _direct, (call.Text, caller.Assembly),
        () => Prefer(Named(call), caller) is { IsEmpty: false } direct ? direct : Inherited(call.Type, call));

    private IEnumerable<ProductMethod> Named(Call call) => _byName[(call.Type, call.Name)].Where(method => method.Text == call.Text);

    private Dispatch Implementations(Call call) => Known(
        _implementations, (call.Type, call.Name, call.ParameterCount), () => Implementing(call));

    private Dispatch Known<TKey>(Dictionary<TKey, Dispatch> known, TKey key, Func<IEnumerable<ProductMethod>> targets)
        where TKey : notnull
    {
        if (!known.TryGetValue(key, out var dispatch))
            known.Add(key, dispatch = new(_dispatchCount++, [.. targets()]));
        return dispatch;
    }

    /// <summary>Two assemblies can hold types of one name (<c>Program</c>): a call stays in its own when it can.</summary>
    private static ImmutableArray<ProductMethod> Prefer(IEnumerable<ProductMethod> methods, ProductMethod caller)
    {
        ImmutableArray<ProductMethod> all = [.. methods];
        ImmutableArray<ProductMethod> own = [.. all.Where(method => method.Assembly == caller.Assembly)];
        return own.IsEmpty ? all : own;
    }

    private IEnumerable<ProductMethod> Implementing(Call call)
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
            foreach (var method in Inherited(type, call))
                yield return method;
        }
    }

    /// <summary>
    /// The method that answers a call on <paramref name="type"/>: its own, or the nearest base type's. An explicit implementation is named
    /// after its interface.
    /// </summary>
    private ImmutableArray<ProductMethod> Inherited(string type, Call call)
    {
        var suffix = $".{call.Name}";
        for (var step = 0; step < 64; step++)
        {
            ImmutableArray<ProductMethod> found =
            [
                .. _byType[type].Where(method =>
                    method.ParameterCount == call.ParameterCount
                    && (method.Fact.Name == call.Name || method.Fact.Name.EndsWith(suffix, StringComparison.Ordinal))),
            ];
            if (!found.IsEmpty)
                return found;
            if (_types[type].FirstOrDefault()?.Bases.FirstOrDefault(
                baseType => _types[baseType].Any(fact => !fact.IsInterface)) is not { } next)
                return [];
            type = next;
        }

        return [];
    }
}
