using MlGuard.Lifecycle.Evidence.Files;

namespace MlGuard.Lifecycle.Evidence.Ci;

/// <summary>Whether somebody is notified when a dependency changes: Dependabot for NuGet, or Renovate.</summary>
internal static class UpdateBot
{
    private const int MaxBytes = 1 << 20;

    private static readonly ImmutableArray<string> s_dependabot = [".github/dependabot.yml", ".github/dependabot.yaml"];
    private static readonly ImmutableArray<string> s_renovate =
    [
        "renovate.json", ".github/renovate.json", ".renovaterc", ".renovaterc.json", "renovate.json5", ".github/renovate.json5",
    ];

    /// <summary>The file that says so; null when none does.</summary>
    public static string? In(ProductFolder folder) =>
        s_dependabot.FirstOrDefault(path => folder.Find(path).Read(MaxBytes) is { } bytes && UpdatesNuGet(bytes))
        ?? s_renovate.FirstOrDefault(path => folder.Find(path).Read(MaxBytes) is { } bytes && IsOn(bytes));

    public static bool UpdatesNuGet(byte[] bytes) =>
        ForeignYaml.Read(bytes).Value.At("updates").Items().Any(update => update.TextAt("package-ecosystem") is "nuget" or "dotnet-sdk");

    /// <summary>JSON with comments and bare keys is YAML enough.</summary>
    public static bool IsOn(byte[] bytes) =>
        ForeignYaml.Read(bytes).Value is { Entries.IsEmpty: false } root && root.TextAt("enabled") != "false";
}
