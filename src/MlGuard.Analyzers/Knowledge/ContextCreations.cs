using MlGuard.Analyzers.Flow.Calls;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Frameworks.MlNet;
using MlGuard.Analyzers.Pipelines;

namespace MlGuard.Analyzers.Knowledge;

/// <summary>
/// Where the <c>MLContext</c> behind a call is made: on the spot, in a field or property, by a base class, by a helper, or by who hands it
/// over.
/// </summary>
internal sealed class ContextCreations(MlSymbols symbols, CallPaths calls, PipelineAnalysis pipelines, MethodKnowledge knowledge)
{
    private const int MaximumDepth = 6;
    private const int MaximumPlaces = 8;

    /// <summary>
    /// All places that may make the context of <paramref name="call"/>, or that get it from another project; empty where one of them is not
    /// known.
    /// </summary>
    public ImmutableArray<IOperation> Behind(IInvocationOperation call, CancellationToken cancellationToken)
    {
        var owner = CatalogOf(call);
        while (owner is IPropertyReferenceOperation { Instance: { } instance } && !IsContext(owner))
            owner = IsContext(instance) ? instance : LocalValues.Origin(instance);
        return owner is not null && IsContext(owner) ? MadeBy(owner, MaximumDepth, cancellationToken) : [];
    }

    /// <summary>The same of a context itself, such as one that another project is given.</summary>
    public ImmutableArray<IOperation> Of(IOperation context, CancellationToken cancellationToken) =>
        IsContext(context) ? MadeBy(context, MaximumDepth, cancellationToken) : [];

    /// <summary>Whether a context is made with a seed; null where nobody can tell, since what it is given may be null.</summary>
    public bool? IsSeeded(IOperation made, CancellationToken cancellationToken) => made switch
    {
        IObjectCreationOperation creation => creation.Arguments.Argument("seed") is { } seed && seed.IsWritten()
            ? IsNumber(seed.Value, MaximumDepth, cancellationToken)
            : false,
        _ => MemberOf(made) is { } member ? knowledge.ReturnedBy(member)?.Kind == ReturnedKind.Seeded : null,
    };

