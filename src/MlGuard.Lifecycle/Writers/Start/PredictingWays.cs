using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Facts.Ways;

namespace MlGuard.Lifecycle.Writers.Start;

/// <summary>
/// The ways through a method on which its prediction succeeds. What all of them pass checks an input or decides by a score; what stands in
/// for a prediction is passed by none, or by those whose score is no number.
/// </summary>
internal sealed class PredictingWays
{
    private readonly ProductMethod _method;
    private readonly Func<Call, bool> _leads;
    private readonly bool[] _predicting;

    /// <param name="method">Asks a model, or something that does.</param>
    /// <param name="leads">Whether a call does.</param>
    public PredictingWays(ProductMethod method, Func<Call, bool> leads)
    {
        (_method, _leads) = (method, leads);
        _predicting = new bool[method.Ways.Length];
        var before = -1;
        while (before != (before = _predicting.Count(predicts => predicts)))
            for (var body = 0; body < _predicting.Length; body++)
                _predicting[body] |= method.Ways[body].Steps.Any(Predicts);
    }

    /// <summary>Whether each of those ways passes one of some calls; true as well where nobody can follow them.</summary>
    public bool AllPass(Func<Call, bool> isOne) =>
        _method.Ways.IsEmpty
        || _method.Ways.Length >= WayBody.Most
        || _method.Ways.Any(body => body.Steps.IsEmpty)
        || Enumerable.Range(0, _predicting.Length).Any(body => _predicting[body] && AllPass(_method.Ways[body].Steps, isOne));

    /// <summary>
    /// Whether one of some calls comes after the last prediction on one of those ways, so that it can be handed the answer. What comes before
    /// one prepares it. False where nobody can follow them.
    /// </summary>
    public bool Ends(Func<Call, bool> isOne)
    {
        var holding = new bool[_predicting.Length];
        for (var body = 0; body < holding.Length; body++)
            holding[body] = _method.Ways[body].Steps.Any(step => Calls(step).Any(isOne));
        return _method.Ways.Any(body => Ends(body.Steps, isOne, holding));
    }

    private bool Ends(ImmutableArray<Step> steps, Func<Call, bool> isOne, bool[] holding)
    {
        var open = new Stack<(int Step, Passed Passed)>([(0, Passed.Nothing)]);
        var seen = new HashSet<(int, Passed)>();
        while (open.Count > 0)
        {
            var (number, passed) = open.Pop();
            if (number >= steps.Length || !seen.Add((number, passed)))
                continue;
            var step = steps[number];
            passed = step.Moves.Aggregate(passed, (before, move) => After(before, move, isOne, holding));
            if (step.IsExit && passed == Passed.One)
                return true;
            foreach (var next in step.Next)
                open.Push((next, passed));
        }

        return false;
    }

    private Passed After(Passed before, Move move, Func<Call, bool> isOne, bool[] holding)
    {
        if (Predicts(move))
            return Passed.Prediction;
        var isPassed = Call(move) is { } call ? isOne(call) : IsBody(move) && holding[move.Number];
        return isPassed && before != Passed.Nothing ? Passed.One : before;
    }

    /// <summary>What a way has passed last.</summary>
    private enum Passed
    {
        Nothing,
        Prediction,
        One,
    }

    private bool AllPass(ImmutableArray<Step> steps, Func<Call, bool> isOne)
    {
        var open = new Stack<(int Step, bool HasPredicted)>([(0, false)]);
        var seen = new HashSet<(int, bool)>();
        while (open.Count > 0)
        {
            var (number, hasPredicted) = open.Pop();
            if (number >= steps.Length || !seen.Add((number, hasPredicted)) || Calls(steps[number]).Any(isOne))
                continue;
            var step = steps[number];
            hasPredicted |= Predicts(step);
            if (step.IsExit && hasPredicted)
                return false;
            foreach (var next in step.Next)
                open.Push((next, hasPredicted));
        }

        return true;
    }

    private bool Predicts(Step step) => step.Moves.Any(Predicts);

    private bool Predicts(Move move) => Call(move) is { } call ? _leads(call) : IsBody(move) && _predicting[move.Number];

    private bool IsBody(Move move) => move.Kind is MoveKind.Body or MoveKind.Delegate && move.Number < _predicting.Length;

    private IEnumerable<Call> Calls(Step step) => step.Moves.Select(Call).OfType<Call>();

    private Call? Call(Move move) =>
        move.Kind is MoveKind.Call or MoveKind.Access && move.Number < _method.Calls.Length ? _method.Calls[move.Number] : null;
}
