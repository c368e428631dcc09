using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Facts.Ways;

namespace MlGuard.Lifecycle.Product;

/// <summary>What a call means to a question.</summary>
/// <param name="Open">The way to a prediction behind it that is not cared for; null for none.</param>
/// <param name="Passes">Whether it runs the declared member, whatever happens.</param>
/// <param name="Predicts">Whether its result is made of a prediction.</param>
/// <param name="IsKept">Whether its result is made of what it is passed.</param>
/// <param name="Ends">Whether it only throws.</param>
/// <param name="IsPolicy">Whether it runs delegates under a policy that can answer in their place.</param>
/// <param name="IsVoid">Whether the declared member gives nothing.</param>
internal readonly record struct WayCallMeaning(
    ImmutableArray<ProductMethod>? Open, bool Passes, bool Predicts, bool IsKept, bool Ends, bool IsPolicy, bool IsVoid);

/// <summary>Runs through one body on all its ways at once and asks one question of each.</summary>
/// <remarks>
/// Every step is looked at twice at most a round: before the prediction that is asked about, and after it (when it has failed, or when it
/// was made). What holds must hold on all ways that meet.
/// </remarks>
internal sealed class WayRun
{
    private const int Rounds = 4;

    private static readonly ImmutableHashSet<string> s_all = ["System.Exception", "System.Object", "System.SystemException"];

    private static readonly ImmutableHashSet<string> s_others =
        ["System.OperationCanceledException", "System.Threading.Tasks.TaskCanceledException", "System.OutOfMemoryException"];

    private readonly WayAnalysis _analysis;
    private readonly ProductMethod _method;
    private readonly ImmutableArray<Step> _steps;
    private readonly WayKind _kind;
    private readonly Dictionary<(int Step, bool After), WayValues> _in = [];
    private readonly Queue<(int Step, bool After)> _open = [];
    private readonly HashSet<int> _decided = [];

    /// <summary>The steps that go on in several ways, and whether what the declared member gave decides where.</summary>
    private readonly Dictionary<int, bool> _deciding = [];

    private ImmutableArray<ProductMethod> _failed = [];
    private bool _mayPass;
    private bool _policyAnswers;

    private WayRun(WayAnalysis analysis, ProductMethod method, int body)
    {
        (_analysis, _method, _kind) = (analysis, method, analysis.Kind);
        _steps = body < method.Ways.Length ? method.Ways[body].Steps : [];
    }

    /// <summary>A way that ends without the answer that is asked for.</summary>
    private bool IsBad { get; set; }

    private bool IsGood { get; set; }

    private ImmutableArray<ProductMethod>? Escaping { get; set; }

    public static WayAnswer Run(WayAnalysis analysis, ProductMethod method, int body)
    {
        var run = new WayRun(analysis, method, body);
        if (run._steps.IsEmpty)
            return new(null, new([method], true, true), []);
        run.Start(after: false, default);
        return run.Answer();
    }

    /// <summary>Whether every way through a body passes the declared member and answers with what it gave.</summary>
    public static bool Always(WayAnalysis analysis, ProductMethod method, int body)
    {
        var run = new WayRun(analysis, method, body);
        run.Start(after: true, new(false, true, false, 0));
        return !run._steps.IsEmpty && run is { IsBad: false, IsGood: true };
    }

    /// <summary>Whether what a method answers is made of its arguments, on every way.</summary>
    public static bool Keeps(WayAnalysis analysis, ProductMethod method)
    {
        var run = new WayRun(analysis, method, 0);
        run.Start(after: true, new(true, true, false, 0));
        return run._steps.IsEmpty || !run.IsBad;
    }

    private WayAnswer Answer()
    {
        if (_kind == WayKind.Failure)
            return new(
                Escaping, IsBad ? new([_method], _mayPass, false) : _analysis.GapBehind(_method), IsGood ? [_method] : []);
        // A caller may still pass what is missing here.
        return new(
            IsBad ? [_method, .. (Escaping ?? []).Where(step => step != _method)] : null,
            IsBad && _mayPass ? new([_method], true, false) : _analysis.GapBehind(_method),
            IsGood ? [_method] : []);
    }