    /// <summary>The method, property or field that is asked for a context.</summary>
    private static ISymbol? MemberOf(IOperation context) => context switch
    {
        IInvocationOperation call => call.TargetMethod,
        IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } member => member.Member,
        _ => null,
    };

    private bool IsOfOtherProject(IOperation context) => MemberOf(context) is { } member && !symbols.IsDeclaredHere(member)
        && knowledge.ReturnedBy(member) is { Kind: ReturnedKind.Seeded or ReturnedKind.Unseeded };

    private bool? IsNumber(IOperation seed, int depth, CancellationToken cancellationToken)
    {
        if (seed.ConstantValue is { HasValue: true, Value: var value })
            return value is not null;
        var origin = LocalValues.Origin(seed);
        if (origin.ConstantValue is { HasValue: true, Value: var constant })
            return constant is not null;
        if (origin.Type is { OriginalDefinition.SpecialType: not SpecialType.System_Nullable_T })
            return true;
        if (depth == 0 || origin is not IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol method } parameter }
            || Given(method, parameter, cancellationToken) is not { Count: > 0 and <= MaximumPlaces } given || given.Contains(null))
            return null;
        var answers = given.Select(one => IsNumber(one!, depth - 1, cancellationToken)).Distinct().ToList();
        return answers is [var only] ? only : null;
    }

    private IOperation? CatalogOf(IInvocationOperation call) =>
        FluentChain.ReceiverOf(call) is { } receiver && !IsContext(receiver)
            ? LocalValues.Origin(receiver)
            : FluentChain.ReceiverOf(call);

    private bool IsContext(IOperation owner) => symbols.Is(owner.Type, MlNetTypes.MLContext);

    private ImmutableArray<IOperation> MadeBy(IOperation context, int depth, CancellationToken cancellationToken)
    {
        if (depth == 0)
            return [];
        return LocalValues.Origin(context) switch
        {
            IObjectCreationOperation creation => [creation],
            var other when IsOfOtherProject(other) => [other],
            ICoalesceAssignmentOperation assignment => MadeBy(assignment.Target, depth - 1, cancellationToken),
            ICoalesceOperation choice => All([choice.Value, choice.WhenNull], depth - 1, cancellationToken),
            IConditionalOperation { WhenFalse: { } other } choice => All([choice.WhenTrue, other], depth - 1, cancellationToken),
            ISwitchExpressionOperation choice => All([.. choice.Arms.Select(arm => arm.Value)], depth - 1, cancellationToken),
            IPropertyReferenceOperation { Property.Name: "Value", Instance: { } lazy } when IsLazy(lazy) =>
                All(FactoriesOf(lazy, cancellationToken), depth - 1, cancellationToken),
            IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } member =>
                OfMember(member.Member.OriginalDefinition, depth - 1, cancellationToken),
            IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol method } parameter } =>
                OfParameter(method, parameter, depth - 1, cancellationToken),
            IInvocationOperation call => OfBody(call.TargetMethod, depth - 1, cancellationToken),
            IAnonymousFunctionOperation lambda => All(Returned(lambda.Body), depth - 1, cancellationToken),
            IMethodReferenceOperation group => OfBody(group.Method, depth - 1, cancellationToken),
            _ => [],
        };
    }

    private ImmutableArray<IOperation> OfMember(ISymbol member, int depth, CancellationToken cancellationToken)
    {
        if (!PipelineAnalysis.IsWrittenByItsType(member)
            && calls.BodiesNaming(member.Name, cancellationToken).Any(body => body.AssignedMembers.Contains(member)
                && !SymbolEqualityComparer.Default.Equals(body.Owner.ContainingType, member.ContainingType)))
            return [];
        var values = pipelines.ValuesOfTypeFor(member, cancellationToken).Take(MaximumPlaces + 1).ToList();
        if (values.Count > 0 || member is not IPropertySymbol property)
            return All(values, depth, cancellationToken);
        if (ParameterOf(property) is { ContainingSymbol: IMethodSymbol constructor } parameter)
            return OfParameter(constructor, parameter, depth, cancellationToken);
        return property.GetMethod is { } getter ? OfBody(getter, depth, cancellationToken) : [];
    }

    /// <summary>The parameter of a record that declares the property.</summary>
    private static IParameterSymbol? ParameterOf(IPropertySymbol property) => property.ContainingType is { IsRecord: true } record
        ? record.InstanceConstructors.SelectMany(constructor => constructor.Parameters).FirstOrDefault(parameter =>
            parameter.DeclaringSyntaxReferences is [var declared] && property.DeclaringSyntaxReferences is [var same]
            && declared.SyntaxTree == same.SyntaxTree && declared.Span == same.Span)
        : null;

    private ImmutableArray<IOperation> OfParameter(
        IMethodSymbol method, IParameterSymbol parameter, int depth, CancellationToken cancellationToken)
    {
        var given = Given(method, parameter, cancellationToken);
        if (given is null)
            return [];
        if (given.Count == 0 && method.MethodKind == MethodKind.Constructor)
            return All(Registered(cancellationToken), depth, cancellationToken);
        return given.Contains(null) ? [] : All([.. given.OfType<IOperation>()], depth, cancellationToken);
    }

    /// <summary>What all callers in sight give the parameter, one more than anybody follows; null for a method that others call.</summary>
    private List<IOperation?>? Given(IMethodSymbol method, IParameterSymbol parameter, CancellationToken cancellationToken) =>
        !symbols.IsDeclaredHere(method) || method.MethodKind == MethodKind.AnonymousFunction
            ? null
            : [
                .. calls.CallersOf(CallPaths.NodeOf(method), cancellationToken).Concat(calls.ChainedTo(method, cancellationToken))
                    .Take(MaximumPlaces + 1).Select(edge => edge.Site.ArgumentsOfCall()
                        .FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal)?.Value),
            ];

    /// <summary>The contexts that the program registers for injection; nothing where the container makes one itself.</summary>
    private List<IOperation> Registered(CancellationToken cancellationToken)
    {
        var sites = calls.BodiesNaming(nameof(MlNetTypes.MLContext), cancellationToken).SelectMany(body => body.ForeignSites).ToList();
        return sites.Any(IsMadeByContainer)
            ? []
            : [
                .. sites.Where(made => made is IObjectCreationOperation && IsContext(made) && Registrations.Around(made) is not null)
                    .Distinct(),
            ];
    }

    private bool IsMadeByContainer(IOperation site) =>
        site is IInvocationOperation { TargetMethod: { TypeArguments: [var service, ..] } method, Arguments.Length: 1 }
        && symbols.Is(service, MlNetTypes.MLContext) && Registrations.Registers(method);

    private static bool IsLazy(IOperation value) =>
        value.Type is INamedTypeSymbol { TypeArguments.Length: 1 } type && type.FullMetadataName() == "System.Lazy`1";

    /// <summary>What a lazy value is made by, wherever it is kept; nothing where some of it is not known.</summary>
    private List<IOperation> FactoriesOf(IOperation lazy, CancellationToken cancellationToken)
    {
        IEnumerable<IOperation> made = MemberOf(LocalValues.Origin(lazy)) is { } kept and not IMethodSymbol
            ? pipelines.ValuesGivenTo(kept.OriginalDefinition, cancellationToken)
            : [lazy];
        var factories = made.Select(value => FactoryOf(LocalValues.Origin(value))).ToList();
        return factories.Contains(null) ? [] : [.. factories.OfType<IOperation>()];
    }

    private static IOperation? FactoryOf(IOperation lazy) =>
        lazy is IObjectCreationOperation { Arguments: [var factory, ..] } ? LocalValues.Origin(factory.Value) : null;

    private static List<IOperation> Returned(IOperation body) =>
        [.. Bodies.Own(body).OfType<IReturnOperation>().Select(result => result.ReturnedValue).OfType<IOperation>()];

    private ImmutableArray<IOperation> OfBody(IMethodSymbol method, int depth, CancellationToken cancellationToken) =>
        pipelines.BodyOf(method, cancellationToken) is { } body
            ? All(Returned(body), depth, cancellationToken)
            : [];

    private ImmutableArray<IOperation> All(List<IOperation> values, int depth, CancellationToken cancellationToken)
    {
        if (values.Count is 0 or > MaximumPlaces)
            return [];
        var made = values.Where(value => !IsThrow(value)).Select(value => MadeBy(value, depth, cancellationToken)).ToList();
        return made.Any(one => one.IsEmpty) ? [] : [.. made.SelectMany(one => one).Distinct().Take(MaximumPlaces)];
    }

    private static bool IsThrow(IOperation value) => value is IThrowOperation or IConversionOperation { Operand: IThrowOperation };
}
