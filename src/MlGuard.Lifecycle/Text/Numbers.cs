using System.Globalization;

namespace MlGuard.Lifecycle.Text;

/// <summary>Numbers in messages, the same in every culture.</summary>
internal static class Numbers
{
    public static string Written(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Written(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
