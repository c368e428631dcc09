using System.Collections;

namespace MlGuard.Lifecycle.Facts;

/// <summary>Methods of one product, asked by their number: a walk over a large product asks for each method that it meets.</summary>
internal sealed class MethodSet : IReadOnlyCollection<ProductMethod>
{
    private readonly bool[] _contains;
    private readonly List<ProductMethod> _methods = [];

    private MethodSet(int size) => _contains = new bool[size];

    public int Count => _methods.Count;

    /// <summary>Some methods and all that follow from them, each once, in the order in which they are found.</summary>
    /// <param name="starts">The methods to start with.</param>
    /// <param name="size">How many methods the product has.</param>
    /// <param name="followers">What follows from one method; asked once for each.</param>
    public static MethodSet Closure(IEnumerable<ProductMethod> starts, int size, Func<ProductMethod, IEnumerable<ProductMethod>> followers)
    {
        var set = new MethodSet(size);
        var open = new Stack<ProductMethod>(starts);
        while (open.Count > 0)
            if (open.Pop() is var method && set.Add(method))
                foreach (var follower in followers(method))
                    if (!set.Contains(follower))
                        open.Push(follower);
        return set;
    }

    public bool Contains(ProductMethod method) => _contains[method.Number];

    public MethodSet Union(MethodSet other)
    {
        var union = new MethodSet(_contains.Length);
        foreach (var method in _methods.Concat(other._methods))
            union.Add(method);
        return union;
    }

    public IEnumerator<ProductMethod> GetEnumerator() => _methods.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private bool Add(ProductMethod method)
    {
        if (_contains[method.Number])
            return false;
        _contains[method.Number] = true;
        _methods.Add(method);
        return true;
    }
}
