namespace MlGuard.Lifecycle.Product;

/// <summary>The states as reports write them, in the order of how well a row is known.</summary>
internal static class RowStates
{
    public static ImmutableArray<RowState> All { get; } = [.. Enum.GetValues(typeof(RowState)).Cast<RowState>()];

    public static string NameOf(RowState state) => state == RowState.NotApplicable ? "n/a" : state.ToString().ToLowerInvariant();
}
