namespace MlGuard.Lifecycle.Checks;

/// <summary>Items that a row wants in a list of which another row holds the keys.</summary>
/// <param name="Path">The key that tells the items apart.</param>
/// <param name="Values">Its value in each of them.</param>
internal sealed record RowItems(string Path, ImmutableArray<string> Values);
