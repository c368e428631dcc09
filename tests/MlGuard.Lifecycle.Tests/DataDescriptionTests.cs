namespace MlGuard.Lifecycle.Tests;

/// <summary>What the build tells the analyzers of the data files that code names.</summary>
public sealed class DataDescriptionTests : IDisposable
{
    private const string Nothing = "mlguard-data\t1\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("data").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Only_kinds_and_names_leave_the_file()
    {
        Place("cells.csv", "volt;type\n3,75;secret\n3,6;b\n");

        var text = Describe("Load(\"cells.csv\")");

        Assert.Contains("\t;\tyes\ncolumn\tvolt\t128\t0\t0\t0\t0\ncolumn\ttype\t1024\t0\t0\t0\t\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Load(@\"..\\..\\..\\Data\\train.csv\")")]
    [InlineData("Load(\"..\\\\..\\\\Data\\\\train.csv\")")]
    [InlineData("Load($\"{folder}/train.csv\")")]
    [InlineData("Load(Path.Combine(\"Data\", \"train.csv\"))")]
    public void A_file_is_found_however_its_path_is_written(string source)
    {
        Place("Data/train.csv", "1,2.5\n3,4\n");

        Assert.Contains("Data/train.csv\t,\tno", Describe(source), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no table at all\n")]
    [InlineData("a,b\n1\n")]
    [InlineData("1,\"2\n")]
    public void What_may_be_read_in_many_ways_is_not_described(string content)
    {
        Place("cells.txt", content);

        Assert.Contains("unknown\t", Describe("Load(\"cells.txt\")"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Load(\"other.csv\")")]
    [InlineData("// cells.csv")]
    [InlineData("Load(\".csv\")")]
    public void A_file_that_the_code_does_not_name_is_not_read(string source)
    {
        Place("cells.csv", "1,2\n3,4\n");

        Assert.Equal(Nothing, Describe(source));
    }

    [Fact]
    public void A_link_is_not_followed()
    {
        var outside = Directory.CreateTempSubdirectory("outside").FullName;
        File.WriteAllText(Path.Combine(outside, "cells.csv"), "1,2\n3,4\n");
        File.CreateSymbolicLink(Path.Combine(_folder, "cells.csv"), Path.Combine(outside, "cells.csv"));
        Directory.CreateSymbolicLink(Path.Combine(_folder, "linked"), outside);

        Assert.Equal(Nothing, Describe("Load(\"cells.csv\"); Load(\"linked/cells.csv\")"));
        Directory.Delete(outside, recursive: true);
    }

    [Fact]
    public void Only_the_beginning_of_a_large_file_is_read()
    {
        Place("cells.csv", string.Concat(Enumerable.Repeat("1.5,2\n", 20_000)) + "text,text\n");

        Assert.Contains("column\t\t64\t", Describe("Load(\"cells.csv\")"), StringComparison.Ordinal);
    }

    private void Place(string path, string content)
    {
        var full = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content);
    }

    private string Describe(string source)
    {
        Place("Program.cs", source);
        return DataDescription.Write(
            [Path.Combine(_folder, "Program.cs")], Directory.GetFiles(_folder, "*", SearchOption.AllDirectories), _folder);
    }
}
