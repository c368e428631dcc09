
namespace MlGuard.Analyzers.Serving;

/// <summary>How long the services live that a program registers, and the types that a host makes by itself.</summary>
internal static class ServiceLives
{
    private static readonly ImmutableArray<(string Life, string Occasion)> s_lives =
        [("Singleton", ""), ("Scoped", "request"), ("Transient", "object that asks for it")];

    private static readonly string[] s_registrations = [
        "AddSingleton", "TryAddSingleton", "AddScoped", "TryAddScoped", "AddTransient", "TryAddTransient"];

    /// <summary>Made anew for each request.</summary>
    private static readonly string[] s_madeByHost =
    [
        "Microsoft.AspNetCore.Mvc.ControllerBase", "Microsoft.AspNetCore.Mvc.RazorPages.PageModel",
        "Microsoft.AspNetCore.Mvc.ViewComponent",
        "Microsoft.AspNetCore.SignalR.Hub",
    ];

    /// <summary>How often the factory or type of a registration makes its object; null when once, or when it is no registration.</summary>
    public static string? OccasionOf(IMethodSymbol registration)
    {
        if (registration.ContainingType is not { Name: "ServiceCollectionServiceExtensions" or "ServiceCollectionDescriptorExtensions" })
            return null;
        var (_, occasion) = s_lives.FirstOrDefault(life => registration.Name.EndsWith(life.Life, StringComparison.Ordinal));
        return string.IsNullOrEmpty(occasion) ? null : occasion;
    }

    /// <summary>How often an object of <paramref name="type"/> is made; null when once, or when nobody knows.</summary>
    public static string? OccasionOf(INamedTypeSymbol type, MlCompilation compilation, CancellationToken cancellationToken)
    {
        if (s_madeByHost.Any(host => compilation.Symbols.IsOrInherits(type, host)))
            return Registrations(type, isOnce: true, compilation, cancellationToken).Any() ? null : "request";
        var often = Registrations(type, isOnce: false, compilation, cancellationToken).ToList();
        return often.Count > 0 && !Registrations(type, isOnce: true, compilation, cancellationToken).Any() ? often[0] : null;
    }

    /// <summary>How often each registration of the type makes one.</summary>
    private static IEnumerable<string> Registrations(
        INamedTypeSymbol type, bool isOnce, MlCompilation compilation, CancellationToken cancellationToken) =>
        s_registrations.SelectMany(name => compilation.Calls.BodiesNaming(name, cancellationToken)).Distinct()
            .SelectMany(body => body.ForeignSites).OfType<IInvocationOperation>()
            .Where(call => SingletonRegistration.IsAny(call, compilation.Symbols) && (OccasionOf(call.TargetMethod) is null) == isOnce
                && SingletonRegistration.TypesOf(call).Any(it => SymbolEqualityComparer.Default.Equals(it.OriginalDefinition, type)))
            .Select(call => OccasionOf(call.TargetMethod) ?? "");
}
