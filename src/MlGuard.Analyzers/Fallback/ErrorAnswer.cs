namespace MlGuard.Analyzers.Fallback;

/// <summary>Answers of ASP.NET Core that say outright that something failed.</summary>
internal static class ErrorAnswer
{
    private static readonly ImmutableHashSet<string> s_names =
        [
            "Problem", "ValidationProblem", "StatusCode", "BadRequest", "InternalServerError", "NotFound", "UnprocessableEntity",
            "Conflict", "Json"];

    public static bool Is(IMethodSymbol method) =>
        s_names.Contains(method.Name)
        && method.ContainingNamespace?.ToDisplayString().StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) == true;
}
