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
internal sealed class ContextCreations(MlSymbols symbols, CallPaths calls, PipelineAnalysis pipelines)
{
    private const int MaximumDepth = 6;
    private const int MaximumPlaces = 8;

    /// <summary>All places that may make the context of <paramref name="call"/>; empty where one of them is not known.</summary>
    public ImmutableArray<IObjectCreationOperation> Behind(IInvocationOperation call, CancellationToken cancellationToken)
    {
        var owner = CatalogOf(call);
        while (owner is IPropertyReferenceOperation { Instance: { } instance } && !IsContext(owner))
            owner = IsContext(instance) ? instance : LocalValues.Origin(instance);
        return owner is not null && IsContext(owner) ? MadeBy(owner, MaximumDepth, cancellationToken) : [];
    }

    private IOperation? CatalogOf(IInvocationOperation call) =>
        FluentChain.ReceiverOf(call) is { } receiver && !IsContext(receiver)
            ? LocalValues.Origin(receiver)
            : FluentChain.ReceiverOf(call);

    private bool IsContext(IOperation owner) => symbols.Is(owner.Type, MlNetTypes.MLContext);

    private ImmutableArray<IObjectCreationOperation> MadeBy(IOperation context, int depth, CancellationToken cancellationToken)
    {
        if (depth == 0)
            return [];
        return LocalValues.Origin(context) switch
        {
            IObjectCreationOperation creation => [creation],
            ICoalesceAssignmentOperation assignment => MadeBy(assignment.Target, depth - 1, cancellationToken),
            IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } member =>
                OfMember(member.Member.OriginalDefinition, depth - 1, cancellationToken),
            IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol method } parameter } =>
                OfParameter(method, parameter.Ordinal, depth - 1, cancellationToken),
            IInvocationOperation call => OfBody(call.TargetMethod, depth - 1, cancellationToken),
            _ => [],
        };
    }

    private ImmutableArray<IObjectCreationOperation> OfMember(ISymbol member, int depth, CancellationToken cancellationToken)
    {
        if (!PipelineAnalysis.IsWrittenByItsType(member)
            && calls.BodiesNaming(member.Name, cancellationToken).Any(body => body.AssignedMembers.Contains(member)
                && !SymbolEqualityComparer.Default.Equals(body.Owner.ContainingType, member.ContainingType)))
            return [];
        var values = pipelines.ValuesOfTypeFor(member, cancellationToken).Take(MaximumPlaces + 1).ToList();
        if (values.Count == 0 && member is IPropertySymbol { GetMethod: { } getter })
            return OfBody(getter, depth, cancellationToken);
        return All(values, depth, cancellationToken);
    }

    private ImmutableArray<IObjectCreationOperation> OfParameter(
        IMethodSymbol method, int ordinal, int depth, CancellationToken cancellationToken)
    {
        if (!symbols.IsDeclaredHere(method) || method.MethodKind == MethodKind.AnonymousFunction)
            return [];
        var given = calls.CallersOf(CallPaths.NodeOf(method), cancellationToken).Take(MaximumPlaces + 1)
            .Select(edge => edge.Site.ArgumentsOfCall().FirstOrDefault(argument => argument.Parameter?.Ordinal == ordinal)?.Value).ToList();
        return given.Contains(null) ? [] : All([.. given.OfType<IOperation>()], depth, cancellationToken);
    }

    private ImmutableArray<IObjectCreationOperation> OfBody(IMethodSymbol method, int depth, CancellationToken cancellationToken) =>
        pipelines.BodyOf(method, cancellationToken) is { } body
            ? All(
                [.. body.DescendantsAndSelf().OfType<IReturnOperation>().Select(result => result.ReturnedValue).OfType<IOperation>()],
                depth, cancellationToken)
            : [];

    private ImmutableArray<IObjectCreationOperation> All(List<IOperation> values, int depth, CancellationToken cancellationToken)
    {
        if (values.Count is 0 or > MaximumPlaces)
            return [];
        var made = values.Select(value => MadeBy(value, depth, cancellationToken)).ToList();
        return made.Any(one => one.IsEmpty) ? [] : [.. made.SelectMany(one => one).Distinct().Take(MaximumPlaces)];
    }
}
