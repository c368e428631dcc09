using System.Globalization;
using System.Text.RegularExpressions;

namespace MlGuard.Lifecycle.Text;

/// <summary>Reads numbers as people write them: <c>95%</c>, <c>80ms</c>, <c>540k EUR</c>, <c>2.4M EUR/year</c>, <c>220/s</c>.</summary>
/// <remarks>
/// A comma groups thousands (<c>1,200,000</c>); <c>2,4M</c> is refused, because half of the readers would take it for another number.
/// </remarks>
internal static class MeasureParser
{
    private const string NumberText = @"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+(?:[_ ]\d{3})*|(?=\.))(?:\.\d+)?(?:[eE][+-]?\d{1,3})?";

    private static readonly Regex s_form = new(
        $@"^(?<before>[€$£¥]|[A-Z]{{3}}(?= ?\d))?\s*(?<number>{NumberText})\s*(?<scale>k|K|M|mn|bn|B)?(?![A-Za-z])\s*"
        + @"(?<unit>%|[€$£¥]|\p{L}(?:[^/]*[^\s/])?)?\s*(?:/\s*(?<per>[A-Za-z]+))?$",
        RegexOptions.CultureInvariant);

    private static readonly Regex s_tight = new(
        $@"^(?<number>{NumberText})(?<unit>[A-Za-zµ]+)(?:/\s*(?<per>[A-Za-z]+))?$", RegexOptions.CultureInvariant);

    private static readonly Dictionary<string, double> s_scales = new(StringComparer.Ordinal)
    {
        [""] = 1, ["k"] = 1e3, ["K"] = 1e3, ["M"] = 1e6, ["mn"] = 1e6, ["bn"] = 1e9, ["B"] = 1e9,
    };

    private static readonly Dictionary<string, double> s_seconds = new(StringComparer.Ordinal)
    {
        ["us"] = 1e-6, ["µs"] = 1e-6, ["ms"] = 1e-3, ["s"] = 1, ["sec"] = 1, ["second"] = 1, ["seconds"] = 1,
        ["min"] = 60, ["minute"] = 60, ["minutes"] = 60, ["h"] = 3600, ["hour"] = 3600, ["hours"] = 3600,
        ["d"] = 86400, ["day"] = 86400, ["days"] = 86400, ["w"] = 604800, ["week"] = 604800, ["weeks"] = 604800,
        ["mo"] = 2629800, ["month"] = 2629800, ["months"] = 2629800, ["quarter"] = 7889400,
        ["y"] = 31557600, ["year"] = 31557600, ["years"] = 31557600, ["yr"] = 31557600,
    };

    private static readonly Dictionary<string, string> s_currencies = new(StringComparer.Ordinal)
    {
        ["€"] = "EUR", ["$"] = "USD", ["£"] = "GBP", ["¥"] = "JPY",
    };

    public static bool TryParse(string text, out Measure measure)
    {
        measure = default;
        var trimmed = text.Trim();
        if (trimmed.Length is 0 or > 80)
            return false;
        var match = s_tight.Match(trimmed);
        if (!match.Success || !s_seconds.ContainsKey(match.Groups["unit"].Value))
            match = s_form.Match(trimmed);
        return match.Success && TryMake(match, out measure);
    }

    private static bool TryMake(Match match, out Measure measure)
    {
        measure = default;
        var digits = match.Groups["number"].Value.Replace(",", "").Replace("_", "").Replace(" ", "");
        if (!double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || double.IsInfinity(number))
            return false;
        var period = 0.0;
        if (match.Groups["per"] is { Success: true } per && !s_seconds.TryGetValue(per.Value, out period))
            return false;
        var before = match.Groups["before"].Value;
        var unit = match.Groups["unit"].Value;
        if (before.Length > 0 && unit.Length > 0)
            return false;
        measure = Of(number * s_scales[match.Groups["scale"].Value], before + unit, period);
        return true;
    }

    private static Measure Of(double amount, string unit, double period)
    {
        if (unit.Length == 0)
            return new(amount, MeasureKind.Number, "", period);
        if (unit == "%")
            return new(amount / 100, MeasureKind.Percent, "", period);
        if (s_seconds.TryGetValue(unit, out var seconds))
            return new(amount * seconds, MeasureKind.Duration, "", period);
        if (s_currencies.TryGetValue(unit, out var currency))
            return new(amount, MeasureKind.Money, currency, period);
        return unit.Length == 3 && unit.All(character => character is >= 'A' and <= 'Z')
            ? new(amount, MeasureKind.Money, unit, period)
            : new(amount, MeasureKind.Count, unit, period);
    }
}
