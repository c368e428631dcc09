namespace MlGuard.Lifecycle.Facts;

/// <summary>
/// The types of which the product, tests aside, makes objects: by a constructor, or by naming the type for something that makes them, such
/// as a container. Where it makes objects of types that only run time knows, each may be one.
/// </summary>
internal sealed class MadeTypes
{
    private const string Assemblies = "System.Reflection.Assembly";

    private readonly HashSet<string> _made = new(StringComparer.Ordinal);
    private readonly bool _isAny;

    /// <param name="methods">The product's methods.</param>
    /// <param name="basesOf">The base types and interfaces of a type, near and far.</param>
    public MadeTypes(ImmutableArray<ProductMethod> methods, Func<string, IEnumerable<string>> basesOf)
    {
        foreach (var method in methods.Where(method => !method.Assembly.IsTestProject))
        {
            _made.UnionWith(method.Calls.Where(call => call.Name == ".ctor").Select(call => call.Type));
            _made.UnionWith(method.Fact.Named.Where(name => name != method.Fact.Type));
            // Who is given an assembly looks for types in it.
            _isAny |= method.Calls.Any(call => call.Text.IndexOf(Assemblies, call.Text.IndexOf('(') + 1, StringComparison.Ordinal) >= 0);
        }

        _isAny |= _made.Contains(Call.Unknown);
        foreach (var type in _made.ToArray())
            _made.UnionWith(basesOf(type));
    }

    public bool Contains(string type) => _isAny || _made.Contains(type);
}
