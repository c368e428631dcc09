using System.Globalization;

namespace MlGuard.Lifecycle.Text;

/// <summary>Numbers in messages, the same in every culture.</summary>
internal static class Numbers
{
    public static string Written(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A number of things: <c>1 row</c>, <c>2 rows</c>.</summary>
    /// <param name="count">How many.</param>
    /// <param name="one">What one of them is called.</param>
    /// <param name="several">What several are called, where that is not <paramref name="one"/> and an s.</param>
    public static string Counted(int count, string one, string? several = null) =>
        $"{Written(count)} {(count == 1 ? one : several ?? one + "s")}";

    public static string Written(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
