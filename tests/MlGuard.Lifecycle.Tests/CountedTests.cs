using System.Text.RegularExpressions;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Tests;

/// <summary>One of something is not several.</summary>
public sealed class CountedTests
{
    [Fact]
    public void One_is_one_and_several_are_several()
    {
        Assert.Equal("0 rows", Numbers.Counted(0, "row"));
        Assert.Equal("1 row", Numbers.Counted(1, "row"));
        Assert.Equal("2 assemblies", Numbers.Counted(2, "assembly", "assemblies"));
    }

    /// <summary>No message writes a number before a plural by itself, which is wrong of one.</summary>
    [Fact]
    public void No_message_counts_by_itself()
    {
        var counting = new Regex(
            @"\{(?:Numbers\.Written\([^{}\""]*(?:Length|Count\([^{}\""]*\)|Count|count|left|age|DaysLeft)\)"
                + @"|[\w.]+\.(?:Length|Count))\} [a-z]*s\b");
        var source = GeneratedFile.PathOf("src");
        string[] folders = ["MlGuard.Lifecycle", "MlGuard.Build", "MlGuard.Tool"];
        string[] found =
        [
            .. from folder in folders
               from file in Directory.EnumerateFiles(Path.Combine(source, folder), "*.cs", SearchOption.AllDirectories)
               where !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal)
               from line in File.ReadLines(file)
               where counting.IsMatch(line) && !line.Contains("test methods", StringComparison.Ordinal)
               select $"{Path.GetFileName(file)}: {line.Trim()}",
        ];

        Assert.True(found.Length == 0, string.Join("\n", found));
    }
}
