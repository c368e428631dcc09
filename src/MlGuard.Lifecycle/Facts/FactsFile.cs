using System.Globalization;
using System.Text;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Facts;

/// <summary>Facts as text: one line a type or method, every name written once and then called by its number.</summary>
internal static class FactsFile
{
    private const string Header = "mlguard-facts";
    private const string Version = "22";
    private const int TypeCellsBeforeLists = 5;
    private const int MethodCellsBeforeLists = 13;
    private const long MaxBytes = 256 << 20;
    private const int BufferedBytes = 1 << 16;

    /// <summary>The same facts give the same bytes.</summary>
    public static string Write(AssemblyFacts facts)
    {
        var symbols = new Dictionary<string, string>(StringComparer.Ordinal);
        var text = new TabbedText().Line(Header, Version).Line(
            "a", facts.Assembly, facts.Project, facts.TargetFramework, Flag(facts.IsTestProject), facts.Fault ?? "",
            facts.Origin.Configuration, facts.Origin.RuntimeIdentifier, facts.Origin.Path, facts.Origin.Mvid, facts.Origin.Sha256,
            facts.Origin.Code, facts.Origin.CodeSinceUtc?.ToString("o", CultureInfo.InvariantCulture) ?? "");
        string Number(string symbol)
        {
            if (!symbols.TryGetValue(symbol, out var number))
            {
                symbols.Add(symbol, number = TabbedText.Number(symbols.Count));
                text.Line("s", symbol);
            }

            return number;
        }

        foreach (var type in facts.Types)
            text.Line([.. TypeCells(type, Number)]);
        foreach (var method in facts.Methods)
            text.Line([.. MethodLine(method, Number)]);
        return text.Line("end", TabbedText.Number(facts.Types.Length + facts.Methods.Length)).ToString();
    }

    /// <summary>What <see cref="Write"/> wrote. Anything else gives facts whose <see cref="AssemblyFacts.Fault"/> says so.</summary>
    public static AssemblyFacts Read(string text) => Read(text.Split('\n'));

    private static AssemblyFacts Read(IEnumerable<string> lines)
    {
        try
        {
            return Parse(TabbedText.Read(lines));
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or IndexOutOfRangeException)
        {
            return Unread("the facts are damaged or come from another version");
        }
    }

