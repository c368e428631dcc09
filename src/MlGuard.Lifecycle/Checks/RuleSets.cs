namespace MlGuard.Lifecycle.Checks;

/// <summary>
/// The rule packs that a manifest can pin, oldest first. A row of a later pack than the pinned one is reported and binds nobody.
/// </summary>
internal static class RuleSets
{
    public const string First = "2026-r1";

    public static ImmutableArray<string> All { get; } = [First];

    /// <summary>Whether a pack is part of the pinned one; a manifest that pins none has the newest.</summary>
    public static bool Holds(string? pinned, string pack) => Holds(pinned, pack, All);

    internal static bool Holds(string? pinned, string pack, ImmutableArray<string> all) =>
        pinned is null || !all.Contains(pinned) || all.IndexOf(pack) <= all.IndexOf(pinned);
}
