using MlGuard.Lifecycle.Decisions;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Writers;

/// <summary>
/// What a gate leaves for the analyzers of later builds: the pipelines that no test reached and the instructions that no evaluation ran,
/// each with the day. Lines of the digest, so that the next build only has to copy them.
/// </summary>
internal static class LastGateFile
{
    private const string Untested = "untested";
    private const string Unevaluated = "unevaluated";
    private const int MaximumLines = 100;

    /// <summary>The file's text.</summary>
    /// <param name="verdict">What the gate decided.</param>
    /// <param name="today">The day that it looked.</param>
    public static string Write(Verdict verdict, DateTime today)
    {
        var text = new TabbedText();
        foreach (var symbol in verdict.UntestedPipelines)
            text.Line(Untested, symbol, Days.Written(today));
        foreach (var symbol in verdict.UnevaluatedPrompts)
            text.Line(Unevaluated, symbol, Days.Written(today));
        return text.ToString();
    }

    /// <summary>
    /// The lines of the file that are well-formed: it lies in a folder that anybody can write to, and a hint must not break the digest.
    /// </summary>
    internal static string DigestLines(string? text)
    {
        var lines = new TabbedText();
        foreach (var line in TabbedText.Read(text ?? "").Where(IsWellFormed).Take(MaximumLines))
            lines.Line(line);
        return lines.ToString();
    }

    private static bool IsWellFormed(ImmutableArray<string> line) =>
        line is [Untested or Unevaluated, var symbol, var day]
        && (ValueTypes.Symbol.Holds(symbol) || (line[0] == Unevaluated && symbol == UnevaluatedPrompts.All))
        && Days.TryRead(day, out _);
}
