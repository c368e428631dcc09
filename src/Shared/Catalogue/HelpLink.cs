using System.Reflection;

namespace MlGuard.Catalogue;

/// <summary>Where the page of a rule stands. The repository's address is stamped into the assembly by the build, its only home.</summary>
internal static class HelpLink
{
    private static readonly string s_repository = typeof(HelpLink).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(attribute => attribute.Key == "MlGuardRepository").Value!;

    /// <summary>A page of the documentation.</summary>
    public static string OfPage(string page) => $"{s_repository}/blob/main/docs/{page}";

    public static string Of(string ruleId) => $"{s_repository}/blob/main/docs/rules/{ruleId}.md";
}
