using System.Collections.Concurrent;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlGuard.Analyzers.Flow.Calls;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Frameworks.MlNet;

namespace MlGuard.Analyzers.Pipelines;

/// <summary>The pipelines of a compilation: each body interpreted once, for all the rules that rest on it.</summary>
internal sealed class PipelineAnalysis(Compilation compilation, MlSymbols symbols)
{
    /// <summary>How many fields that are given other fields are followed.</summary>
    private const int MaximumMemberDepth = 2;

    private const string Library = "Microsoft.ML";

    private static readonly ImmutableHashSet<string> s_holders = ["IDataView", "TrainTestData", "TextLoader", "Options"];

    private readonly ConcurrentDictionary<SyntaxNode, BodyReading> _readings = new();
    private readonly ConcurrentDictionary<(ISymbol Member, int Depth), Value?> _members = new();
    private readonly ConcurrentDictionary<ISymbol, ImmutableArray<SyntaxNode>> _writers = new(SymbolEqualityComparer.Default);
    private readonly Lazy<ILookup<ISymbol, INamedTypeSymbol>> _derived = new(() => DerivedIn(compilation.Assembly.GlobalNamespace));

    public MlSymbols Symbols { get; } = symbols;

    public PipelineMembers Members { get; } = new(symbols);

    /// <summary>
    /// What is wrong with the pipelines of the body that <paramref name="block"/> belongs to; in a script, of the whole script.
    /// </summary>
    public ImmutableArray<PipelineFinding> FindingsOf(IOperation block, CancellationToken cancellationToken) =>
        ReadingOf(block, cancellationToken).Findings;

    /// <summary>
    /// Whether nothing has learnt to predict after a call of <c>Fit</c>: none of the steps is a trainer, and all are seen.
    /// </summary>
    public bool OnlyPrepares(IInvocationOperation fit, CancellationToken cancellationToken) =>
        ReadingOf(fit, cancellationToken).Preparing.Contains(fit.Syntax);

    /// <summary>What the body, or script, that <paramref name="block"/> belongs to does with pipelines.</summary>
    public BodyReading ReadingOf(IOperation block, CancellationToken cancellationToken)
    {
        var root = Bodies.RootOf(block);
        var key = Bodies.IsInScript(root) ? root.Syntax.SyntaxTree.GetRoot(cancellationToken) : root.Syntax;
        if (_readings.TryGetValue(key, out var known))
            return known;

        IEnumerable<IOperation> bodies = Bodies.IsInScript(root) ? Bodies.StatementsAround(root) : [root];
        return _readings.GetOrAdd(key, bodies.Any(MentionsPipeline) ? Read(bodies, cancellationToken) : BodyReading.Empty);
    }

    private BodyReading Read(IEnumerable<IOperation> bodies, CancellationToken cancellationToken)
    {
        var findings = new Dictionary<(string, Location), PipelineFinding>();
        try
        {
            var interpreter = new BodyInterpreter(
                this, finding => findings[(finding.RuleId, finding.Place)] = finding, memberDepth: 0, cancellationToken);
            interpreter.Run(bodies);
            return interpreter.Reading([.. findings.Values]);
        }
        catch (InsufficientExecutionStackException)
        {
            // Code that is nested deeper than the host's stack is not known, and unknown is silent.
            return BodyReading.Empty;
        }
    }

    /// <summary>Whether a body calls anything of ML.NET, or a helper that returns what is made of it: most bodies do not.</summary>
    private static bool MentionsPipeline(IOperation body) => body.Descendants().Any(operation =>
        operation is IInvocationOperation { TargetMethod: var method }
        && (method.ContainingAssembly?.Name.StartsWith(Library, StringComparison.Ordinal) == true || MayHoldPipeline(method.ReturnType)));

    /// <summary>What a field or property of a type holds, when all that write it are seen; null when it is not known.</summary>
    public Value? MemberValue(ISymbol member, int depth, CancellationToken cancellationToken)
    {
        member = member.OriginalDefinition;
        if (depth > MaximumMemberDepth
            || !(IsWrittenByItsType(member) || IsWrittenByItsFamily(member))
            || !Symbols.IsDeclaredHere(member)
            || !MayHoldPipeline(member is IFieldSymbol field ? field.Type : ((IPropertySymbol)member).Type))
            return null;
        if (_members.TryGetValue((member, depth), out var known))
            return known;

        Value? value = null;
        var isFirst = true;
        foreach (var body in WritersOf(member, cancellationToken).Select(body => OperationOf(body, cancellationToken)).OfType<IOperation>())
        {
            var interpreter = new BodyInterpreter(this, static _ => { }, depth + 1, cancellationToken);
            interpreter.Run([body]);
            var written = interpreter.Written.FirstOrDefault(
                pair => SymbolEqualityComparer.Default.Equals(pair.Key.OriginalDefinition, member)).Value;
            value = isFirst ? written : Value.Either(value, written);
            isFirst = false;
        }

        return _members.GetOrAdd((member, depth), value);
    }

