using System.Text.Json;

namespace MlGuard.Tool.Commands;

/// <summary>What 'dotnet format' says of the files that it changed.</summary>
internal static class FormatReport
{
    private const string Name = "format-report.json";

    /// <summary>The rules that were repaired, by the full path of the file; nothing where there is no report.</summary>
    /// <param name="folder">Where the report was written to.</param>
    public static ILookup<string, string> RulesByFile(string folder)
    {
        var file = Path.Combine(folder, Name);
        using var report = File.Exists(file) ? JsonDocument.Parse(File.ReadAllBytes(file)) : JsonDocument.Parse("[]");
        return (from changed in report.RootElement.EnumerateArray()
                from change in changed.GetProperty("FileChanges").EnumerateArray()
                let rule = change.TryGetProperty("DiagnosticId", out var id) ? id.GetString() : null
                where rule is not null
                select (File: Path.GetFullPath(changed.GetProperty("FilePath").GetString()!), rule))
            .Distinct().ToLookup(pair => pair.File, pair => pair.rule, StringComparer.Ordinal);
    }
}
