namespace MlGuard.Package.Tests;

/// <summary>What the README shows of a build's output, which must be what a newcomer sees.</summary>
internal static class ReadmeExcerpt
{
    private static readonly string[] s_parts = File.ReadAllText(Path.Combine(PackedPackage.RepositoryRoot, "README.md"))
        .Replace("\r\n", "\n", StringComparison.Ordinal).Split("```text\n");

    /// <summary>The lines of the README's nth piece of output, counted from 1.</summary>
    public static string[] Lines(int number) =>
        s_parts[number][..s_parts[number].IndexOf("```", StringComparison.Ordinal)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
