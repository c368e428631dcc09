using System.Globalization;
using System.Xml;
using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Facts.Il;

namespace MlGuard.Lifecycle.Evidence.Tests;

/// <summary>A Cobertura file: which lines of which types ran.</summary>
internal sealed class Coverage
{
    private const int MaxLines = 5_000_000;

    /// <summary>In ordinal order, so that a type and what is nested in it are two ranges.</summary>
    private readonly string[] _types;
    private readonly List<CoveredLine>[] _lines;
    private readonly Lazy<CoveredMembers> _ran;

    private Coverage(Dictionary<string, List<CoveredLine>> byType)
    {
        _types = [.. byType.Keys];
        _lines = [.. byType.Values];
        Array.Sort(_types, _lines, StringComparer.Ordinal);
        _ran = new(Members);
    }

    public static Reading<Coverage> Read(byte[] bytes)
    {
        var types = new Dictionary<string, List<CoveredLine>>(StringComparer.Ordinal);
        List<CoveredLine>? current = null;
        var (file, package, name, root, count) = ("", "", "", "", 0);
        var method = (Name: "", Depth: int.MaxValue);
        var fault = SafeXml.Visit(bytes, reader =>
        {
            if (root.Length == 0 && (root = reader.LocalName) != "coverage")
                return SafeXml.At(reader, "is not Cobertura");
            if (reader.LocalName == "package")
            {
                package = CodePlace.PackageOf(reader.GetAttribute("name") ?? "");
            }
            else if (reader.LocalName == "class")
            {
                file = reader.GetAttribute("filename") ?? "";
                name = reader.GetAttribute("name") ?? "";
                method = ("", int.MaxValue);
                var type = TypeOf(name);
                if (!types.TryGetValue(type, out current))
                    types.Add(type, current = []);
            }
            else if (reader.LocalName == "method")
            {
                method = (MemberOf(name, reader.GetAttribute("name") ?? ""), reader.Depth);
            }
            else if (reader.LocalName == "line" && current is not null)
            {
                if (LineOf(reader, package, file, reader.Depth > method.Depth ? method.Name : "") is not { } line)
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
    /// Lines that ran and lines there are of a type with all that is nested in it, or of a method; a line that two parts of the
    /// compiler's output share counts once.
    /// </summary>
    /// <param name="symbol">The type or method.</param>
    /// <param name="place">Where it stands; types of one name, such as <c>Program</c>, stand in several assemblies.</param>
    public (int Hit, int All) Of(string symbol, CodePlace place)
    {
        ImmutableArray<CoveredLine> all = [.. LinesOf(symbol, isNested: false), .. LinesOf(symbol + ".", isNested: true)];
        if (all.IsEmpty && symbol.LastIndexOf('.') is > 0 and var dot)
            all = [.. LinesOf(symbol.Substring(0, dot), isNested: false).Where(line => line.Member == symbol.Substring(dot + 1))];
        var lines = new Dictionary<(string, int), bool>();
        var isNamed = all.Any(line => place.Is(line.Package));
        foreach (var line in all.Where(line => isNamed ? place.Is(line.Package) : place.MayHold(line.Package)))
            lines[(line.File, line.Number)] = line.IsHit || (lines.TryGetValue((line.File, line.Number), out var isHit) && isHit);
        return (lines.Values.Count(isHit => isHit), lines.Count);
    }

    /// <summary>Whether a line of a method ran, or of what the compiler made of it.</summary>
    /// <param name="type">Metadata name of the declaring type.</param>
    /// <param name="method">Name in metadata.</param>
    /// <param name="place">Where it stands.</param>
    public bool HasRun(string type, string method, CodePlace place) =>
        _ran.Value.Contains(TypeOf(type), MemberOf(type, method), place);

    private CoveredMembers Members() =>
        new(
            from index in Enumerable.Range(0, _types.Length)
            from line in _lines[index]
            where line.Member.Length > 0
            select (line.Package, _types[index], line.Member, line.IsHit));

    private IEnumerable<CoveredLine> LinesOf(string name, bool isNested)
    {
        var found = Array.BinarySearch(_types, name, StringComparer.Ordinal);
        for (var i = found < 0 ? ~found : found; i < _types.Length && IsOf(_types[i], name, isNested); i++)
            foreach (var line in _lines[i])
                yield return line;
    }

    private static bool IsOf(string type, string name, bool isNested) =>
        isNested ? type.StartsWith(name, StringComparison.Ordinal) : type == name;

    private static CoveredLine? LineOf(XmlReader reader, string package, string file, string member) =>
        int.TryParse(reader.GetAttribute("number"), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && reader.GetAttribute("hits") is { Length: > 0 } hits
            ? new(package, file, member, number, hits.Any(digit => digit is >= '1' and <= '9'))
            : null;

    /// <summary>The type that a person wrote: <c>N.Outer/Inner/&lt;Run&gt;d__0</c> is <c>N.Outer.Inner</c>.</summary>
    private static string TypeOf(string name) =>
        string.Join(
            ".", SymbolName.Of(name.Replace('/', '+')).Split('.').TakeWhile(part => part.Length > 0 && part[0] is not ('<' or '_')));

    /// <summary>
    /// The member that a person wrote: <c>&lt;Run&gt;b__0_1</c>, and <c>MoveNext</c> of <c>Outer/&lt;Run&gt;d__0</c>, are <c>Run</c>.
    /// </summary>
    private static string MemberOf(string type, string method)
    {
        var made = type.Split('/', '+', '.').Append(method).FirstOrDefault(part => part.Length > 2 && part[0] == '<' && part[1] != '>');
        return SymbolName.OfMember(made is null || made == GeneratedNames.TopLevel ? method : Inner(made));
    }

    private static string Inner(string made)
    {
        var end = made.IndexOf('>');
        var inner = made.Substring(1, Math.Max(0, end - 1));
        return inner.StartsWith("<", StringComparison.Ordinal) ? $"{inner}>$" : inner;
    }

    private readonly record struct CoveredLine(string Package, string File, string Member, int Number, bool IsHit);
}