    private void Start(bool after, WayValueFacts arguments)
    {
        for (var round = 0; round < Rounds; round++)
        {
            _in.Clear();
            (IsBad, IsGood, Escaping) = (false, false, null);
            Enter(0, after, new(arguments));
            while (_open.Count > 0)
                Visit(_open.Dequeue());
            // What was true of a loop's first round need not be true of its next: the last look decides.
            (IsBad, IsGood, Escaping) = (false, false, null);
            _deciding.Clear();
            foreach (var place in _in.Keys.ToArray())
                Visit(place);
            _open.Clear();
            if (!Decide())
                return;
        }
    }

    private void Enter(int step, bool after, WayValues values)
    {
        if (step < 0 || step >= _steps.Length)
            return;
        if (!_in.TryGetValue((step, after), out var known))
            _in.Add((step, after), values.Copy());
        else if (!known.Meet(values))
            return;
        _open.Enqueue((step, after));
    }

    private void Visit((int Step, bool After) place)
    {
        var values = _in[place].Copy();
        var (step, after) = (_steps[place.Step], place.After);
        foreach (var move in step.Moves)
            if (!Apply(move, place.Step, ref after, values))
                return;
        if (step.IsExit)
            Exit(after, values);
        else if (step.Next.IsEmpty && after && _kind == WayKind.Failure)
            Fail(step, values, _failed);
        if (step.Next.Length > 1 && !step.Decides.IsEmpty)
            _deciding[place.Step] = values.Of(step.Decides).IsResult && (!_deciding.TryGetValue(place.Step, out var known) || known);
        foreach (var next in step.Next)
            Enter(next, after, values);
    }

    private void Exit(bool after, WayValues values)
    {
        if (!after || HasAnswers)
            return;
        IsGood |= values.HasPassed;
        IsBad |= !values.HasPassed;
    }

    /// <summary>Whether the body gives something; otherwise it has to do something.</summary>
    private bool HasAnswers => _kind != WayKind.Passage && _steps.Any(step => step.Moves.Any(move => move.Kind == MoveKind.Answer));

    private bool Apply(Move move, int step, ref bool after, WayValues values)
    {
        var sources = values.Of(move.Sources);
        switch (move.Kind)
        {
            case MoveKind.Become:
                foreach (var target in move.Targets)
                    values.Set(target, Decided(step, sources));
                return true;
            case MoveKind.Hold:
                foreach (var target in move.Targets)
                    values.Set(target, values.Of(target).Or(sources));
                return true;
            case MoveKind.Delegate:
                Set(values, move, new(false, false, false, 1UL << (move.Number & 63)), step);
                return true;
            case MoveKind.Use:
                values.HasPassed |= _kind == WayKind.Failure && sources.IsResult;
                return true;
            case MoveKind.Answer:
                Give(step, ref after, values, sources);
                return true;
            case MoveKind.Await:
                return Await(move, step, ref after, values, sources);
            case MoveKind.Body:
                return Meet(move, step, ref after, values, sources, _analysis.BodyMeaning(_method, move.Number));
            case MoveKind.Call:
                var call = _method.Calls[Math.Min(move.Number, _method.Calls.Length - 1)];
                return Meet(move, step, ref after, values, sources, _analysis.CallMeaning(_method, call, sources.IsScore));
            default:
                return Meet(move, step, ref after, values, sources, new(null, false, false, true, false, false, false));
        }
    }

    private void Give(int step, ref bool after, WayValues values, WayValueFacts sources)
    {
        var isResult = Decided(step, sources).IsResult;
        // A task that is handed on is awaited by whoever gets it.
        values.HasPassed |= isResult;
        if (sources.IsOpenTask && _kind == WayKind.Failure)
            Escaping ??= [_method];
        if (!after || _kind == WayKind.Passage)
            return;
        IsGood |= isResult;
        IsBad |= !isResult && !(sources.IsOpenTask && _kind == WayKind.Failure);
        // What an iterator gives next is another answer.
        after = !isResult;
    }

    private bool Await(Move move, int step, ref bool after, WayValues values, WayValueFacts sources)
    {
        values.HasPassed |= sources.IsResult;
        if (sources.IsOpenTask && _kind == WayKind.Failure)
            Fail(_steps[step], values, [_method]);
        Set(values, move, sources with { IsOpenTask = false }, step);
        return true;
    }

