namespace MlGuard.Frameworks;

/// <summary>What the members of every known library do to text. A new library is rows and no code.</summary>
internal static class TextTable
{
    public static ImmutableArray<TextRow> All { get; } = [.. TextSources.All, .. TextSinks.All];
}
