using System.Text.RegularExpressions;

namespace MlGuard.Lifecycle.Facts.Il;

/// <summary>A text with named places, as in <c>"{Score} by {ModelVersion}"</c>, and the values that stand in them.</summary>
internal static class LogTemplate
{
    private const int LongestName = 80;

    private static readonly Regex s_place = new(
        @"(?<!\{)\{@?\$?([A-Za-z_][A-Za-z0-9_.]*)[^{}]*\}", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>
    /// What the arguments of a call say together: a place is known by its name where its value is computed, and by its text where that is
    /// a constant. Null where no argument is a template whose values are known.
    /// </summary>
    public static CarriedNames? Bind(CarriedNames[] arguments)
    {
        for (var i = 0; i < arguments.Length - 1; i++)
        {
            if (arguments[i].Text is not { } text || Places(text) is not { Length: > 0 } places)
                continue;
            var values = ValuesOf(arguments, i + 1);
            if (values.Length == places.Length)
                return Bound(text, places, values, arguments.Take(i));
        }

        return null;
    }

    /// <summary>
    /// What of a text may say which model answered: the names of its places where it has any, since what stands between them is prose.
    /// </summary>
    public static string NamesIn(string text) => Places(text) is { Length: > 0 } places ? string.Join(" ", places) : text;

    /// <summary>Whether a text is the name of a value that is passed after it.</summary>
    public static bool IsName(string? text) => text is { Length: > 0 and <= LongestName } && text.All(ModelWords.IsOfName);

    private static string[] Places(string text) =>
        [.. s_place.Matches(text).Cast<Match>().Select(match => match.Groups[1].Value).Where(name => name.Length <= LongestName)];

    private static CarriedNames[] ValuesOf(CarriedNames[] arguments, int first)
    {
        var last = arguments[arguments.Length - 1];
        if (first != arguments.Length - 1 || last.Elements.Count == 0)
            return [.. arguments.Skip(first)];
        return last.Elements.Count == last.Number ? [.. last.Elements] : [];
    }

    private static CarriedNames Bound(string text, string[] places, CarriedNames[] values, IEnumerable<CarriedNames> before)
    {
        var bound = new CarriedNames().Add(PassedNames.Number(s_place.Replace(text, " ")));
        foreach (var argument in before)
            bound.Add(argument);
        for (var i = 0; i < places.Length; i++)
            if (values[i].Text is { } constant)
                bound.Add(NamedConstant.Word(places[i], constant) ?? PassedNames.Number(constant));
            else if (!values[i].IsTruth)
                bound.Add(values[i]).Add(ModelWords.In(places[i]));
        return bound;
    }
}