    /// <summary>Whether a single body gives the field or property its values.</summary>
    public bool IsWrittenByOneBody(ISymbol member, CancellationToken cancellationToken) =>
        IsWrittenByItsType(member) && WritersOf(member, cancellationToken).Length == 1;

    /// <summary>What the type of a field or property gives it, where no other code can.</summary>
    public IEnumerable<IOperation> ValuesGivenTo(ISymbol member, CancellationToken cancellationToken) =>
        IsWrittenByItsType(member) ? ValuesOfTypeFor(member, cancellationToken) : [];

    /// <summary>What the type of a field or property gives it; other code may give it something else.</summary>
    public IEnumerable<IOperation> ValuesOfTypeFor(ISymbol member, CancellationToken cancellationToken) =>
        !Symbols.IsDeclaredHere(member)
            ? []
            : WritersOf(member, cancellationToken).Select(body => OperationOf(body, cancellationToken)).OfType<IOperation>()
                .SelectMany(body => body.DescendantsAndSelf()).Select(operation => ValueGivenBy(operation, member)).OfType<IOperation>();

    private static IOperation? ValueGivenBy(IOperation operation, ISymbol member) => operation switch
    {
        ISimpleAssignmentOperation { Target: IMemberReferenceOperation target } assignment
            when SymbolEqualityComparer.Default.Equals(target.Member, member) => assignment.Value,
        ICoalesceAssignmentOperation { Target: IMemberReferenceOperation target } assignment
            when SymbolEqualityComparer.Default.Equals(target.Member, member) => assignment.Value,
        IFieldInitializerOperation field when field.InitializedFields.Contains(member, SymbolEqualityComparer.Default) => field.Value,
        IPropertyInitializerOperation property when property.InitializedProperties.Contains(member, SymbolEqualityComparer.Default) =>
            property.Value,
        _ => null,
    };

    /// <summary>The body of a method that always is the one that runs, or null.</summary>
    public IOperation? BodyOf(IMethodSymbol method, CancellationToken cancellationToken)
    {
        var definition = (method.ReducedFrom ?? method).OriginalDefinition;
        definition = definition.PartialImplementationPart ?? definition;
        if (definition.IsAbstract
            || definition.IsVirtual
            || definition.IsOverride
            || !Symbols.IsDeclaredHere(definition)
            || definition.DeclaringSyntaxReferences is not [var reference])
            return null;

        var syntax = reference.GetSyntax(cancellationToken);
        return syntax is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or ArrowExpressionClauseSyntax
            ? OperationOf(syntax, cancellationToken)
            : null;
    }

    /// <summary>Whether a value of the type, or a part of it, may be something that the interpreter follows.</summary>
    public static bool MayHoldPipeline(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol { IsTupleType: true } tuple => tuple.TupleElements.Any(element => MayHoldPipeline(element.Type)),
        INamedTypeSymbol { Name: "Task" or "ValueTask" or "Nullable" or "IReadOnlyList", TypeArguments: [var content] } =>
            MayHoldPipeline(content),
        _ => s_holders.Contains(type.Name) || IsEstimatorOrModel(type),
    };

    private static bool IsEstimatorOrModel(ITypeSymbol type) =>
        type.Name is "IEstimator" or "ITransformer" || type.AllInterfaces.Any(contract => contract.Name is "IEstimator" or "ITransformer");

    /// <summary>Whether no code outside of the type can give the member another value.</summary>
    public static bool IsWrittenByItsType(ISymbol member) => member switch
    {
        IFieldSymbol field => field.DeclaredAccessibility == Accessibility.Private || field.IsReadOnly,
        IPropertySymbol property =>
            property.DeclaredAccessibility == Accessibility.Private
                || property.SetMethod is null or { DeclaredAccessibility: Accessibility.Private },
        _ => false,
    };

    /// <summary>Whether only its type and those that derive from it can give the member another value.</summary>
    private static bool IsWrittenByItsFamily(ISymbol member) => !member.IsStatic && member switch
    {
        IFieldSymbol field => IsOfFamily(field),
        IPropertySymbol { SetMethod: { } setter } => IsOfFamily(setter),
        _ => false,
    };

    private static bool IsOfFamily(ISymbol writer) =>
        writer.DeclaredAccessibility is Accessibility.Protected or Accessibility.ProtectedAndInternal;

