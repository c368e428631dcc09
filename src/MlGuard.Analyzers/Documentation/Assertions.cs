using MlGuard.Analyzers.Flow.Calls;
using MlGuard.Analyzers.Knowledge;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Documentation;

/// <summary>Whether a test can fail for what it finds: an assertion, a check that throws, a snapshot. In doubt it can.</summary>
internal sealed class Assertions
{
    private const int MaximumDepth = 4;

    /// <summary>
    /// How the methods that check are called in libraries that MlGuard does not know: snapshots, mocks, base classes of the team.
    /// </summary>
    private static readonly ImmutableArray<string> s_verbs =
        [
            "Assert", "Verify", "Should", "Expect", "Check", "Approv", "Snapshot", "Ensure", "Validate", "Compare", "Must", "Throws",
            "Fail", "Equal", "Test"];

    private static readonly ImmutableArray<string> s_libraries = ["Assert", "Verif", "Should", "Check", "Expect", "Approv", "Snapshot"];

    private readonly CallPaths _calls;
    private readonly MethodKnowledge _knowledge;
    private readonly CalleeSearch _checks;
    private readonly IdleAssertions _idle;

    public Assertions(MlCompilation compilation)
    {
        (_calls, _knowledge) = (compilation.Calls, compilation.Knowledge);
        _idle = new(compilation.Symbols);
        _checks = new CalleeSearch(_calls, StepsOf, Checks, MaximumDepth);
    }

    public bool MayFail(IMethodSymbol test, CancellationToken cancellationToken) =>
        ExpectsFailure(test) || _checks.Reaches(CallPaths.NodeOf(test), cancellationToken);

    private static bool ExpectsFailure(IMethodSymbol test) =>
        test.GetAttributes().Any(attribute => attribute.AttributeClass?.Name.StartsWith("Expected", StringComparison.Ordinal) == true
            || attribute.NamedArguments.Any(argument => argument.Key is "ExpectedResult"));

    /// <summary>Whether the member itself, with its lambdas and local functions, checks something.</summary>
    private bool Checks(ISymbol member, CancellationToken cancellationToken) => _calls.BodiesOf(member, cancellationToken)
        .Any(body => body.Throws || body.HasUnboundCall
            || body.ForeignSites.Any(site => IsCheck(site) && !_idle.Contains(site))
            || body.RoleCalls.Any(call => call.Role == Role.Assert && !_idle.Contains(call.Operation)));

    private IEnumerable<CallEdge> StepsOf(ISymbol member, CancellationToken cancellationToken) => _calls.BodiesOf(member, cancellationToken)
        .SelectMany(body => body.Edges)
        .Where(edge => edge.Callee is not IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction });

    private bool IsCheck(IOperation site) => site switch
    {
        IInvocationOperation call => IsCheck(call.TargetMethod),
        IObjectCreationOperation { Constructor: { } constructor } => IsCheck(constructor),
        _ => false,
    };

    private bool IsCheck(IMethodSymbol method) =>
        _knowledge.Has(method, MethodTraits.Checks)
        || (!AssertionNames.Compare(method.Name)
            && (Has(method.Name, s_verbs) || TypesAround(method).Any(it => Has(it.Name, s_libraries))));

    /// <summary>The declaring type and those around it: an extension member is declared in a block without a name.</summary>
    private static IEnumerable<INamedTypeSymbol> TypesAround(IMethodSymbol method)
    {
        for (var type = method.ContainingType; type is not null; type = type.ContainingType)
            yield return type;
    }

    private static bool Has(string name, ImmutableArray<string> parts) =>
        parts.Any(part => name.IndexOf(part, StringComparison.Ordinal) >= 0);
}
