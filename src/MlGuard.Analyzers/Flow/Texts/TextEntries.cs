using System.Collections.Concurrent;
using MlGuard.Analyzers.Flow.Calls;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Flow.Texts;

/// <summary>What the parameters of a method bring when the world outside calls it: a request's text, or the arguments of a tool.</summary>
internal sealed class TextEntries(CallPaths calls, EntryPoints entryPoints, MlSymbols symbols)
{
    private static readonly string[] s_services = ["FromServicesAttribute", "FromKeyedServicesAttribute"];

    private readonly Lazy<int> _handOvers = new(() => ReadHandOvers(calls, symbols));
    private readonly ConcurrentDictionary<ISymbol, EntryPointKind?> _kinds = new(SymbolEqualityComparer.Default);

    /// <summary>Whether a language model calls <paramref name="method"/>.</summary>
    public bool IsTool(IMethodSymbol method, CancellationToken cancellationToken) =>
        KindOf(method, cancellationToken) == EntryPointKind.Tool;

    /// <summary>Whether requests or messages enter at <paramref name="method"/>.</summary>
    public bool IsRequest(IMethodSymbol method, CancellationToken cancellationToken) =>
        KindOf(method, cancellationToken) == EntryPointKind.Request;

    /// <summary>What <paramref name="parameter"/> brings from outside, or null where its method's callers decide.</summary>
    public TextOrigin? OriginOf(IParameterSymbol parameter, CancellationToken cancellationToken)
    {
        if (parameter.ContainingSymbol is not IMethodSymbol method || !TextTypes.IsRequestData(parameter.Type) || IsInjected(parameter))
            return null;

        var place = parameter.Locations.FirstOrDefault() ?? Location.None;
        return KindOf(method, cancellationToken) switch
        {
            EntryPointKind.Tool => new(TextSource.ToolArgument, $"the argument '{parameter.Name}'", null, [place]),
            EntryPointKind.Request => new(TextSource.User, $"the request's '{parameter.Name}'", null, [place]),
            _ => null,
        };
    }

    private EntryPointKind? KindOf(IMethodSymbol method, CancellationToken cancellationToken) =>
        _kinds.GetOrAdd(CallPaths.NodeOf(method), it => Find((IMethodSymbol)it, cancellationToken));

    private EntryPointKind? Find(IMethodSymbol method, CancellationToken cancellationToken)
    {
        if (Tools.MarkOf(method, symbols) is not null)
            return EntryPointKind.Tool;

        // The call that makes a function a handler stands around it; that of a method anywhere.
        if (method.MethodKind is MethodKind.AnonymousFunction or MethodKind.LocalFunction)
            _ = calls.BodiesOf(CallPaths.OwnerOf(method), cancellationToken).Count();
        else if (entryPoints.KindOf(method) is null)
            _ = _handOvers.Value;
        return entryPoints.KindOf(method);
    }

    /// <summary>Reads the bodies in which handlers of requests and tools are handed over, once for all of them.</summary>
    private static int ReadHandOvers(CallPaths calls, MlSymbols symbols) => EntryPointTable.All
        .Where(row => row is { Mark: EntryPointMark.PassedTo, Kind: EntryPointKind.Request or EntryPointKind.Tool })
        .SelectMany(row => NamesOf(row, symbols)).Distinct(StringComparer.Ordinal)
        .SelectMany(name => calls.BodiesNaming(name)).Count();

    /// <summary>What a body mentions that hands a function over: the method, or the class of a static method.</summary>
    private static IEnumerable<string> NamesOf(EntryPointRow row, MlSymbols symbols)
    {
        if (symbols.Type(row.Type) is not { } type)
            return [];
        var methods = type.GetMembers().OfType<IMethodSymbol>().Where(method => row.Names(method.Name)).ToList();
        return methods.Any(method => method.IsExtensionMethod) ? methods.Select(method => method.Name) : [type.Name];
    }

    private static bool IsInjected(IParameterSymbol parameter) =>
        parameter.GetAttributes().Any(attribute => s_services.Contains(attribute.AttributeClass?.Name));
}
