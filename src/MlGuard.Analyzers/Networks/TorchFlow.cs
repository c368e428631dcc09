using System.Collections.Concurrent;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlGuard.Analyzers.Flow.Calls;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Frameworks.Torch;

namespace MlGuard.Analyzers.Networks;

/// <summary>What the bodies of a compilation do with TorchSharp. Each is read once for all rules.</summary>
internal sealed class TorchFlow(Compilation compilation, MlSymbols symbols, CallPaths calls)
{
    private NetworkReader? _networks;
    private readonly ConcurrentDictionary<SyntaxNode, TorchBody> _bodies = new();
    private readonly ConcurrentDictionary<ISymbol, ImmutableArray<TorchEvent>> _helpers = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, ImmutableArray<TorchEvent>> _types = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, IOperation?> _operations = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, ImmutableArray<IOperation>> _given = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<string, ImmutableArray<IOperation>> _naming = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<SyntaxNode, ImmutableArray<IOperation>> _bound = new();
    private readonly ConcurrentDictionary<string, bool> _mentioned = new(StringComparer.Ordinal);

    public MlSymbols Symbols => symbols;

    public TorchMembers Members { get; } = new(symbols);

    public TensorReader Tensors => new(this);

    public ModelOrigins Origins => new(this);

    public EmptyModules EmptyModules { get; } = new(symbols);

    public NetworkReader Networks => _networks ??= new(this);

    /// <summary>What the body that <paramref name="block"/> belongs to does; in a script, the whole script.</summary>
    public TorchBody BodyAround(IOperation block, ISymbol? owner, CancellationToken cancellationToken)
    {
        var root = Bodies.RootOf(block);
        var key = Bodies.IsInScript(root) ? root.Syntax.SyntaxTree.GetRoot(cancellationToken) : root.Syntax;
        if (_bodies.TryGetValue(key, out var known))
            return known;

        ImmutableArray<IOperation> roots = Bodies.IsInScript(root) ? [.. Bodies.StatementsAround(root)] : [root];
        return _bodies.GetOrAdd(key, Read(roots, owner, cancellationToken));
    }

    /// <summary>What a method of this compilation does, in terms of its parameters; nothing while it is being read itself.</summary>
    internal ImmutableArray<TorchEvent> EventsOf(IMethodSymbol method, IOperation body, EventReader reader)
    {
        if (_helpers.TryGetValue(method, out var known))
            return known;
        var events = reader.ReadHelper(body);
        return reader.IsCut ? events : _helpers.GetOrAdd(method, events);
    }

    /// <summary>What all methods and constructors of a type do, as far as they are seen.</summary>
    public ImmutableArray<TorchEvent> EventsOf(INamedTypeSymbol type, CancellationToken cancellationToken) =>
        _types.GetOrAdd(type, it =>
        [
            .. it.GetMembers().OfType<IMethodSymbol>().SelectMany(method => EventsOf(method, cancellationToken)),
        ]);

    /// <summary>What a method of this compilation does, in terms of its parameters.</summary>
    public ImmutableArray<TorchEvent> EventsOf(IMethodSymbol method, CancellationToken cancellationToken)
    {
        try
        {
            return BodyOf(method, cancellationToken) is { } body ? EventsOf(method, body, new EventReader(this, cancellationToken)) : [];
        }
        catch (InsufficientExecutionStackException)
        {
            return [];
        }
    }

    /// <summary>The body of a method that always is the one that runs, or null.</summary>
    public IOperation? BodyOf(IMethodSymbol method, CancellationToken cancellationToken)
    {
        var definition = (method.ReducedFrom ?? method).OriginalDefinition;
        definition = definition.PartialImplementationPart ?? definition;
        return definition.IsAbstract || !symbols.IsDeclaredHere(definition)
            ? null
            : _operations.GetOrAdd(definition, it => Bind(it, cancellationToken));
    }

    /// <summary>What a variable is declared with.</summary>
    public IOperation? InitializerOf(SyntaxNode declaration, CancellationToken cancellationToken) =>
        declaration is not VariableDeclaratorSyntax { Initializer.Value: var value } || !compilation.ContainsSyntaxTree(value.SyntaxTree)
            ? null
#pragma warning disable RS1030 // One initializer, where a rule asks what a variable of another body holds.
            : compilation.GetSemanticModel(value.SyntaxTree).GetOperation(value, cancellationToken);
#pragma warning restore RS1030

    /// <summary>What the type of a field or property gives it.</summary>
    public ImmutableArray<IOperation> ValuesGivenTo(ISymbol member, CancellationToken cancellationToken) =>
        _given.GetOrAdd(member, it =>
        [
            .. WritersOf(it, cancellationToken).Select(operation => GivenBy(operation, it)).OfType<IOperation>(),
        ]);