    /// <summary>The facts in a file; when it cannot be read, facts whose <see cref="AssemblyFacts.Fault"/> says so.</summary>
    public static AssemblyFacts Load(string path)
    {
        try
        {
            if (new FileInfo(path) is not { Exists: true, Length: <= MaxBytes })
                return Unread("the facts are not there, or larger than any that MlGuard writes");
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferedBytes);
            using var reader = new StreamReader(file, Encoding.UTF8, true, BufferedBytes);
            return Read(LinesOf(reader));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException
            or NotSupportedException)
        {
            return Unread("the facts cannot be opened");
        }
    }

    /// <summary>Of which assembly and build a file's facts are, without the facts themselves.</summary>
    public static AssemblyFacts LoadHead(string path)
    {
        try
        {
            if (new FileInfo(path) is not { Exists: true, Length: <= MaxBytes })
                return Unread("the facts cannot be read");
            return ToHead(TabbedText.Read(File.ReadLines(path).Take(2)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException
            or NotSupportedException or FormatException)
        {
            return Unread("the facts cannot be read");
        }
    }

    private static IEnumerable<string> LinesOf(StreamReader reader)
    {
        while (reader.ReadLine() is { } line)
            yield return line;
    }

    private static AssemblyFacts Unread(string problem) => new("", "", false, "", problem, [], []);

    private static AssemblyFacts Parse(ImmutableArray<ImmutableArray<string>> lines)
    {
        if (lines.Length < 3)
            throw new FormatException("Not facts.");
        var head = ToHead(lines);
        var symbols = new List<string>();
        var types = ImmutableArray.CreateBuilder<TypeFact>();
        var methods = ImmutableArray.CreateBuilder<MethodFact>();
        foreach (var line in lines.Skip(2).Take(lines.Length - 3))
            switch (line[0])
            {
                case "s":
                    symbols.Add(line[1]);
                    break;
                case "t":
                    types.Add(ToType(line, symbols));
                    break;
                case "m":
                    methods.Add(ToMethod(line, symbols));
                    break;
                default:
                    throw new FormatException("An unknown line.");
            }

        if (lines[lines.Length - 1] is not ["end", var count] || TabbedText.Number(count) != types.Count + methods.Count)
            throw new FormatException("The end is missing.");
        return head with { Types = types.ToImmutable(), Methods = methods.ToImmutable() };
    }

    private static AssemblyFacts ToHead(ImmutableArray<ImmutableArray<string>> lines)
    {
        if (lines.Length < 2
            || !lines[0].SequenceEqual([Header, Version])
            || lines[1] is not ["a", _, _, _, _, _, _, _, _, _, _, _, _] head)
            throw new FormatException("Not facts.");
        return new(head[2], head[3], head[4] == "1", head[1], head[5].Length == 0 ? null : head[5], [], [])
        {
            Origin = new(head[6], head[7], head[8], head[9], head[10]) 
            {
                Code = head[11], CodeSinceUtc = head[12].Length == 0 ? null : Time(head[12]),
            },
        };
    }

    private static IEnumerable<string> TypeCells(TypeFact type, Func<string, string> number)
    {
        string[] head = ["t", number(type.Name), type.Visibility.ToString(), Flag(type.IsInterface), Flag(type.IsObsolete)];
        return [.. head, .. List(type.Marks), .. List(type.Columns), .. type.Bases.Select(number)];
    }

    private static IEnumerable<string> MethodLine(MethodFact method, Func<string, string> number)
    {
        string[] head =
        [
            "m",
            number(method.Type), method.Name, method.Parameters, method.Result, method.Visibility.ToString(), Flag(method.IsObsolete),
            method.Body.ToString(),
            Flag(method.IsTest), Flag(method.SkipReason is not null), method.SkipReason ?? "", method.Ways,
            TabbedText.Number((int)method.Effects),
        ];
        return
        [
            .. head, .. List(method.Marks), .. List(method.Constants), .. List(method.Passed), .. List(method.Named),
            .. method.Calls.Select(number),
        ];
    }

    private static TypeFact ToType(ImmutableArray<string> line, List<string> symbols)
    {
        var next = TypeCellsBeforeLists;
        return new(
            Symbol(symbols, line[1]),
                Value<SymbolVisibility>(line[2]), line[3] == "1", line[4] == "1", List(line, ref next), List(line, ref next),
            [.. line.Skip(next).Select(number => Symbol(symbols, number))]);
    }

    private static MethodFact ToMethod(ImmutableArray<string> line, List<string> symbols)
    {
        var next = MethodCellsBeforeLists;
        var (marks, constants, passed, named) =
            (List(line, ref next), List(line, ref next), List(line, ref next), List(line, ref next));
        return new(
            Symbol(symbols, line[1]),
                line[2], line[3], line[4], Value<SymbolVisibility>(line[5]), line[6] == "1", Value<MethodBody>(line[7]),
            line[8] == "1",
                line[9] == "1" ? line[10] : null, marks, constants, passed,
                [.. line.Skip(next).Select(number => Symbol(symbols, number))])
        {
            Ways = line[11],
            Effects = Effects(line[12]),
            Named = named,
        };
    }

    private static IEnumerable<string> List(ImmutableArray<string> texts) => [TabbedText.Number(texts.Length), .. texts];

    private static ImmutableArray<string> List(ImmutableArray<string> line, ref int next)
    {
        var count = TabbedText.Number(line[next]);
        if (count < 0 || count > line.Length - next - 1)
            throw new FormatException("A list is longer than its line.");
        var list = line.Slice(next + 1, count);
        next += count + 1;
        return list;
    }

    private static string Symbol(List<string> symbols, string number) => symbols[TabbedText.Number(number)];

    private static LibraryEffects Effects(string cell) =>
        cell is [>= '0' and <= '7'] ? (LibraryEffects)(cell[0] - '0') : throw new FormatException("Unknown effects.");

    private static DateTime Time(string cell) =>
        DateTime.ParseExact(cell, "o", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);

    private static T Value<T>(string name) where T : struct, Enum =>
        Names<T>.All.TryGetValue(name, out var value) ? value : throw new FormatException("An unknown value.");

    private static string Flag(bool value) => value ? "1" : "0";

    private static class Names<T> where T : struct, Enum
    {
        public static readonly Dictionary<string, T> All =
            ((T[])Enum.GetValues(typeof(T))).ToDictionary(value => value.ToString(), StringComparer.Ordinal);
    }
}
