using System.Collections.Concurrent;
using MlGuard.Analyzers.Frameworks;

namespace MlGuard.Analyzers.Flow;

/// <summary>Where the outside world calls in: the methods from which serving code is reached.</summary>
internal sealed class EntryPoints
{
    private static readonly ImmutableArray<EntryPointRow> s_rows =
    [
        new(EntryPointMark.PublicMethodOf, "Microsoft.AspNetCore.Mvc.ControllerBase", "*", EntryPointKind.Request),
        new(EntryPointMark.PublicMethodOf, "Microsoft.AspNetCore.Mvc.RazorPages.PageModel", "On*", EntryPointKind.Request),
        new(EntryPointMark.PublicMethodOf, "Microsoft.AspNetCore.SignalR.Hub", "*", EntryPointKind.Request),
        new(EntryPointMark.OverrideTaking, "Grpc.Core.ServerCallContext", "*", EntryPointKind.Request),
        new(EntryPointMark.Attribute, "Microsoft.Azure.Functions.Worker.FunctionAttribute", "*", EntryPointKind.Request),
        new(EntryPointMark.Attribute, "Microsoft.Azure.WebJobs.FunctionNameAttribute", "*", EntryPointKind.Request),
        new(EntryPointMark.HandedTo, "Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions", "Map*", EntryPointKind.Request),
        new(EntryPointMark.HandedTo, "Microsoft.AspNetCore.Builder.RunExtensions", "Run", EntryPointKind.Request),
        new(EntryPointMark.HandedTo, "Microsoft.AspNetCore.Builder.UseExtensions", "Use", EntryPointKind.Request),
        new(EntryPointMark.ImplementationOf, "Microsoft.Extensions.Hosting.BackgroundService", "ExecuteAsync", EntryPointKind.Background),
        new(EntryPointMark.ImplementationOf, "Microsoft.Extensions.Hosting.IHostedService", "StartAsync", EntryPointKind.Background),
    ];

    private readonly MlSymbols _symbols;
    private readonly ImmutableHashSet<string> _declared;
    private readonly ConcurrentDictionary<ISymbol, EntryPointKind> _handlers = new(SymbolEqualityComparer.Default);

    public EntryPoints(MlSymbols symbols, Digest? digest)
    {
        _symbols = symbols;
        _declared = [.. digest?.EntryPoints ?? []];
    }

    /// <summary>How <paramref name="method"/> is called from outside, or null when it is not. Handlers count once their hand-over was seen.</summary>
    public EntryPointKind? KindOf(ISymbol method)
    {
        if (_handlers.TryGetValue(method, out var handler))
            return handler;
        if (method is not IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation } ordinary)
            return null;
        if (_declared.Count > 0 && (_declared.Contains(ordinary.MemberPath()) || (IsPublic(ordinary) && _declared.Contains(ordinary.ContainingType.MemberPath()))))
            return EntryPointKind.Request;

        foreach (var row in s_rows)
        {
            if (row.Names(ordinary.Name) && Bears(ordinary, row))
                return row.Kind;
        }

        return null;
    }

    /// <summary>Notes the handlers that <paramref name="call"/> registers, such as a lambda given to <c>MapPost</c>.</summary>
    public void Note(IInvocationOperation call)
    {
        var method = call.TargetMethod.ReducedFrom ?? call.TargetMethod;
        foreach (var row in s_rows)
        {
            if (row.Mark == EntryPointMark.HandedTo && row.Names(method.Name) && _symbols.Is(method.ContainingType, row.Type))
                NoteHandlers(call, row.Kind);
        }
    }

    private void NoteHandlers(IInvocationOperation call, EntryPointKind kind)
    {
        foreach (var argument in call.Arguments)
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
        EntryPointMark.OverrideTaking => method.IsOverride && method.Parameters.Any(parameter => _symbols.Is(parameter.Type, row.Type)),
        EntryPointMark.Attribute => method.GetAttributes().Any(attribute => _symbols.Is(attribute.AttributeClass, row.Type)),
        _ => false,
    };

    private static bool IsPublic(IMethodSymbol method) => method is { DeclaredAccessibility: Accessibility.Public, IsStatic: false, IsAbstract: false };

    private static bool IsNoAction(IMethodSymbol method) =>
        method.GetAttributes().Any(attribute => attribute.AttributeClass?.Name is "NonActionAttribute" or "NonHandlerAttribute");

    /// <summary>Whether a subtype of the framework's type adds <paramref name="method"/>; what it overrides of the framework is no action.</summary>
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

        return _symbols.Type(typeName) is { TypeKind: TypeKind.Interface } contract && contract.GetMembers().Any(member =>
            SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(member), method));
    }
}
