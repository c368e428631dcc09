using System.Globalization;
using System.Text.RegularExpressions;

namespace MlGuard.Lifecycle.Evidence.Data;

/// <summary>One cell of a text file.</summary>
/// <param name="Text">Without its quotes and the blanks around it.</param>
/// <param name="IsQuoted">Whether quotes stand around it.</param>
internal readonly record struct Cell(string Text, bool IsQuoted)
{
    private const int LongestNumber = 40;

    private static readonly Regex s_number = new(
        @"^(?<sign>[+-]?)(?:(?<whole>[0-9]+)(?<part>[.,][0-9]*)?|(?<part>[.,][0-9]+))(?:[eE][+-]?[0-9]+)?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    private static readonly ImmutableHashSet<string> s_missing = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase, "?", "NaN", "NA", "N/A", "null", "none", "#N/A");

    private static readonly ImmutableHashSet<string> s_truths = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase, "true", "false", "yes", "no", "t", "f", "y", "n");

    /// <summary>What the cell looks like.</summary>
    public CellKinds Kinds
    {
        get
        {
            if (Text.Length == 0)
                return CellKinds.Empty;
            if (s_missing.Contains(Text))
                return CellKinds.Missing;
            if (s_truths.Contains(Text))
                return CellKinds.Truth;
            if (Text.Length <= LongestNumber && s_number.Match(Text) is { Success: true } number)
                return NumberKinds(number);
            return IsDay ? CellKinds.Day : CellKinds.Text;
        }
    }

    private bool IsDay =>
        Text.Length is >= 8 and <= LongestNumber && char.IsDigit(Text[Text.Length - 1]) && Text.IndexOfAny(['-', '/', ':']) > 0
        && DateTime.TryParse(Text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private CellKinds NumberKinds(Match number)
    {
        var sign = number.Groups["sign"].Value == "-" ? CellKinds.Negative : CellKinds.None;
        if (number.Groups["part"].Value is { Length: > 0 } part)
            return sign | (part[0] == ',' ? CellKinds.Comma : CellKinds.Real);
        if (Text.IndexOfAny(['e', 'E']) >= 0)
            return sign | CellKinds.Real;
        if (Text is "0" or "1")
            return CellKinds.Bit;
        return sign | (int.TryParse(Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
            ? CellKinds.Integer
            : CellKinds.Large);
    }
}
