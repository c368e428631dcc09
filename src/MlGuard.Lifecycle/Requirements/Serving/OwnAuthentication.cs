using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;

namespace MlGuard.Lifecycle.Requirements.Serving;

/// <summary>
/// Authentication handlers of the product's own that let everybody in: they succeed, and nothing that they run reads anything of the
/// request.
/// </summary>
internal static class OwnAuthentication
{
    private const string Base = "Microsoft.AspNetCore.Authentication.AuthenticationHandler`1";

    public static ImmutableArray<Problem> Problems(ProductFacts facts, ManifestEntry declared) =>
    [
        .. facts.Graph.Methods.Where(method => !method.Assembly.IsTestProject
                && method.Fact.Name == "HandleAuthenticateAsync"
                && facts.Graph.Bases(method.Fact.Type).Contains(Base))
            .Where(method => LetsEverybodyIn(facts, method))
            .Select(method => Problem.Absent(
                $"{method.Short} lets everybody in: it answers with success and reads nothing of the request",
                "Check the token or key that the request brings, or attest that this handler serves no public endpoint.", declared.Span)
                with { Scope = method.Short }),
    ];

    /// <summary>Code of libraries that the handler calls may read the request out of sight, and is believed.</summary>
    private static bool LetsEverybodyIn(ProductFacts facts, ProductMethod handler)
    {
        var reached = facts.Graph.Reach([handler]);
        if (reached.Any(method => method.Fact.Body is MethodBody.Unreadable))
            return false;
        ImmutableArray<Call> calls = [.. reached.SelectMany(method => method.Calls.Where(call => IsOutside(facts, call, method)))];
        return calls.Any(call => RoleIndex.LetsRequestIn(call.Type, call.Name))
            && calls.All(call => RoleIndex.LetsRequestIn(call.Type, call.Name));
    }

    /// <summary>The handler's own constructor and base are no readers.</summary>
    private static bool IsOutside(ProductFacts facts, Call call, ProductMethod caller) =>
        call.Name != ".ctor" && !facts.Graph.TargetsOf(call, caller).Any();
}
