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
    private readonly bool[] _leading, _predicting;

    /// <param name="method">Asks a model, or something that does.</param>
    /// <param name="leads">Whether a call does.</param>
    public PredictingWays(ProductMethod method, Func<Call, bool> leads)
    {
        _method = method;
        _leading = [.. method.Calls.Select(leads)];
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
        || Enumerable.Range(0, _predicting.Length).Any(body => _predicting[body] && AllPass(_method.Ways[body].Steps, Those(isOne)));

    /// <summary>
    /// Whether one of some calls comes after the last prediction on one of those ways, so that it can be handed the answer. What comes
    /// before one prepares it. False where nobody can follow them.
    /// </summary>
    public bool Ends(Func<Call, bool> isOne)
    {
        var those = Those(isOne);
        bool[] holding = [.. _method.Ways.Select(body => body.Steps.Any(step => Passes(step, those)))];
        return _method.Ways.Any(body => Ends(body.Steps, those, holding));
    }

    private bool Ends(ImmutableArray<Step> steps, bool[] those, bool[] holding)
    {
        var open = new Stack<(int Step, Passed Passed)>([(0, Passed.Nothing)]);
        var seen = new HashSet<(int, Passed)>();
        while (open.Count > 0)
        {
            var (number, passed) = open.Pop();
            if (number >= steps.Length || !seen.Add((number, passed)))
                continue;
            var step = steps[number];
            passed = step.Moves.Aggregate(passed, (before, move) => After(before, move, those, holding));
            if (step.IsExit && passed == Passed.One)
                return true;
            foreach (var next in step.Next)
                open.Push((next, passed));
        }

        return false;
    }

    private Passed After(Passed before, Move move, bool[] those, bool[] holding)
    {
        if (Predicts(move))
            return Passed.Prediction;
        var isPassed = IsCall(move) ? those[move.Number] : IsBody(move) && holding[move.Number];
        return isPassed && before != Passed.Nothing ? Passed.One : before;
    }

    /// <summary>What a way has passed last.</summary>
    private enum Passed
    {
        Nothing,
        Prediction,
        One,
    }

    private bool AllPass(ImmutableArray<Step> steps, bool[] those)
    {
        var open = new Stack<(int Step, bool HasPredicted)>([(0, false)]);
        var seen = new HashSet<(int, bool)>();
        while (open.Count > 0)
        {
            var (number, hasPredicted) = open.Pop();
            if (number >= steps.Length || !seen.Add((number, hasPredicted)) || Passes(steps[number], those))
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

    /// <summary>Which of the method's calls they are; each is asked about once, however many ways there are.</summary>
    private bool[] Those(Func<Call, bool> isOne) => [.. _method.Calls.Select(isOne)];

    private bool Passes(Step step, bool[] those) => step.Moves.Any(move => IsCall(move) && those[move.Number]);

    private bool Predicts(Step step) => step.Moves.Any(Predicts);

    private bool Predicts(Move move) => IsCall(move) ? _leading[move.Number] : IsBody(move) && _predicting[move.Number];

    private bool IsBody(Move move) => move.Kind is MoveKind.Body or MoveKind.Delegate && move.Number < _predicting.Length;

    private bool IsCall(Move move) => move.Kind is MoveKind.Call or MoveKind.Access && move.Number < _leading.Length;
}
