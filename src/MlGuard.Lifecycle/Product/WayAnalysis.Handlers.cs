using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Facts.Ways;

namespace MlGuard.Lifecycle.Product;

/// <content>Which handlers stand around what fails, for a reader who asks why it comes through.</content>
internal sealed partial class WayAnalysis
{
    /// <summary>
    /// A handler around what fails on a way, which leads to what is declared and lets some failures pass; null where there is none.
    /// </summary>
    /// <param name="way">From the entry point to what predicts.</param>
    public Handler? PartlyCaught(ImmutableArray<ProductMethod> way) =>
    (
        from place in Failing(way)
        from handler in place.Step.Handlers
        where !CatchesAll(handler) && LeadsToDeclared(place.Method, place.Body, handler.Step)
        select handler
    ).FirstOrDefault();

    /// <summary>A handler that ends without what is declared, before one that leads there and catches everything; null for none.</summary>
    /// <param name="way">From the entry point to what predicts.</param>
    public Handler? CaughtBefore(ImmutableArray<ProductMethod> way) =>
    (
        from place in Failing(way)
        let before = place.Step.Handlers
            .TakeWhile(handler => !CatchesAll(handler) || !LeadsToDeclared(place.Method, place.Body, handler.Step)).ToImmutableArray()
        where before.Length < place.Step.Handlers.Length
        from handler in before
        where !LeadsToDeclared(place.Method, place.Body, handler.Step)
        select handler
    ).FirstOrDefault();

    /// <summary>The steps of a way in which the next method of it is called, or the model is asked.</summary>
    private IEnumerable<(ProductMethod Method, WayBody Body, Step Step)> Failing(ImmutableArray<ProductMethod> way) =>
        from place in Enumerable.Range(0, way.Length)
        let method = way[place]
        from body in method.Ways
        from step in body.Steps
        where step.Moves.Any(move => place + 1 < way.Length ? Calls(method, move, way[place + 1]) : AsksModel(method, move))
        select (method, body, step);

    private bool CatchesAll(Handler handler) => WayHandlers.Failure(handler, null, _question, BasesOf) == Catches.Always;

    private bool Calls(ProductMethod method, Move move, ProductMethod callee) =>
        CallOf(method, move) is { } call && _facts.Graph.TargetsOf(call, method).Contains(callee);

    private bool AsksModel(ProductMethod method, Move move) => CallOf(method, move) is { } call && _isPrediction(method, call);

    private bool LeadsToDeclared(ProductMethod method, WayBody body, int start)
    {
        var (open, met) = (new Stack<int>([start]), new HashSet<int> { start });
        while (open.Count > 0)
        {
            var step = body.Steps[open.Pop()];
            if (step.Moves.Any(move => CallOf(method, move) is { } call
                && _facts.Graph.TargetsOf(call, method).Any(_toDeclared.Contains)))
                return true;
            foreach (var next in step.Next.Where(met.Add))
                open.Push(next);
        }

        return false;
    }
}
