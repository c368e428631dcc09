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

    private bool Predicts(Step step) => Calls(step).Any(_leads) || step.Moves.Any(move =>
        move.Kind is MoveKind.Body or MoveKind.Delegate && move.Number < _predicting.Length && _predicting[move.Number]);

    private IEnumerable<Call> Calls(Step step) => step.Moves
        .Where(move => move.Kind is MoveKind.Call or MoveKind.Access && move.Number < _method.Calls.Length)
        .Select(move => _method.Calls[move.Number]);
}
