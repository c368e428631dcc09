using MlGuard.Frameworks;

namespace MlGuard.Lifecycle.Facts;

/// <summary>The facts of all assemblies of the product, and the questions that rows ask them.</summary>
internal sealed class ProductFacts
{
    /// <summary>What every program has, and nobody means who writes another name.</summary>
    private const string Start = "Main";

    private readonly ILookup<string, ProductMethod> _methods;
    private readonly ILookup<string, TypeFact> _types;
    private readonly Lazy<ILookup<string, string>> _bySimpleName;
    private readonly Lazy<ImmutableArray<ProductMethod>> _acting;
    private readonly ImmutableHashSet<(Role Role, string Symbol)> _apis;

    public ProductFacts(ImmutableArray<AssemblyFacts> assemblies, ImmutableHashSet<(Role Role, string Symbol)> apis)
    {
        Assemblies = [.. assemblies.Where(assembly => assembly.Fault is null)];
        Graph = new(Assemblies);
        _methods = Graph.Methods.ToLookup(method => method.Symbol, StringComparer.Ordinal);
        _types = Assemblies.SelectMany(assembly => assembly.Types).ToLookup(type => SymbolName.Of(type.Name), StringComparer.Ordinal);
        _apis = [.. apis.Where(api => DoesWhatItIsDeclaredFor(api.Role, api.Symbol))];
        _bySimpleName = new(() => _methods.Select(group => group.Key).Concat(_types.Select(group => group.Key))
            .ToLookup(Simple, StringComparer.Ordinal));
        _acting = new(() => [.. Graph.Methods.Where(method => !method.Assembly.IsTestProject && Acts(method))]);
    }

    public ImmutableArray<AssemblyFacts> Assemblies { get; }

    public CallGraph Graph { get; }

    public ImmutableArray<ProductMethod> Methods(string symbol) => [.. _methods[symbol]];

    /// <summary>What a symbol of the manifest stands for in the code: the method's overloads, or every method of the type.</summary>
    public ImmutableArray<ProductMethod> Bodies(string symbol)
    {
        var methods = Methods(symbol);
        return methods.IsEmpty ? [.. Types(symbol).SelectMany(type => Graph.MethodsOf(type.Name))] : methods;
    }

    public ImmutableArray<TypeFact> Types(string symbol) => [.. _types[symbol]];

    public IEnumerable<ProductMethod> Tests => Graph.Methods.Where(method => method.Fact.IsTest);

    /// <summary>Whether a method itself calls a member with this role, or is one that the manifest's <c>apis</c> gives it.</summary>
    public bool Plays(ProductMethod method, Role role) =>
        _apis.Contains((role, method.Symbol))
        || method.Calls.Any(call => RoleIndex.Plays(call.Type, call.Name, role) || _apis.Contains((role, call.Symbol)));

    /// <summary>Whether one call is to a member with this role, or to one that the manifest's <c>apis</c> gives it.</summary>
    public bool Plays(Call call, Role role) => RoleIndex.Plays(call.Type, call.Name, role) || _apis.Contains((role, call.Symbol));

    /// <summary>The methods of the product, tests aside, that themselves do something of this role.</summary>
    public ImmutableArray<ProductMethod> Playing(params Role[] roles) =>
        [.. _acting.Value.Where(method => roles.Any(role => Plays(method, role)))];

    /// <summary>A symbol that is there and could have been meant.</summary>
    public string? Near(string symbol)
    {
        var simple = Simple(symbol);
        return _bySimpleName.Value[simple].OrderBy(name => name, StringComparer.Ordinal).FirstOrDefault()
            ?? Renamed(symbol, simple)
            ?? (Nearest.Of(simple, _bySimpleName.Value.Select(group => group.Key).Where(name => name != Start)) is { } near
                ? _bySimpleName.Value[near].First()
                : null);
    }

    /// <summary>The member of the same type whose name is near, or the one that goes on from it or stops before it ends.</summary>
    private string? Renamed(string symbol, string simple)
    {
        if (symbol.Length == simple.Length)
            return null;
        var type = symbol.Substring(0, symbol.Length - simple.Length - 1);
        ImmutableArray<string> names =
        [
            .. Types(type).SelectMany(found => Graph.MethodsOf(found.Name)).Select(method => Simple(method.Symbol))
                .Where(name => name.Length > 0 && char.IsLetter(name[0]) && name != Start).Distinct(),
        ];
        return (Nearest.Of(simple, names) ?? (names.Where(GoesOn).Take(2).ToArray() is [{ } one] ? one : null)) is { } name
            ? $"{type}.{name}"
            : null;

        bool GoesOn(string name) =>
            name.StartsWith(simple, StringComparison.Ordinal) || simple.StartsWith(name, StringComparison.Ordinal);
    }

    /// <summary>Whether a method does anything that a library's table or the manifest's <c>apis</c> knows.</summary>
    private bool Acts(ProductMethod method) =>
        !_apis.IsEmpty || method.Calls.Any(call => RoleIndex.Knows(call.Type));

    /// <summary>
    /// Whether a wrapper of the product's own does what would let others off: an assertion asserts or throws, a policy catches or runs
    /// one, telemetry does something. What a library does stands nowhere here, and is believed.
    /// </summary>
    private bool DoesWhatItIsDeclaredFor(Role role, string symbol)
    {
        if (role is not (Role.Assert or Role.Resilience or Role.Telemetry)
            || Bodies(symbol) is not { IsEmpty: false } bodies || bodies.All(body => body.Fact.Body == MethodBody.None))
            return true;
        return Graph.Reach(bodies).Any(method => method.Calls.Any(call => RoleIndex.Plays(call.Type, call.Name, role)) || role switch
        {
            Role.Assert => method.Ways.Any(body => body.Steps.Any(step => step.Next.IsEmpty && !step.IsExit)),
            Role.Resilience => method.Ways.Any(body => body.Steps.Any(step => !step.Handlers.IsEmpty)),
            _ => method.Fact.Body == MethodBody.Real,
        });
    }

    private static string Simple(string symbol) => symbol.Substring(symbol.LastIndexOf('.') + 1);
}
