using System.Collections.Concurrent;
using MlGuard.Analyzers.Flow.Calls;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Frameworks.MlNet;
using MlGuard.Analyzers.Frameworks.Onnx;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Knowledge;

/// <summary>Which objects load a model whenever one is made, and keep it: whoever makes one pays for the load.</summary>
internal sealed class ConstructorLoads(MlSymbols symbols, CallPaths calls, MethodKnowledge knowledge)
{
    private const MethodTraits Loads = MethodTraits.LoadsModel | MethodTraits.OpensSession;

    private static readonly string[] s_kept = [OnnxTypes.Session, MlNetTypes.ITransformer, MlNetTypes.PredictionEngine];

    private readonly ConcurrentDictionary<IMethodSymbol, MethodTraits> _known = new(SymbolEqualityComparer.Default);

    public MethodTraits Of(IMethodSymbol constructor, CancellationToken cancellationToken)
    {
        if (!symbols.IsDeclaredHere(constructor))
            return (knowledge.SummaryOf(constructor)?.Traits ?? MethodTraits.None) & Loads;
        return Holds(constructor.ContainingType)
            ? _known.GetOrAdd(constructor.OriginalDefinition, it => Read(it, cancellationToken))
            : MethodTraits.None;
    }

    private bool Holds(INamedTypeSymbol type) => type.GetMembers().Any(member => !member.IsStatic && member switch
    {
        IFieldSymbol field => IsKept(field.Type),
        IPropertySymbol property => IsKept(property.Type),
        _ => false,
    });

    private bool IsKept(ITypeSymbol type) => s_kept.Any(kept => symbols.Is(type, kept));

    private MethodTraits Read(IMethodSymbol constructor, CancellationToken cancellationToken) => constructor.ContainingType.GetMembers()
        .Where(member => !member.IsStatic && member is IFieldSymbol { IsImplicitlyDeclared: false } or IPropertySymbol).Append(constructor)
        .SelectMany(member => calls.BodiesOf(CallPaths.NodeOf(member), cancellationToken)).Distinct()
        .SelectMany(body => body.ForeignSites).Where(IsKeptAlways)
        .Aggregate(MethodTraits.None, (traits, made) => traits | LoadOf(made));

    private MethodTraits LoadOf(IOperation made) => made switch
    {
        IObjectCreationOperation creation when symbols.Is(creation.Type, OnnxTypes.Session) => MethodTraits.OpensSession,
        IInvocationOperation load when symbols.Plays(load.TargetMethod, Role.LoadModel) && symbols.Is(load.Type, MlNetTypes.ITransformer) =>
            MethodTraits.LoadsModel,
        _ => MethodTraits.None,
    };

    /// <summary>Whether a field or property of the object gets it, or what is made of it, and nobody else.</summary>
    private bool IsKeptAlways(IOperation made)
    {
        if (LoadOf(made) == MethodTraits.None || !StandsInConstructor(made))
            return false;
        var sinks = Sink.Walk(made, EngineAt).ToList();
        return sinks.Any(sink => IsOwnMember(sink.User)) && sinks.All(sink => IsOwnMember(sink.User) || IsRead(sink));
    }

    private static bool StandsInConstructor(IOperation made) => Bodies.FunctionAround(made) is IConstructorBodyOperation
        or IFieldInitializerOperation or IPropertyInitializerOperation;

    private IEnumerable<Sink> EngineAt(Sink sink) =>
        sink.User is IArgumentOperation { Parent: IInvocationOperation call } && symbols.Plays(call.TargetMethod, Role.CreateEngine)
            ? Sink.Of(call)
            : [];

    private bool IsRead(Sink sink) => sink.User switch
    {
        IInvocationOperation call => ReferenceEquals(call.Instance, sink.Value),
        IArgumentOperation { Parent: IInvocationOperation call } => symbols.Plays(call.TargetMethod, Role.CreateEngine),
        IMemberReferenceOperation => true,
        _ => false,
    };

    private static bool IsOwnMember(IOperation user) => user switch
    {
        IFieldInitializerOperation field => field.InitializedFields.All(it => !it.IsStatic),
        IPropertyInitializerOperation property => property.InitializedProperties.All(it => !it.IsStatic),
        ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Instance: IInstanceReferenceOperation } target } =>
            target.Member is IFieldSymbol or IPropertySymbol { IsIndexer: false },
        _ => false,
    };
}
