using System.Globalization;
using System.Text.RegularExpressions;
using MlGuard.Lifecycle.Evidence.Files;

namespace MlGuard.Lifecycle.Writers.Promotion;

/// <summary>Records of decisions are numbered in their folder, and no number stands for two decisions.</summary>
/// <param name="folder">The product's.</param>
/// <param name="named">Paths that are given away already, whether something stands there or not.</param>
internal sealed class RecordNumbers(ProductFolder folder, ImmutableArray<string> named)
{
    private static readonly Regex s_numbered = new(@"^(?<folder>.*/)?(?<number>\d{4})(?<name>-[^/]*)$", RegexOptions.CultureInvariant);

    private readonly Dictionary<string, HashSet<int>> _taken = new(StringComparer.Ordinal);

    /// <summary>The path with the next free number where its own is taken; as it is where it has none.</summary>
    public string Free(string path)
    {
        if (s_numbered.Match(path) is not { Success: true } record)
            return path;
        var place = record.Groups["folder"].Value;
        if (!_taken.TryGetValue(place, out var taken))
            _taken.Add(place, taken = [.. NumbersIn(place)]);
        var number = NumberOf(record);
        if (!taken.Add(number))
            taken.Add(number = taken.Max() + 1);
        return $"{place}{number.ToString("D4", CultureInfo.InvariantCulture)}{record.Groups["name"].Value}";
    }

    private IEnumerable<int> NumbersIn(string place) =>
        folder.List(place.Length == 0 ? "." : place, ".md").Concat(named).Select(file => s_numbered.Match(file))
            .Where(match => match.Success && match.Groups["folder"].Value == place).Select(NumberOf);

    private static int NumberOf(Match record) => int.Parse(record.Groups["number"].Value, CultureInfo.InvariantCulture);
}
