using MlGuard.Catalogue;

namespace MlGuard.Lifecycle.Decisions;

/// <summary>Stages by their names in the manifest.</summary>
internal static class StageOrder
{
    public static string? After(string stage) => Of(stage) switch
    {
        Stage.Mvp => "growth",
        Stage.Growth => "maturity",
        _ => null,
    };

    /// <summary>Whether what <paramref name="stage"/> asks for is asked for at <paramref name="declared"/>.</summary>
    public static bool IsWithin(string stage, string declared) => Of(stage) is { } asked && Of(declared) is { } at && asked <= at;

    private static Stage? Of(string stage) => Enum.TryParse<Stage>(stage, ignoreCase: true, out var parsed) ? parsed : null;
}
