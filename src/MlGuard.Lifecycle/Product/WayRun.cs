using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Facts.Ways;

namespace MlGuard.Lifecycle.Product;

/// <summary>Runs through one body on all its ways at once and asks one question of each.</summary>
/// <remarks>
/// Every step is looked at before the prediction that is asked about, and after each place where one can fail (or, where that is asked,
/// after one was made). What holds must hold on all ways that meet.
/// </remarks>
internal sealed partial class WayRun
{
    private const int Rounds = 4;

    /// <summary>So often a step may be looked at again before nobody knows any more what its ways have in common.</summary>
    private const int MostVisits = 32;

    /// <summary>So many places of failure are told apart.</summary>
    private const int MostPlaces = 6;

    /// <summary>Nothing has failed, or was made.</summary>
    private const int Before = 0;

    /// <summary>Behind a prediction that is none of this body's, or whose place does not matter.</summary>
    private const int Behind = MostPlaces + 1;

    private readonly WayAnalysis _analysis;
    private readonly ProductMethod _method;
    private readonly ImmutableArray<Step> _steps;
    private readonly BodyKind _bodyKind;
    private readonly bool _isMain;

    /// <summary>Whether the body gives something; otherwise it has to do something.</summary>
    private readonly bool _hasAnswers;
    private readonly WayKind _kind;
    private readonly DelegateArguments _delegates;
    private Dictionary<(int Step, int After), WayValues> _in = [];
    private readonly Queue<(int Step, int After)> _open = [];
    private readonly WayDecisions _decisions;
    private readonly WayPasses _passes;

    private readonly WayChoices _choices = new();

    /// <summary>What was known of each place before choices were told apart; null where there are none.</summary>
    private Dictionary<(int Step, int After), WayValues>? _settled;

    /// <summary>The calls of which somebody has to ask, or wait to learn, whether they failed.</summary>
    private readonly WaySites _sites = new();

    /// <summary>The places where a prediction can fail, each with its number.</summary>
    private readonly Dictionary<(int Step, int Move), int> _failing = [];

    /// <summary>The objects on which the calls were made that fail there.</summary>
    private readonly HashSet<(int Failing, int Receiver)> _failedOn = [];

    /// <summary>The delegates that the next call is passed.</summary>
    private readonly List<(int Place, WayValueFacts Value)> _arguments = [];

    private Failure _failed = new([]);
    private AnswerParts? _parts;
    private WayValueFacts? _given;
    private bool _isAskedFor;
    private bool _mayPass;
    private bool _alters;
    private bool _policyAnswers;
    private bool _tracks;
    private bool _handsOnSequence;

    /// <summary>Whether the walk was given up, so that nothing is known.</summary>
    private bool _isLost;

    /// <summary>An argument that is what stands for a failure.</summary>
    private (int Place, WayValueFacts Value)? _failedArgument;

    private WayRun(WayAnalysis analysis, ProductMethod method, int body, DelegateArguments delegates)
    {
        (_analysis, _method, _kind, _delegates) = (analysis, method, analysis.Kind, delegates);
        var read = body < method.Ways.Length && method.Ways.Length < WayBody.Most ? method.Ways[body] : WayBody.Unseen;
        (_steps, _bodyKind, _decisions, _isMain) = (read.Steps, read.Kind, new(read.Steps), body == 0);
        _passes = new(analysis, method, _steps);
        _hasAnswers = _kind != WayKind.Passage && _steps.Any(step => step.Moves.Any(move => move.Kind == MoveKind.Answer));
    }

    /// <summary>A way that ends without the answer that is asked for.</summary>
    private bool IsBad { get; set; }

    private bool IsGood { get; set; }

    /// <summary>What the caller has to care for.</summary>
    private Failure? Escaping { get; set; }

    private HiddenFailure? Hidden { get; set; }

    /// <summary>A gap in something that was passed delegates.</summary>
    private WayGap? Inner { get; set; }

    public static WayAnswer Run(WayAnalysis analysis, ProductMethod method, int body) => With(analysis, method, body, default);

    /// <summary>The same for a body that is passed delegates.</summary>
    public static WayAnswer With(WayAnalysis analysis, ProductMethod method, int body, DelegateArguments delegates)
    {
        var run = new WayRun(analysis, method, body, delegates);
        if (run._steps.IsEmpty)
            return new(null, new([method], true, true), []);
        run._tracks = run._kind == WayKind.Failure;
        run.Start(Before, default);
        return run.Answer();
    }

    /// <summary>Whether every way through a body passes the declared member and answers with what it gave.</summary>
    public static bool Always(WayAnalysis analysis, ProductMethod method, int body, DelegateArguments delegates)
    {
        var run = new WayRun(analysis, method, body, delegates);
        run.Start(Behind, new() { IsScore = true });
        return !run._steps.IsEmpty && run is { _isLost: false, IsBad: false, IsGood: true };
    }

