using System.Collections.Concurrent;
using MlGuard.Analyzers.Flow.Calls;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Flow.Texts;

/// <summary>What the parameters of a method bring when the world outside calls it: a request's text, or the arguments of a tool.</summary>
internal sealed class TextEntries(CallPaths calls, EntryPoints entryPoints, MlSymbols symbols)
{
    private static readonly string[] s_toolMarks =
        ["Microsoft.SemanticKernel.KernelFunctionAttribute", "ModelContextProtocol.Server.McpServerToolAttribute"];

    private static readonly string[] s_services = ["FromServicesAttribute", "FromKeyedServicesAttribute"];

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
        if (method.GetAttributes().Any(attribute => s_toolMarks.Any(mark => symbols.Is(attribute.AttributeClass, mark))))
            return EntryPointKind.Tool;

        // Among the callers may be the call that makes the method a handler.
        _ = calls.CallersOf(method, cancellationToken).Count;
        return entryPoints.KindOf(method);
    }

    private static bool IsInjected(IParameterSymbol parameter) =>
        parameter.GetAttributes().Any(attribute => s_services.Contains(attribute.AttributeClass?.Name));
}
