using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Evidence.Code;

/// <summary>
/// The compiler's findings about one assembly, in a file beside its facts. It names the assembly, so that a log of another build is none.
/// </summary>
/// <param name="Mvid">The assembly that was compiled.</param>
/// <param name="Fault">Why nothing is known; empty when something is.</param>
/// <param name="Findings">What the rules of MlGuard found.</param>
/// <param name="SwitchedOff">Rules that were turned off.</param>
internal sealed record CodeFindings(
    string Mvid, string Fault, ImmutableArray<CodeFinding> Findings, ImmutableArray<string> SwitchedOff)
{
    public const string Ending = ".codefindings";

    private const string Header = "mlguard-code";
    private const string Version = "2";
    private const int CellsOfFinding = 7;
    private const long MaxBytes = 64 << 20;

    /// <summary>Where the findings of the assembly stand whose facts stand at a path.</summary>
    public static string PathFor(string facts) => Path.ChangeExtension(facts, Ending);

    /// <summary>The same findings give the same text.</summary>
    public string Write()
    {
        var text = new TabbedText().Line(Header, Version).Line("a", Mvid, Fault);
        foreach (var rule in SwitchedOff)
            text.Line("o", rule);
        foreach (var finding in Findings)
            text.Line(
                "f", finding.Rule, finding.File, TabbedText.Number(finding.Line), finding.IsSuppressed ? "1" : "0", finding.Justification,
                finding.Message);
        return text.Line("end", TabbedText.Number(Findings.Length + SwitchedOff.Length)).ToString();
    }

    /// <summary>What <see cref="Write"/> wrote; null for anything else.</summary>
    public static CodeFindings? Read(string text)
    {
        try
        {
            var lines = TabbedText.Read(text);
            if (lines.Length < 3 || !lines[0].SequenceEqual([Header, Version]) || lines[1] is not ["a", var mvid, var fault])
                return null;
            var (findings, off) = (ImmutableArray.CreateBuilder<CodeFinding>(), ImmutableArray.CreateBuilder<string>());
            foreach (var line in lines.Skip(2).Take(lines.Length - 3))
                if (line is ["o", var rule])
                    off.Add(rule);
                else if (line.Length == CellsOfFinding && line[0] == "f")
                    findings.Add(new(line[1], line[2], TabbedText.Number(line[3]), line[4] == "1", line[5]) { Message = line[6] });
                else
                    return null;
            return lines[lines.Length - 1] is ["end", var count] && TabbedText.Number(count) == findings.Count + off.Count
                ? new(mvid, fault, findings.ToImmutable(), off.ToImmutable())
                : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>Null when nothing is there, or nothing that can be read.</summary>
    public static CodeFindings? Load(string path)
    {
        try
        {
            return new FileInfo(path) is { Exists: true, Length: <= MaxBytes } ? Read(File.ReadAllText(path)) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException
            or NotSupportedException)
        {
            return null;
        }
    }
}