    /// <summary>The same where one of its arguments is what stands for a failure.</summary>
    public static bool AlwaysWhenFailed(
        WayAnalysis analysis, ProductMethod method, DelegateArguments delegates, int argument, WayValueFacts failed)
    {
        var run = new WayRun(analysis, method, 0, delegates) { _failedArgument = (argument, failed) };
        run.Start(Behind, new() { IsScore = true });
        return !run._steps.IsEmpty && run is { _isLost: false, IsBad: false, IsGood: true };
    }

    /// <summary>Whether what a method answers is made of its arguments, on every way.</summary>
    public static bool Keeps(WayAnalysis analysis, ProductMethod method)
    {
        var run = new WayRun(analysis, method, 0, default);
        run.Start(Behind, new() { IsResult = true, IsScore = true });
        return run._steps.IsEmpty || (!run.IsBad && !run._isLost);
    }

    /// <summary>What is known of whatever a method gives.</summary>
    public static WayValueFacts Given(WayAnalysis analysis, ProductMethod method)
    {
        var run = new WayRun(analysis, method, 0, default);
        run.Start(Before, default);
        return run._isLost ? default : new() { Constant = run._given?.Constant ?? Truth.Unknown, Members = run._given?.Members };
    }

    /// <summary>Whether something depends on what the declared member gave.</summary>
    public static bool AsksForResult(WayAnalysis analysis, ProductMethod method, int body)
    {
        var run = new WayRun(analysis, method, body, default);
        run.Start(Before, default);
        return run._steps.IsEmpty || run._isAskedFor || run._isLost;
    }

    private WayAnswer Answer()
    {
        if (_isLost)
            return new(null, new([_method], true, true), []);
        if (_kind == WayKind.Failure)
            return OfFailure();
        // A caller may still pass what is missing here.
        return new(
            IsBad ? [_method, .. (Escaping?.Path ?? []).Where(step => step != _method)] : null,
            IsBad && _mayPass ? new([_method], true, false) : _analysis.GapBehind(_method),
            IsGood ? [_method] : []);
    }

    private WayAnswer OfFailure()
    {
        var isBad = IsBad || Hidden is { CanBeAsked: false } || (_bodyKind == BodyKind.Detached && Escaping is not null);
        var open = Escaping ?? (_handsOnSequence ? new Failure([_method]) : null);
        var deferred = Escaping is null ? Deferral.All : Deferral.Some;
        return new(
            _bodyKind == BodyKind.Detached ? null : open?.Path,
            isBad ? new(Hidden?.Path ?? [_method], _mayPass, false)
            {
                IsAltered = _alters, IsUnfollowed = !IsBad && Hidden is { IsUnfollowed: true },
            } : Inner ?? _analysis.GapBehind(_method),
            IsGood ? [_method] : [], Hidden is { CanBeAsked: true } ? Hidden : null,
            _handsOnSequence ? deferred : Deferral.None, open?.Thrown, _parts is { IsAll: false } ? _parts : null);
    }

    private void Start(int after, WayValueFacts arguments)
    {
        for (var round = 0; round < Rounds; round++)
        {
            Walk(after, arguments);
            if (!_decisions.Decide())
                break;
        }

        if (_kind != WayKind.Passage || !_choices.IsAny)
            return;
        // The ways meet one after the other: which values are the same is known once it is known of which nobody chooses.
        (_settled, _in) = (_in, []);
        _choices.Clear();
        Walk(after, arguments);
    }

    private void Walk(int after, WayValueFacts arguments)
    {
        _in.Clear();
        Forget();
        Enter(0, after, FirstValues(arguments));
        for (var left = MostVisits * (MostPlaces + 2) * _steps.Length; _open.Count > 0; left--)
        {
            if (left == 0)
            {
                _isLost = true;
                _open.Clear();
                return;
            }

            Visit(_open.Dequeue());
        }

        // What was true of a loop's first round need not be true of its next: the last look decides.
        Forget();
        foreach (var place in _in.Keys.ToArray())
            Visit(place);
        _open.Clear();
    }

    private void Forget()
    {
        (IsBad, IsGood, Escaping, Hidden, Inner, _handsOnSequence) = (false, false, null, null, null, false);
        (_given, _parts) = (null, null);
        _decisions.Forget();
    }

