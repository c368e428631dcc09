using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlGuard.Analyzers.Digest;
using MlGuard.Analyzers.Flow.Calls;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks.Onnx;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Models;

/// <summary>
/// Which model a session runs. It is known when every way to the session loads one and the same file; otherwise nothing is said.
/// </summary>
/// <param name="files">The models that the build saw.</param>
/// <param name="compilation">The compilation.</param>
internal sealed class LoadedModels(ModelFiles files, MlCompilation compilation)
{
    private const int MaximumDepth = 6;

    private static readonly ImmutableHashSet<string> s_reads = ["ReadAllBytes", "ReadAllBytesAsync", "OpenRead"];

    private static readonly ConditionalWeakTable<MlCompilation, ConcurrentDictionary<ModelFiles, LoadedModels>> s_known = new();

    private readonly ConcurrentDictionary<ISymbol, ImmutableArray<IOperation>> _values = new(SymbolEqualityComparer.Default);

    public ModelFiles Files => files;

    public static LoadedModels Of(MlCompilation compilation, ModelFiles files) =>
        s_known.GetOrCreateValue(compilation).GetOrAdd(files, _ => new LoadedModels(files, compilation));

    /// <summary>The model of <paramref name="session"/>, which can be read; null when it is not known.</summary>
    public ModelFile? OfSession(IOperation session, CancellationToken cancellationToken) =>
        OfSession(session, MaximumDepth, cancellationToken) is { Signature: not null } model ? model : null;

    /// <summary>The file that a path or its content comes from; null when the build saw none.</summary>
    public ModelFile? OfContent(IOperation content, CancellationToken cancellationToken) =>
        OfContent(content, MaximumDepth, cancellationToken);

