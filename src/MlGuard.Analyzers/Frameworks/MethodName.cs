namespace MlGuard.Analyzers.Frameworks;

/// <summary>How a message names a method that is declared elsewhere.</summary>
internal static class MethodName
{
    /// <summary>A constructor has the name of its type.</summary>
    public static string Of(IMethodSymbol method) =>
        method.MethodKind == MethodKind.Constructor ? method.ContainingType.Name : $"{method.ContainingType.Name}.{method.Name}";
}
