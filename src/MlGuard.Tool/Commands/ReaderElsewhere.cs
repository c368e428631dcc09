using System.Text.RegularExpressions;
using MlGuard.Catalogue;
using MlGuard.Lifecycle.Evidence.Code;

namespace MlGuard.Tool.Commands;

/// <summary>
/// A finding at code that only hands on the path of a file: what reads it stands elsewhere, and no fix reaches from the one to the other.
/// </summary>
internal static class ReaderElsewhere
{
    private static readonly Regex s_named = new(@" in '(?:(?<type>\w+)\.)?(?<name>\w+)'\.?$", RegexOptions.CultureInvariant);

    /// <summary>What to edit for each reader that findings name; nothing where all can be repaired where they are reported.</summary>
    /// <param name="left">The findings.</param>
    /// <param name="sources">Full paths of the product's source files.</param>
    /// <param name="relative">How a path is shown.</param>
    public static ImmutableArray<string> Of(
        ImmutableArray<CodeFinding> left, IEnumerable<string> sources, Func<string, string> relative) =>
    [
        .. from finding in left
           where finding.Rule == RuleIds.CsvSeparator
           let named = s_named.Match(finding.Message)
           where named.Success
           group finding by (Type: named.Groups["type"].Value, Name: named.Groups["name"].Value) into reader
           let name = reader.Key.Type.Length > 0 ? $"{reader.Key.Type}.{reader.Key.Name}" : reader.Key.Name
           select $"{name} reads the file, and the code that is reported only hands it the path, so no fix fits there. "
               + $"Pass the separator in {name}{Place(reader.Key.Type, reader.Key.Name, sources, relative)}.",
    ];

    /// <summary>The only file that can declare it; nothing where none of the product's does, or several do.</summary>
    private static string Place(string type, string name, IEnumerable<string> sources, Func<string, string> relative)
    {
        var declared = type.Length > 0 ? type : name;
        var declares = new Regex($@"\b(?:class|record|struct|interface)\s+{declared}\b", RegexOptions.CultureInvariant);
        var member = new Regex($@"\b{name}\s*[<(]", RegexOptions.CultureInvariant);
        ImmutableArray<string> places =
            [.. sources.Where(source => File.ReadAllText(source) is var text && declares.IsMatch(text) && member.IsMatch(text)).Take(2)];
        return places is [var only] ? $": {relative(only)}" : "";
    }
}
