using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Documentation;

/// <summary>Whether a test can fail for what it finds: an assertion, a check that throws, a snapshot. In doubt it can.</summary>
internal sealed class Assertions(MlCompilation compilation)
{
    private const int MaximumDepth = 4;

    /// <summary>How the methods that check are called in libraries that MlGuard does not know: snapshots, mocks, base classes of the team.</summary>
    private static readonly ImmutableArray<string> s_verbs =
        ["Assert", "Verify", "Should", "Expect", "Check", "Approv", "Snapshot", "Ensure", "Validate", "Compare", "Must", "Throws", "Fail", "Equal", "Test"];

    private static readonly ImmutableArray<string> s_libraries = ["Assert", "Verif", "Should", "Check", "Expect", "Approv", "Snapshot"];

    public bool StandIn(IMethodSymbol test, CancellationToken cancellationToken) =>
        ExpectsFailure(test) || Check(test, new HashSet<ISymbol>(SymbolEqualityComparer.Default), MaximumDepth, cancellationToken);

    private static bool ExpectsFailure(IMethodSymbol test) =>
        test.GetAttributes().Any(attribute => attribute.AttributeClass?.Name.StartsWith("Expected", StringComparison.Ordinal) == true
            || attribute.NamedArguments.Any(argument => argument.Key is "ExpectedResult"));

    private bool Check(ISymbol member, HashSet<ISymbol> seen, int depth, CancellationToken cancellationToken)
    {
        if (!seen.Add(member))
            return false;

        foreach (var body in compilation.Calls.BodiesOf(member, cancellationToken))
        {
            if (body.Throws || body.ForeignCalls.Any(IsCheck) || body.RoleCalls.Any(call => call.Role == Role.Assert))
                return true;
            if (depth > 0 && body.Edges.Any(edge => BodiesBehind(edge.Callee).Any(callee => Check(callee, seen, depth - 1, cancellationToken))))
                return true;
        }

        return false;
    }

    private IEnumerable<ISymbol> BodiesBehind(ISymbol callee) =>
        callee is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction } ? [] : new[] { callee }.Concat(compilation.Calls.ImplementationsOf(callee));

    private static bool IsCheck(IMethodSymbol method) => Has(method.Name, s_verbs) || Has(method.ContainingType?.Name ?? "", s_libraries);

    private static bool Has(string name, ImmutableArray<string> parts) => parts.Any(part => name.IndexOf(part, StringComparison.Ordinal) >= 0);
}
