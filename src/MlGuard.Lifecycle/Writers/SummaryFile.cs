using MlGuard.Frameworks;
using MlGuard.Lifecycle.Product.Summaries;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Writers;

/// <summary>A summary as text: what the compiler reads of the projects that a project refers to.</summary>
internal static class SummaryFile
{
    private const string Header = "mlguard-summary";
    private const string Version = "5";
    private const long MaxBytes = 16 << 20;

    /// <summary>The same summary gives the same bytes.</summary>
    public static string Write(ProjectSummary summary)
    {
        var text = new TabbedText().Line(Header, Version, summary.Assembly);
        foreach (var method in summary.Methods)
        {
            text.Line([.. Cells("method", method.Key), TabbedText.Number((int)method.Traits), method.Way]);
            if (method.Through is { } contract)
                text.Line([.. Cells("through", method.Key), contract]);
            foreach (var sink in method.Sinks)
                text.Line([.. Cells("path", method.Key), TabbedText.Number(sink.Parameter), sink.Role.ToString(), $"{sink.Separator}",
                    sink.Feeds]);
            foreach (var use in method.Texts)
                text.Line([.. Cells("text", method.Key), TabbedText.Number(use.Parameter), use.Role.ToString(), use.What]);
            foreach (var effect in method.Effects)
                text.Line([.. Cells("effect", method.Key), effect.IsDestructive ? "1" : "0", effect.What]);
            if (method.Returned is { } returned)
                text.Line([.. Cells("result", method.Key), returned.Kind.ToString(), returned.Text]);
        }

        foreach (var (type, field) in summary.Engines)
            text.Line("engine", type, field);
        return text.Line("end", TabbedText.Number(summary.Methods.Length + summary.Engines.Length)).ToString();
    }

    /// <summary>The summary in a file; null where it is damaged, or not one.</summary>
    public static ProjectSummary? Load(string path)
    {
        try
        {
            return new FileInfo(path) is { Exists: true, Length: <= MaxBytes } ? Parse(TabbedText.Read(File.ReadAllText(path))) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException
            or ArgumentException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    private static IEnumerable<string> Cells(string kind, MethodKey key) =>
        [kind, key.Type, key.Name, TabbedText.Number(key.ParameterCount)];

    private static ProjectSummary? Parse(ImmutableArray<ImmutableArray<string>> lines)
    {
        if (lines.Length < 2 || lines[0] is not [Header, Version, var assembly])
            return null;
        var methods = new List<MethodSummary>();
        var engines = ImmutableArray.CreateBuilder<(string, string)>();
        foreach (var line in lines.Skip(1).Take(lines.Length - 2))
            switch (line)
            {
                case ["method", _, _, _, var traits, var way]:
                    methods.Add(new(KeyOf(line), (MethodTraits)TabbedText.Number(traits), way, []));
                    break;
                case ["through", _, _, _, var contract] when methods.Count > 0:
                    methods[methods.Count - 1] = methods[methods.Count - 1] with { Through = contract };
                    break;
                case ["path", _, _, _, var parameter, var role, var separator, var feeds] when methods.Count > 0:
                    var last = methods[methods.Count - 1];
                    var sink = new PathSink(TabbedText.Number(parameter), RoleOf(role), separator.Length == 1 ? separator[0] : null)
                    {
                        Feeds = feeds,
                    };
                    methods[methods.Count - 1] = last with { Sinks = last.Sinks.Add(sink) };
                    break;
                case ["text", _, _, _, var given, var textRole, var what] when methods.Count > 0:
                    var user = methods[methods.Count - 1];
                    methods[methods.Count - 1] = user with
                    {
                        Texts = user.Texts.Add(new(TabbedText.Number(given), TextRoleOf(textRole), what)),
                    };
                    break;
                case ["effect", _, _, _, var loses, var done] when methods.Count > 0:
                    var doer = methods[methods.Count - 1];
                    methods[methods.Count - 1] = doer with { Effects = doer.Effects.Add(new(done, loses == "1")) };
                    break;
                case ["result", _, _, _, var kind, var returned] when methods.Count > 0:
                    methods[methods.Count - 1] = methods[methods.Count - 1] with { Returned = new(KindOf(kind), returned) };
                    break;
                case ["engine", var type, var field]:
                    engines.Add((type, field));
                    break;
                default:
                    return null;
            }

        return lines[lines.Length - 1] is ["end", var count] && TabbedText.Number(count) == methods.Count + engines.Count
            ? new(assembly, [.. methods], engines.ToImmutable())
            : null;
    }

    private static MethodKey KeyOf(ImmutableArray<string> line) => new(line[1], line[2], TabbedText.Number(line[3]));

    private static TextRole TextRoleOf(string name) =>
        Enum.TryParse<TextRole>(name, out var role) ? role : throw new FormatException("An unknown role.");

    private static ReturnedKind KindOf(string name) =>
        Enum.TryParse<ReturnedKind>(name, out var kind) ? kind : throw new FormatException("An unknown kind.");

    private static Role RoleOf(string name) =>
        Enum.TryParse<Role>(name, out var role) ? role : throw new FormatException("An unknown role.");
}