    /// <summary>
    /// Where <paramref name="session"/> is made: each creation that may be meant; none when one of them is not known.
    /// </summary>
    public static ImmutableArray<IObjectCreationOperation> CreationsOf(
        IOperation session, MlCompilation compilation, CancellationToken cancellationToken)
    {
        var values = LocalValues.Origin(session) switch
        {
            IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } member =>
                Of(compilation, ModelFiles.None).ValuesOf(member.Member.OriginalDefinition, cancellationToken),
            var other => [other],
        };
        var creations = values.Select(LocalValues.Origin).ToList();
        return creations.All(creation => creation is IObjectCreationOperation { Type.Name: "InferenceSession" })
            ? [.. creations.Cast<IObjectCreationOperation>()]
            : [];
    }

    /// <summary>What all callers in sight give a helper, where the value is its parameter; else the value.</summary>
    public ImmutableArray<IOperation> GivenAs(IOperation value, CancellationToken cancellationToken)
    {
        if (LocalValues.Origin(value) is not IParameterReferenceOperation { Parameter: var parameter }
            || parameter.ContainingSymbol is not IMethodSymbol method
            || method is not { MethodKind: MethodKind.Ordinary, IsVirtual: false, IsAbstract: false, IsOverride: false }
            || !compilation.Symbols.IsDeclaredHere(method))
            return [value];
        var given = GivenBy(parameter, method, cancellationToken);
        return given.IsEmpty ? [value] : [.. given.Select(it => it ?? value)];
    }

    private ImmutableArray<IOperation?> GivenBy(IParameterSymbol parameter, IMethodSymbol method, CancellationToken cancellationToken) =>
    [
        .. compilation.Calls.CallersOf(CallPaths.NodeOf(method), cancellationToken).Select(edge => ArgumentsOf(edge.Site)
            .FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal)?.Value),
    ];

    /// <summary>Where a value comes from, also out of a helper of the compilation that has one way to return.</summary>
    public IOperation SourceOf(IOperation value, CancellationToken cancellationToken)
    {
        var origin = LocalValues.Origin(value);
        for (var depth = 0; depth < MaximumDepth && origin is IInvocationOperation call; depth++)
        {
            if (ReturnedBy(call, cancellationToken) is not { } single)
                return origin;
            origin = LocalValues.Origin(single);
        }

        return origin;
    }

    /// <summary>What a helper of the compilation, or a function of the same body, returns when it has one way to.</summary>
    public IOperation? ReturnedBy(IInvocationOperation call, CancellationToken cancellationToken)
    {
        var body = call.TargetMethod.MethodKind == MethodKind.LocalFunction
            ? BodyIndex.Around(call).FunctionOf(call.TargetMethod.OriginalDefinition)
            : compilation.Pipelines.BodyOf(call.TargetMethod, cancellationToken);
        return body is not null && Returned(body) is [var single] ? single : null;
    }

    private static List<IOperation> Returned(IOperation body) =>
        [.. Bodies.Own(body).OfType<IReturnOperation>().Select(it => it.ReturnedValue).OfType<IOperation>()];

    private ModelFile? OfSession(IOperation session, int depth, CancellationToken cancellationToken)
    {
        if (depth == 0)
            return null;

        return LocalValues.Origin(session) switch
        {
            IObjectCreationOperation creation when compilation.Symbols.Is(creation.Type, OnnxTypes.Session) =>
                OfCreation(creation, depth, cancellationToken),
            // What stands behind is a throw, or another session of the same model.
            ICoalesceOperation { WhenNull: IConversionOperation { Operand: IThrowOperation } or IThrowOperation } guarded =>
                OfSession(guarded.Value, depth - 1, cancellationToken),
            ICoalesceAssignmentOperation coalesce => OfSession(coalesce.Value, depth - 1, cancellationToken),
            IPropertyReferenceOperation { Property: { Name: "Value", ContainingType: { } type }, Instance: { } lazy } when IsLazy(type) =>
                OfLazy(lazy, depth - 1, cancellationToken),
            IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } member =>
                OfMember(member.Member, depth, cancellationToken),
            IInvocationOperation call when IsInjected(call.TargetMethod) =>
                OfService(Constants.Text(call.Arguments.Argument("serviceKey")?.Value), depth, cancellationToken),
            IInvocationOperation call when compilation.Pipelines.BodyOf(call.TargetMethod, cancellationToken) is { } body =>
                Same(Returned(body), value => OfSession(value, depth - 1, cancellationToken)),
            IParameterReferenceOperation parameter => OfParameter(
                parameter.Parameter, value => OfSession(value, depth - 1, cancellationToken), cancellationToken),
            _ => null,
        };
    }

    private ModelFile? OfMember(ISymbol member, int depth, CancellationToken cancellationToken)
    {
        var values = _values.GetOrAdd(member.OriginalDefinition, it => ValuesOf(it, cancellationToken));
        return Same(values, value => OfSession(value, depth - 1, cancellationToken));
    }

    /// <summary>Everything that the source of its type gives a field or property.</summary>
    public ImmutableArray<IOperation> ValuesGivenTo(ISymbol member, CancellationToken cancellationToken) =>
        _values.GetOrAdd(member.OriginalDefinition, it => ValuesOf(it, cancellationToken));

    private ModelFile? OfLazy(IOperation lazy, int depth, CancellationToken cancellationToken)
    {
        var made = LocalValues.Origin(lazy) switch
        {
            IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } member =>
                _values.GetOrAdd(member.Member.OriginalDefinition, it => ValuesOf(it, cancellationToken)),
            var other => [other],
        };
        return Same(made, value => LocalValues.Origin(value) is IObjectCreationOperation { Arguments: [var factory, ..] }
            && LocalValues.Origin(factory.Value) is IAnonymousFunctionOperation lambda
            ? Same(Returned(lambda.Body), it => OfSession(it, depth - 1, cancellationToken))
            : null);
    }

    private ModelFile? OfCreation(IObjectCreationOperation creation, int depth, CancellationToken cancellationToken) =>
        creation.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 0) is { } content
            ? OfContent(content.Value, depth, cancellationToken)
            : null;

    private ModelFile? OfContent(IOperation content, int depth, CancellationToken cancellationToken)
    {
        if (depth == 0)
            return null;
        if (Constants.Tail(content) is { Length: > 0 } path)
            return files.Find(path, content.Syntax.SyntaxTree.FilePath);

        return LocalValues.Origin(content) switch
        {
            IInvocationOperation { TargetMethod.ContainingType.Name: "File" } read when s_reads.Contains(read.TargetMethod.Name) =>
                OfContent(read.Arguments[0].Value, depth - 1, cancellationToken),
            IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } member => Same(
                _values.GetOrAdd(member.Member.OriginalDefinition, it => ValuesOf(it, cancellationToken)),
                value => OfContent(value, depth - 1, cancellationToken)),
            IParameterReferenceOperation parameter => OfParameter(
                parameter.Parameter, value => OfContent(value, depth - 1, cancellationToken), cancellationToken, mayBeInjected: false),
            _ => null,
        };
    }

    /// <summary>What all callers agree on. A session that nobody in sight passes is injected: then it is that of the only model.</summary>
    private ModelFile? OfParameter(
        IParameterSymbol parameter, Func<IOperation, ModelFile?> modelOf, CancellationToken cancellationToken, bool mayBeInjected = true)
    {
        if (parameter.ContainingSymbol is not IMethodSymbol method || !compilation.Symbols.IsDeclaredHere(method))
            return null;

        ImmutableArray<IOperation?> given = method.MethodKind == MethodKind.AnonymousFunction
            ? []
            : GivenBy(parameter, method, cancellationToken);
        if (given.IsEmpty)
            return mayBeInjected && IsGivenServices(method)
                ? OfService(RegisteredSessions.KeyOf(parameter), MaximumDepth, cancellationToken)
                : null;
        return given.Any(value => value is null) ? null : Same(given!, modelOf);
    }

    private bool IsGivenServices(IMethodSymbol method) => method.MethodKind == MethodKind.Constructor
        || (method.MethodKind == MethodKind.AnonymousFunction && compilation.EntryPoints.KindOf(method) == EntryPointKind.Request);

    /// <summary>The model of the session that is registered; where nobody sees the registration, the only one of the project.</summary>
    private ModelFile? OfService(string? key, int depth, CancellationToken cancellationToken)
    {
        var registered = RegisteredSessions.In(compilation, cancellationToken).Where(it => it.Key == key)
            .Select(it => it.Creation).ToList();
        return registered.Count == 0 ? files.Only : Same(registered, it => OfSession(it, depth - 1, cancellationToken));
    }

    private static ImmutableArray<IArgumentOperation> ArgumentsOf(IOperation site) => site switch
    {
        IInvocationOperation call => call.Arguments,
        IObjectCreationOperation creation => creation.Arguments,
        _ => [],
    };

    private static ModelFile? Same(IReadOnlyCollection<IOperation> values, Func<IOperation, ModelFile?> modelOf)
    {
        ModelFile? one = null;
        foreach (var value in values.Where(value => value.ConstantValue is not { HasValue: true, Value: null }))
        {
            if (modelOf(value) is not { } model || (one is not null && one != model))
                return null;
            one = model;
        }

        return one;
    }

    private static bool IsLazy(INamedTypeSymbol? type) => type is { Name: "Lazy", ContainingNamespace.Name: "System" };

    private static bool IsInjected(IMethodSymbol method) =>
        method.Name is "GetService" or "GetRequiredService" or "GetKeyedService" or "GetRequiredKeyedService"
        && method.TypeArguments is [{ Name: "InferenceSession" }];

    /// <summary>Everything that the source of its type gives a field or property.</summary>
    private ImmutableArray<IOperation> ValuesOf(ISymbol member, CancellationToken cancellationToken)
    {
        var values = ImmutableArray.CreateBuilder<IOperation>();
        foreach (var declaration in member.ContainingType.DeclaringSyntaxReferences.Select(it => it.GetSyntax(cancellationToken)))
        {
            if (!compilation.Compilation.ContainsSyntaxTree(declaration.SyntaxTree))
                continue;
#pragma warning disable RS1030 // The files of one type, read once for each member that keeps a session.
            var model = compilation.Compilation.GetSemanticModel(declaration.SyntaxTree);
#pragma warning restore RS1030
            foreach (var written in declaration.DescendantNodes().SelectMany(node => WrittenAt(node, member.Name)))
            {
                if (SymbolEqualityComparer.Default.Equals(SymbolAt(model, written.Target, cancellationToken), member)
                    && model.GetOperation(written.Value, cancellationToken) is { } value)
                    values.Add(value);
            }
        }

        return values.ToImmutable();
    }

    private static ISymbol? SymbolAt(SemanticModel model, SyntaxNode target, CancellationToken cancellationToken) =>
        target is VariableDeclaratorSyntax or PropertyDeclarationSyntax
            ? model.GetDeclaredSymbol(target, cancellationToken)
            : model.GetSymbolInfo(target, cancellationToken).Symbol;

    private static IEnumerable<(SyntaxNode Target, ExpressionSyntax Value)> WrittenAt(SyntaxNode node, string name) => node switch
    {
        VariableDeclaratorSyntax { Initializer: { } value } field when field.Identifier.ValueText == name => [(field, value.Value)],
        PropertyDeclarationSyntax property when property.Identifier.ValueText == name =>
            (property.Initializer?.Value ?? property.ExpressionBody?.Expression) is { } value ? [(property, value)] : [],
        AssignmentExpressionSyntax { Left: TupleExpressionSyntax targets, Right: TupleExpressionSyntax values } =>
            targets.Arguments.Zip(values.Arguments, (target, value) => (target, value))
                .Where(pair => NameOf(pair.target.Expression) == name)
                .Select(pair => ((SyntaxNode)pair.target.Expression, pair.value.Expression)),
        AssignmentExpressionSyntax assignment when NameOf(assignment.Left) == name => [(assignment.Left, assignment.Right)],
        _ => [],
    };

    private static string? NameOf(ExpressionSyntax target) => target switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } member => member.Name.Identifier.ValueText,
        _ => null,
    };
}