    /// <summary>Of a private member only the code of its type can be one.</summary>
    private IEnumerable<IOperation> WritersOf(ISymbol member, CancellationToken cancellationToken)
    {
        if (member.DeclaredAccessibility != Accessibility.Private)
            return OperationsNaming(member.Name, cancellationToken);

        var type = member.ContainingType.DeclaringSyntaxReferences;
        return calls.DeclarationsNaming(member.Name, cancellationToken)
            .Where(body => type.Any(part => part.SyntaxTree == body.SyntaxTree && part.Span.Contains(body.Span)))
            .SelectMany(body => OperationsOf(body, cancellationToken));
    }

    /// <summary>The calls in this compilation of a method or constructor.</summary>
    public IEnumerable<IOperation> CallsOf(IMethodSymbol method, CancellationToken cancellationToken)
    {
        var definition = (method.ReducedFrom ?? method).OriginalDefinition;
        return OperationsNaming(CallPaths.NameInSource(definition), cancellationToken)
            .Where(operation => operation switch
            {
                IInvocationOperation call => Means(call.TargetMethod, definition),
                IObjectCreationOperation { Constructor: { } constructor } => Means(constructor, definition),
                _ => false,
            });
    }

    /// <summary>The creations and calls of what is called <paramref name="name"/> in the source.</summary>
    public ImmutableArray<IOperation> OperationsNaming(string name, CancellationToken cancellationToken) =>
        _naming.GetOrAdd(name, it =>
            [.. calls.DeclarationsNaming(it, cancellationToken).SelectMany(body => OperationsOf(body, cancellationToken))]);

    /// <summary>
    /// Whether the source may use TorchSharp at all. A service refers to it with the library that wraps it, and never writes its name.
    /// </summary>
    public bool IsInUse(CancellationToken cancellationToken) => Mentions("TorchSharp", cancellationToken);

    /// <summary>Whether the source may mention <paramref name="name"/>.</summary>
    public bool Mentions(string name, CancellationToken cancellationToken) =>
        _mentioned.GetOrAdd(name, it => calls.MayMention([it], cancellationToken));

    private ImmutableArray<IOperation> OperationsOf(SyntaxNode body, CancellationToken cancellationToken) =>
        _bound.GetOrAdd(body, it => [.. calls.OperationsOf(it, cancellationToken).Where(MayBeAskedFor)]);

    private static bool MayBeAskedFor(IOperation operation) => operation is IInvocationOperation or IObjectCreationOperation
        or ISimpleAssignmentOperation or ICoalesceAssignmentOperation or IFieldInitializerOperation or IPropertyInitializerOperation;

    private static bool Means(IMethodSymbol called, IMethodSymbol definition) =>
        SymbolEqualityComparer.Default.Equals((called.ReducedFrom ?? called).OriginalDefinition, definition);

    private TorchBody Read(ImmutableArray<IOperation> roots, ISymbol? owner, CancellationToken cancellationToken)
    {
        try
        {
            return new TorchBody(roots, owner, new EventReader(this, cancellationToken).Read(roots));
        }
        catch (InsufficientExecutionStackException)
        {
            // Code that is nested deeper than the host's stack is not known, and unknown is silent.
            return TorchBody.Empty;
        }
    }

    private IOperation? Bind(ISymbol method, CancellationToken cancellationToken)
    {
        if (method.DeclaringSyntaxReferences is not [var reference])
            return null;

        var syntax = reference.GetSyntax(cancellationToken);
        if (syntax is not (BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or ArrowExpressionClauseSyntax
            or LocalFunctionStatementSyntax) || !compilation.ContainsSyntaxTree(syntax.SyntaxTree))
            return null;
#pragma warning disable RS1030 // Helpers stand in other files; each is bound only when a model or an optimizer gets there.
        return compilation.GetSemanticModel(syntax.SyntaxTree).GetOperation(syntax, cancellationToken);
#pragma warning restore RS1030
    }

    private static IOperation? GivenBy(IOperation operation, ISymbol member) => operation switch
    {
        ISimpleAssignmentOperation { Target: IMemberReferenceOperation target } assignment when Is(target.Member, member) =>
            assignment.Value,
        ICoalesceAssignmentOperation { Target: IMemberReferenceOperation target } assignment when Is(target.Member, member) =>
            assignment.Value,
        IFieldInitializerOperation field when field.InitializedFields.Any(it => Is(it, member)) => field.Value,
        IPropertyInitializerOperation property when property.InitializedProperties.Any(it => Is(it, member)) => property.Value,
        _ => null,
    };

    private static bool Is(ISymbol written, ISymbol member) =>
        SymbolEqualityComparer.Default.Equals(written.OriginalDefinition, member.OriginalDefinition);
}
