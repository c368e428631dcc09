namespace MlGuard.Analyzers.Flow.Values;

/// <summary>What a program registers for injection.</summary>
internal static class Registrations
{
    private static readonly ImmutableHashSet<string> s_lives = ["Singleton", "Scoped", "Transient"];

    /// <summary>The call that <paramref name="made"/> is registered by: as an instance, or by a factory that returns it.</summary>
    public static IInvocationOperation? Around(IOperation made)
    {
        for (var current = made.Parent; current is not null; current = current.Parent)
        {
            if (current is IArgumentOperation { Parent: IInvocationOperation call })
                return Registers(call.TargetMethod) ? call : null;
            if (current is IObjectCreationOperation or IUsingOperation)
                return null;
        }

        return null;
    }

    /// <summary>Whether a call of the method registers a service for as long as its name says.</summary>
    public static bool Registers(IMethodSymbol method) =>
        method.ContainingType is { Name: "ServiceCollectionServiceExtensions" or "ServiceCollectionDescriptorExtensions" }
        && s_lives.Any(life => method.Name.EndsWith(life, StringComparison.Ordinal));
}
