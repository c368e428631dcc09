using System.Globalization;
using System.Text.RegularExpressions;

namespace MlGuard.Lifecycle.Text;

/// <summary>Days as the manifest, the evidence and the reports write them: <c>2026-11-23</c>.</summary>
internal static class Days
{
    private const string Format = "yyyy-MM-dd";

    private static readonly Regex s_year = new(@"(?<!\d)\d{4}(?!\d)", RegexOptions.CultureInvariant);

    public static string Written(DateTime day) => day.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>The day of a time stamp that a tool wrote; null when it is none.</summary>
    /// <remarks>A stamp without a year would be read as one of today, whenever it was written.</remarks>
    public static DateTime? OfTimeStamp(string? text) =>
        s_year.IsMatch(text ?? "")
        && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var time)
            ? time.Date
            : null;

    public static bool TryRead(string text, out DateTime day) =>
        DateTime.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
