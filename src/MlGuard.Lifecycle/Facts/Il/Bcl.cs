namespace MlGuard.Lifecycle.Facts.Il;

/// <summary>
/// Libraries that come with .NET. Calls into them are no facts unless a member plays a role: no product's code stands there.
/// </summary>
internal static class Bcl
{
    /// <summary>What is told to a model, and whether its answers are judged, are facts.</summary>
    private const string LanguageModels = "Microsoft.Extensions.AI";

    private static readonly string[] s_names =
    [
        "mscorlib", "netstandard", "System", "WindowsBase", "PresentationCore", "PresentationFramework", "FSharp.Core",
    ];

    private static readonly string[] s_families =
    [
        "System.", "Microsoft.VisualBasic", "Microsoft.CSharp", "Microsoft.Win32.", "Microsoft.Extensions.", "Microsoft.AspNetCore.",
    ];

    public static bool Holds(string assembly) =>
        !assembly.StartsWith(LanguageModels, StringComparison.Ordinal)
        && (s_names.Contains(assembly, StringComparer.Ordinal)
            || s_families.Any(family => assembly.StartsWith(family, StringComparison.Ordinal)));
}
