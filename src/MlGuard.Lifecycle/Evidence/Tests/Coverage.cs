using System.Globalization;
using System.Xml;
using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Facts;

namespace MlGuard.Lifecycle.Evidence.Tests;

/// <summary>A Cobertura file: which lines of which types ran.</summary>
internal sealed class Coverage
{
    private const int MaxLines = 5_000_000;

    /// <summary>In ordinal order, so that a type and what is nested in it are two ranges.</summary>
    private readonly string[] _types;
    private readonly List<CoveredLine>[] _lines;

    private Coverage(Dictionary<string, List<CoveredLine>> byType)
    {
        _types = [.. byType.Keys];
        _lines = [.. byType.Values];
        Array.Sort(_types, _lines, StringComparer.Ordinal);
    }

    public static Reading<Coverage> Read(byte[] bytes)
    {
        var types = new Dictionary<string, List<CoveredLine>>(StringComparer.Ordinal);
        List<CoveredLine>? current = null;
        var (file, package, root, count) = ("", "", "", 0);
        var fault = SafeXml.Visit(bytes, reader =>
        {
            if (root.Length == 0 && (root = reader.LocalName) != "coverage")
                return SafeXml.At(reader, "is not Cobertura");
            if (reader.LocalName == "package")
            {
                package = reader.GetAttribute("name") ?? "";
            }
            else if (reader.LocalName == "class")
            {
                file = reader.GetAttribute("filename") ?? "";
                var type = TypeOf(reader.GetAttribute("name") ?? "");
                if (!types.TryGetValue(type, out current))
                    types.Add(type, current = []);
            }
            else if (reader.LocalName == "line" && current is not null)
            {
                if (LineOf(reader, package, file) is not { } line)
                    return SafeXml.At(reader, "holds a line without number or hits");
                current.Add(line);
                return ++count > MaxLines ? SafeXml.At(reader, "holds more lines than anybody writes") : null;
            }

            return null;
        });
        if (fault is not null)
            return fault;
        return count == 0
            ? new Fault("holds no line of code")
            : Reading<Coverage>.Of(new(types));
    }

    /// <summary>
    /// Lines that ran and lines there are of a type with all that is nested in it; a line that two parts of the compiler's output share
    /// counts once.
    /// </summary>
    /// <param name="type">The type.</param>
    /// <param name="assembly">Where it stands; types of one name, such as <c>Program</c>, stand in several.</param>
    public (int Hit, int All) Of(string type, string? assembly = null)
    {
        ImmutableArray<CoveredLine> all = [.. LinesOf(type, isNested: false), .. LinesOf(type + ".", isNested: true)];
        var isNamed = all.Any(line => line.Package == assembly);
        var lines = new Dictionary<(string, int), bool>();
        foreach (var line in all.Where(line => !isNamed || line.Package == assembly))
            lines[(line.File, line.Number)] = line.IsHit || (lines.TryGetValue((line.File, line.Number), out var isHit) && isHit);
        return (lines.Values.Count(isHit => isHit), lines.Count);
    }

    private IEnumerable<CoveredLine> LinesOf(string name, bool isNested)
    {
        var found = Array.BinarySearch(_types, name, StringComparer.Ordinal);
        for (var i = found < 0 ? ~found : found; i < _types.Length && IsOf(_types[i], name, isNested); i++)
            foreach (var line in _lines[i])
                yield return line;
    }

    private static bool IsOf(string type, string name, bool isNested) =>
        isNested ? type.StartsWith(name, StringComparison.Ordinal) : type == name;

    private static CoveredLine? LineOf(XmlReader reader, string package, string file) =>
        int.TryParse(reader.GetAttribute("number"), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && reader.GetAttribute("hits") is { Length: > 0 } hits
            ? new(package, file, number, hits.Any(digit => digit is >= '1' and <= '9'))
            : null;

    /// <summary>The type that a person wrote: <c>N.Outer/Inner/&lt;Run&gt;d__0</c> is <c>N.Outer.Inner</c>.</summary>
    private static string TypeOf(string name) =>
        string.Join(
            ".", SymbolName.Of(name.Replace('/', '+')).Split('.').TakeWhile(part => part.Length > 0 && part[0] is not ('<' or '_')));

    private readonly record struct CoveredLine(string Package, string File, int Number, bool IsHit);
}
