using System.Collections.Concurrent;
using MlGuard.Analyzers.Digest;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Flow.Calls;

/// <summary>Where the outside world calls in: the methods from which serving code is reached.</summary>
internal sealed class EntryPoints
{
    private readonly MlSymbols _symbols;
    private readonly ImmutableHashSet<string> _declared;
    private readonly ConcurrentDictionary<ISymbol, EntryPointKind> _handlers = new(SymbolEqualityComparer.Default);

    public EntryPoints(MlSymbols symbols, ManifestDigest? digest)
    {
        _symbols = symbols;
        _declared = [.. digest?.EntryPoints ?? []];
    }

    /// <summary>
    /// How <paramref name="method"/> is called from outside, or null when it is not. Handlers count once their hand-over was seen.
    /// </summary>
    public EntryPointKind? KindOf(ISymbol method)
    {
        if (_handlers.TryGetValue(method, out var handler))
            return handler;
        if (method is not IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation } ordinary)
            return null;
        if (_declared.Count > 0
            && (_declared.Contains(ordinary.MemberPath())
                || (IsPublic(ordinary) && _declared.Contains(ordinary.ContainingType.MemberPath()))))
            return EntryPointKind.Request;

        foreach (var row in EntryPointTable.All)
        {
            if (row.Names(ordinary.Name) && Bears(ordinary, row))
                return row.Kind;
        }

        return null;
    }

    /// <summary>Notes the handlers that a call of <paramref name="method"/> registers, such as a lambda given to <c>MapPost</c>.</summary>
    public void Note(IMethodSymbol method, ImmutableArray<IArgumentOperation> arguments)
    {
        method = method.ReducedFrom ?? method;
        foreach (var row in EntryPointTable.All)
        {
            if (row.Mark == EntryPointMark.PassedTo && row.Names(method.Name) && _symbols.Is(method.ContainingType, row.Type))
                NoteHandlers(arguments, row.Kind);
        }
    }

    /// <summary>Notes the handler that <paramref name="subscription"/> adds to an event.</summary>
    public void Note(IEventAssignmentOperation subscription)
    {
        if (subscription.Adds && HandlerOf(subscription.HandlerValue) is { } handler)
            _handlers.TryAdd(handler, EntryPointKind.Callback);
    }

    private void NoteHandlers(ImmutableArray<IArgumentOperation> arguments, EntryPointKind kind)
    {
        foreach (var argument in arguments)
        {
            if (HandlerOf(argument.Value) is { } handler)
                _handlers[handler] = kind;
        }
    }

    private static IMethodSymbol? HandlerOf(IOperation value) => LocalValues.Origin(value) switch
    {
        IAnonymousFunctionOperation lambda => lambda.Symbol,
        IMethodReferenceOperation group => group.Method.OriginalDefinition,
        _ => null,
    };

    private bool Bears(IMethodSymbol method, EntryPointRow row) => row.Mark switch
    {
        EntryPointMark.PublicMethodOf => IsPublic(method) && !IsNoAction(method) && IsDeclaredBelow(method, row.Type),
        EntryPointMark.ImplementationOf => _symbols.IsOrInherits(method.ContainingType, row.Type) && Implements(method, row.Type),
        EntryPointMark.OverrideTaking => method.IsOverride && Takes(method, row.Type),
        EntryPointMark.PublicTaking => method.DeclaredAccessibility == Accessibility.Public && Takes(method, row.Type),
        EntryPointMark.Attribute => method.GetAttributes().Any(attribute => _symbols.Is(attribute.AttributeClass, row.Type)),
        _ => false,
    };

    private bool Takes(IMethodSymbol method, string typeName) => method.Parameters.Any(parameter => _symbols.Is(parameter.Type, typeName));

    private static bool IsPublic(IMethodSymbol method) =>
        method is { DeclaredAccessibility: Accessibility.Public, IsStatic: false, IsAbstract: false };

    private static bool IsNoAction(IMethodSymbol method) =>
        method.GetAttributes().Any(attribute => attribute.AttributeClass?.Name is "NonActionAttribute" or "NonHandlerAttribute");

    /// <summary>
    /// Whether a subtype of the framework's type adds <paramref name="method"/>; what it overrides of the framework is no action.
    /// </summary>
    private bool IsDeclaredBelow(IMethodSymbol method, string typeName)
    {
        if (_symbols.Type(typeName) is not { } frameworkType || !method.ContainingType.IsOrInherits(frameworkType))
            return false;

        for (var root = method; root is not null; root = root.OverriddenMethod)
        {
            if (frameworkType.IsOrInherits(root.ContainingType.OriginalDefinition))
                return false;
        }

        return method.Name != "Dispose" && method.Name != "DisposeAsync";
    }

    private bool Implements(IMethodSymbol method, string typeName)
    {
        for (var root = method; root is not null; root = root.OverriddenMethod)
        {
            if (_symbols.Is(root.ContainingType, typeName))
                return true;
        }

        return _symbols.Type(typeName) is { TypeKind: TypeKind.Interface } contract && method.ContainingType.AllInterfaces
            .Where(it => SymbolEqualityComparer.Default.Equals(it.OriginalDefinition, contract))
            .SelectMany(it => it.GetMembers())
            .Any(member =>
                SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(member), method));
    }
}