    private WayValues FirstValues(WayValueFacts arguments)
    {
        var values = new WayValues(arguments);
        for (var place = 0; place < DelegateArguments.Most && _delegates != default; place++)
            if (_delegates.At(place) is var (predicts, declared) && (predicts || declared))
                values.Set(Register.FirstArgument + place, arguments with { RunsPrediction = predicts, RunsDeclared = declared });
        if (_failedArgument is var (argument, failed))
            values.Set(Register.FirstArgument + argument, failed);
        if (_failedArgument is var (own, itself) && own == 0)
            values.Set(Register.This, itself);
        return values;
    }

    private void Enter(int step, int after, WayValues values)
    {
        if (step < 0 || step >= _steps.Length)
            return;
        if (_settled?.TryGetValue((step, after), out var settled) == true)
            values = values.Settled(settled, register => _choices.Of(step, register));
        if (!_in.TryGetValue((step, after), out var known))
            _in.Add((step, after), values.Copy());
        else if (!known.Meet(values, register => _choices.Of(step, register)))
            return;
        _open.Enqueue((step, after));
    }

    private void Visit((int Step, int After) place)
    {
        var values = _in[place].Copy();
        var (step, after) = (_steps[place.Step], place.After);
        if (after == Before && _analysis.Question.EntersHandlers && step.MayThrow)
            Abandon(step, Before, values);
        for (var i = 0; i < step.Moves.Length; i++)
            if (!Apply(step.Moves[i], (place.Step, i), ref after, values))
                return;
        if (step.IsExit)
            Exit(after, values);
        else if (step.Next.IsEmpty && after != Before && _kind == WayKind.Failure)
            Fail(step, after, values, _failed with { Thrown = step.Throws });
        else if (step.Next.IsEmpty && _kind != WayKind.Failure)
            Abandon(step, Before, values);
        else if (step.Throws is { } thrown && _analysis.Question.Raised.Contains(thrown))
            Fail(step, NumberOf((place.Step, step.Moves.Length)), values, new([_method], thrown));
        Go(place.Step, after, values);
    }

    private void Go(int number, int after, WayValues values)
    {
        var step = _steps[number];
        var decides = values.Of(step.Decides);
        if (step.Next.Length > 1 && !step.Decides.IsEmpty)
            Note(number, after, decides.IsResult || (decides.MakesGood & values.Unasked) != 0);
        var asked = Tells(step, decides.WhenFailed) ? decides.Hides : 0;
        for (var i = 0; i < step.Next.Length; i++)
        {
            if (Tells(step, decides.Constant) && i == step.NextWhenZero != (decides.Constant == Truth.Zero))
                continue;
            if (asked == 0 && i == 0)
                LeaveUnfollowed(number, decides, values);
            if (asked == 0)
            {
                Enter(step.Next[i], after, Chosen(number, step.Next[i], values));
                continue;
            }

            var next = values.Copy();
            var isFailure = i == step.NextWhenZero == (decides.WhenFailed == Truth.Zero);
            // A task that is done can have failed.
            next.Ask(isFailure ? asked : asked & ~_sites.Tasks);
            Enter(step.Next[i], after, next);
            if (!isFailure)
                continue;
            _failed = new(_sites.PathOf(asked, _method));
            var failed = values.Copy();
            failed.Fail(asked);
            Enter(step.Next[i], NumberOf((number, -1)), failed);
        }
    }

    /// <summary>A value says what the declared member gave where that decides whether it stays what it was.</summary>
    private WayValues Chosen(int from, int to, WayValues values)
    {
        if (_kind != WayKind.Result || !values.HasPassed)
            return values;
        var chosen = values;
        foreach (var (register, member) in _decisions.ChosenBetween(from, to))
        {
            chosen = chosen == values ? values.Copy() : chosen;
            chosen.Set(register, chosen.Of(register).Chosen(member));
        }

        return chosen;
    }

    /// <summary>Whether it is known where a step goes on with a value.</summary>
    private static bool Tells(Step step, Truth truth) => step is { WhenZero: >= 0, Next.Length: 2 } && truth switch
    {
        Truth.Zero => true,
        Truth.NonZero => step.IsExactWhenZero,
        _ => false,
    };

    private void Note(int number, int after, bool isByResult)
    {
        // Where nothing was predicted there is nothing to decide about.
        if (_kind != WayKind.Result || after != Before)
            _decisions.Note(number, isByResult);
        if (isByResult && !_isAskedFor)
            _isAskedFor = _decisions.OnlyAfter(number).Any(Does);
    }

    /// <summary>Whether a step does anything that somebody could notice.</summary>
    private bool Does(Step step) => step.IsExit || step.Next.IsEmpty || step.Moves.Any(move =>
        move.Kind is MoveKind.Body or MoveKind.Answer
        || (move.Kind is MoveKind.Become or MoveKind.Hold && move.Targets.Any(target => target >= Register.FirstLocal))
        || (move.Kind == MoveKind.Call && !_analysis.FollowedTargets(_method, move).IsEmpty));
}
