namespace MlGuard.Lifecycle.Facts;

/// <summary>The calls of a whole product from their other end.</summary>
internal sealed class Callers
{
    private readonly List<ProductMethod>?[] _callers;
    private readonly List<Dispatch>?[] _answered;

    private Callers(int dispatches, int methods) =>
        (_callers, _answered) = (new List<ProductMethod>?[dispatches], new List<Dispatch>?[methods]);

    /// <param name="methods">All methods of the product.</param>
    /// <param name="callees">What each of them calls, in the same order and each once.</param>
    /// <param name="dispatches">How many dispatches there are.</param>
    public static Callers Of(ImmutableArray<ProductMethod> methods, ImmutableArray<Dispatch>[] callees, int dispatches)
    {
        var callers = new Callers(dispatches, methods.Length);
        foreach (var method in methods)
            foreach (var dispatch in callees[method.Number])
                callers.Add(dispatch, method);
        return callers;
    }

    /// <summary>The methods with a call of this meaning.</summary>
    public IEnumerable<ProductMethod> Of(Dispatch dispatch) => _callers[dispatch.Number] ?? [];

    /// <summary>The calls that a method can answer.</summary>
    public IEnumerable<Dispatch> AnsweredBy(ProductMethod method) => _answered[method.Number] ?? [];

    private void Add(Dispatch dispatch, ProductMethod caller)
    {
        if (_callers[dispatch.Number] is not { } known)
        {
            _callers[dispatch.Number] = known = [];
            foreach (var target in dispatch.Targets)
                (_answered[target.Number] ??= []).Add(dispatch);
        }

        known.Add(caller);
    }
}