    /// <summary>The bodies of this compilation that answer an abstract method.</summary>
    public IEnumerable<(IMethodSymbol Method, IOperation Body)> OverridesOf(IMethodSymbol method, CancellationToken cancellationToken)
    {
        var definition = method.OriginalDefinition;
        return !definition.IsAbstract || !Symbols.IsDeclaredHere(definition)
            ? []
            : _derived.Value[definition.ContainingType].SelectMany(type => type.GetMembers(definition.Name)).OfType<IMethodSymbol>()
                .Where(it => SymbolEqualityComparer.Default.Equals(it.OverriddenMethod?.OriginalDefinition, definition)
                    && it.DeclaringSyntaxReferences.Length == 1)
                .Select(it => (it, OperationOf(it.DeclaringSyntaxReferences[0].GetSyntax(cancellationToken), cancellationToken)!))
                .Where(pair => pair.Item2 is not null);
    }

    private static ILookup<ISymbol, INamedTypeSymbol> DerivedIn(INamespaceSymbol all) => TypesIn(all)
        .SelectMany(type => BasesOf(type).Select(above => (above, type)))
        .ToLookup(pair => (ISymbol)pair.above, pair => pair.type, SymbolEqualityComparer.Default);

    private static IEnumerable<INamedTypeSymbol> BasesOf(INamedTypeSymbol type)
    {
        for (var above = type.BaseType; above is { SpecialType: SpecialType.None }; above = above.BaseType)
            yield return above.OriginalDefinition;
    }

    private static IEnumerable<INamedTypeSymbol> TypesIn(INamespaceOrTypeSymbol holder)
    {
        foreach (var member in holder.GetMembers().OfType<INamespaceOrTypeSymbol>())
        {
            if (member is INamedTypeSymbol type)
                yield return type;
            foreach (var inner in TypesIn(member))
                yield return inner;
        }
    }

    /// <summary>The bodies and initializers that give the field or property its values.</summary>
    private ImmutableArray<SyntaxNode> WritersOf(ISymbol member, CancellationToken cancellationToken) =>
        _writers.GetOrAdd(member, it => FindWriters(it, cancellationToken));

    private ImmutableArray<SyntaxNode> FindWriters(ISymbol member, CancellationToken cancellationToken)
    {
        var bodies = new HashSet<SyntaxNode>();
        var family = IsWrittenByItsFamily(member) ? _derived.Value[member.ContainingType] : [];
        foreach (var declaration in family.Prepend(member.ContainingType).SelectMany(type => type.DeclaringSyntaxReferences))
        {
            foreach (var name in declaration.GetSyntax(cancellationToken).DescendantNodes().OfType<IdentifierNameSyntax>())
            {
                if (name.Identifier.ValueText == member.Name && FixedMembers.IsWritten(name) && SourceIndex.BodyAround(name) is { } body)
                    bodies.Add(body);
            }
        }

        foreach (var declaration in member.DeclaringSyntaxReferences)
        {
            if (InitializerOf(declaration.GetSyntax(cancellationToken)) is { } initializer && !IsNothing(initializer.Value))
                bodies.Add(initializer);
        }

        return [.. bodies];
    }

    private static EqualsValueClauseSyntax? InitializerOf(SyntaxNode declaration) => declaration switch
    {
        VariableDeclaratorSyntax field => field.Initializer,
        PropertyDeclarationSyntax property => property.Initializer,
        _ => null,
    };

    /// <summary><c>null!</c> and <c>default</c>: a value is given later, or it is never used.</summary>
    private static bool IsNothing(ExpressionSyntax value) => value switch
    {
        PostfixUnaryExpressionSyntax { Operand: var operand } => IsNothing(operand),
        LiteralExpressionSyntax literal =>
            literal.IsKind(SyntaxKind.NullLiteralExpression) || literal.IsKind(SyntaxKind.DefaultLiteralExpression),
        _ => false,
    };

    private IOperation? OperationOf(SyntaxNode body, CancellationToken cancellationToken) =>
        // In an editor the symbols of a referenced project have source too, which is another compilation's.
        !compilation.ContainsSyntaxTree(body.SyntaxTree) ? null
#pragma warning disable RS1030 // Helpers and fields of other files; each is bound only when a pipeline passes through it.
        : compilation.GetSemanticModel(body.SyntaxTree).GetOperation(BodyIn(body), cancellationToken);
#pragma warning restore RS1030

    /// <summary>The compiler binds the expression of a property, not the property.</summary>
    private static SyntaxNode BodyIn(SyntaxNode declaration) => declaration switch
    {
        PropertyDeclarationSyntax { ExpressionBody: { } expression } => expression,
        IndexerDeclarationSyntax { ExpressionBody: { } expression } => expression,
        _ => declaration,
    };
}
