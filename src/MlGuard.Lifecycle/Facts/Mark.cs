namespace MlGuard.Lifecycle.Facts;

/// <summary>What an attribute says about a method or a type, as far as a row asks for it: <c>kind</c> or <c>kind=value</c>.</summary>
internal static class Mark
{
    public const string Authorized = "authorize";
    public const string Anonymous = "anonymous";
    public const string Controller = "controller";
    public const string NoAction = "no-action";

    /// <summary>An entry point of serving and its name.</summary>
    public const string Entry = "entry=";

    /// <summary>Verb and template of a controller's action.</summary>
    public const string Http = "http=";

    /// <summary>Route template.</summary>
    public const string Route = "route=";

    /// <summary>A test of the ML Test Score that the method claims, such as <c>infra-3</c>.</summary>
    public const string MlTest = "mltest=";

    public static string? ValueOf(ImmutableArray<string> marks, string kind) =>
        marks.FirstOrDefault(mark => mark.StartsWith(kind, StringComparison.Ordinal))?.Substring(kind.Length);

    public static IEnumerable<string> ValuesOf(ImmutableArray<string> marks, string kind) =>
        marks.Where(mark => mark.StartsWith(kind, StringComparison.Ordinal)).Select(mark => mark.Substring(kind.Length));
}