    private bool Meet(Move move, int step, ref bool after, WayValues values, WayValueFacts sources, WayCallMeaning meaning)
    {
        if (meaning.Ends)
        {
            if (after && _kind == WayKind.Failure)
                Fail(_steps[step], values, _failed);
            return false;
        }

        var runs = move.Kind is MoveKind.Run || meaning.IsPolicy;
        var open = meaning.Open ?? OpenOf(sources.Delegates);
        var passes = meaning.Passes || (runs && sources.Delegates != 0 && BodiesOf(sources.Delegates).All(IsAlways));
        var predicts = meaning.Predicts || open is not null;
        if (meaning.IsPolicy && BodiesOf(sources.Delegates).Any(IsAlways))
            _policyAnswers = true;
        if (meaning.IsPolicy && _policyAnswers && _kind == WayKind.Failure)
            (open, passes) = (null, true);
        var result = new WayValueFacts(
            passes || (sources.IsResult && meaning.IsKept), predicts || (sources.IsScore && meaning.IsKept),
            (move.IsTask && open is not null) || sources.IsOpenTask, move.Kind is MoveKind.Run ? 0 : sources.Delegates);
        if (_kind == WayKind.Failure)
            FailIn(move, step, values, open, sources);
        else if (open is not null && !passes)
            (after, values.HasPassed) = (true, false);
        _mayPass |= (after || _kind != WayKind.Failure) && (passes || _analysis.MayPass(_method, move));
        values.HasPassed |= passes && (_kind != WayKind.Failure || meaning.IsVoid) && !move.IsTask;
        values.HasPassed |= _kind == WayKind.Failure && sources.IsResult && move.Kind == MoveKind.Call;
        if (_kind != WayKind.Failure && meaning.Predicts && meaning.Open is null && passes)
            after = true;
        if (_kind != WayKind.Failure && open is { } way)
            Escaping ??= way;
        Set(values, move, result, step);
        return true;
    }

    private void FailIn(Move move, int step, WayValues values, ImmutableArray<ProductMethod>? open, WayValueFacts sources)
    {
        if (open is not { } way || move.IsTask || (move.Kind == MoveKind.Pass && sources.Delegates == 0))
            return;
        Fail(_steps[step], values, way);
    }

    /// <summary>A prediction fails: the handlers around it are asked from the inside out.</summary>
    private void Fail(Step step, WayValues values, ImmutableArray<ProductMethod> way)
    {
        _failed = way;
        foreach (var handler in step.Handlers)
        {
            if (s_others.Contains(handler.Type))
                continue;
            var caught = values.Copy();
            caught.HasPassed = false;
            Enter(handler.Step, true, caught);
            if (!handler.IsFiltered && s_all.Contains(handler.Type))
                return;
        }

        Escaping ??= way.FirstOrDefault() == _method ? way : [_method, .. way];
    }

    private void Set(WayValues values, Move move, WayValueFacts value, int step)
    {
        foreach (var target in move.Targets)
            values.Set(target, Decided(step, value));
    }

    private WayValueFacts Decided(int step, WayValueFacts value) => _decided.Contains(step) ? value with { IsResult = true } : value;

    private ImmutableArray<ProductMethod>? OpenOf(ulong delegates)
    {
        foreach (var body in BodiesOf(delegates))
            if (_analysis.Of(_method, body).Open is { } open)
                return open;
        return null;
    }

    private bool IsAlways(int body) => _analysis.Always(_method, body);

    private IEnumerable<int> BodiesOf(ulong delegates) =>
        delegates == 0 ? [] : Enumerable.Range(0, Math.Min(64, _method.Ways.Length)).Where(body => (delegates & (1UL << body)) != 0);

    /// <summary>Steps that run only because of what the declared member gave. Gives whether there are more than before.</summary>
    private bool Decide()
    {
        var before = _decided.Count;
        for (var i = 0; i < _steps.Length; i++)
            if (_deciding.TryGetValue(i, out var isResult) && isResult)
                _decided.UnionWith(Apart(_steps[i].Next));
        return _decided.Count > before;
    }

    /// <summary>What is reached from some of several steps and not from all.</summary>
    private IEnumerable<int> Apart(ImmutableArray<int> starts)
    {
        var counts = new Dictionary<int, int>();
        foreach (var start in starts)
        {
            var seen = new HashSet<int>();
            var open = new Stack<int>([start]);
            while (open.Count > 0)
                if (open.Pop() is var step && step < _steps.Length && seen.Add(step))
                    foreach (var next in _steps[step].Next)
                        open.Push(next);
            foreach (var step in seen)
                counts[step] = counts.TryGetValue(step, out var count) ? count + 1 : 1;
        }

        return counts.Where(pair => pair.Value < starts.Length).Select(pair => pair.Key);
    }
}
