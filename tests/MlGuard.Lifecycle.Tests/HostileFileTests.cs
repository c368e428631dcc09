using System.Diagnostics;
using System.Globalization;
using System.Text;
using MlGuard.Build;
using MlGuard.Lifecycle.Evidence.Documents;
using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Evidence.Git;
using MlGuard.Lifecycle.Evidence.Tests;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Tests.Products;

namespace MlGuard.Lifecycle.Tests;

/// <summary>Files that were made to keep a build busy, or to be no files at all.</summary>
public sealed class HostileFileTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_named_pipe_is_read_as_empty_and_waits_for_nobody()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows keeps named pipes out of folders.");
        var folder = Directory.CreateTempSubdirectory("mlguard").FullName;
        var pipe = Path.Combine(folder, "pipe.json");
        using (var made = Process.Start("mkfifo", pipe))
            await made.WaitForExitAsync();

        var read = await Task.Run(() => new ProductFile("pipe.json", pipe, null).Read(1024)).WaitAsync(s_limit);
        var hash = await Task.Run(() => new ProductFile("pipe.json", pipe, null).Sha256()).WaitAsync(s_limit);
        var manifest = await Task.Run(() => ManifestSource.ReadBytes(pipe)).WaitAsync(s_limit);

        Assert.True(read is []);
        Assert.NotNull(hash);
        Assert.True(manifest.Bytes is []);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Facts_that_cannot_be_written_are_named_and_not_what_they_are_read_of()
    {
        using var product = TestProduct.Fraud();
        var (engine, facts) = (new Engine(), Path.Combine(product.Manifest, "Fraud.facts"));

        Assert.False(new ExtractFacts
        {
            BuildEngine = engine, Assembly = typeof(HostileFileTests).Assembly.Location, Project = "Fraud.csproj", FactsFile = facts,
        }.Execute());

        var error = Assert.Single(engine.Errors);
        Assert.Equal(("MLG9008", facts), (error.Code, error.File));
        Assert.StartsWith($"'{facts}' cannot be written: ", error.Message);
    }

    [Fact]
    public async Task A_hundred_thousand_headings_are_read_once_each()
    {
        var text = string.Concat(Enumerable.Repeat("Heading\n-------\nsome words below it\n", 100_000));

        var document = await Task.Run(() => TextDocument.Read(text)).WaitAsync(s_limit);

        Assert.Equal(100_000, document.Headings.Length);
        Assert.All(document.Headings, heading => Assert.Equal(4, heading.Words));
    }

    [Fact]
    public void Words_count_for_every_heading_that_they_stand_below()
    {
        var document = TextDocument.Read("# A\none\n## B\ntwo two\n### C\nthree three three\n## D\nfour\n# E\nfive\n");

        Assert.Equal([7, 5, 3, 1, 1], document.Headings.Select(heading => heading.Words));
    }

    [Fact]
    public async Task The_coverage_of_one_type_is_found_among_three_hundred_thousand()
    {
        var xml = new StringBuilder("<coverage><packages><package><classes>");
        for (var number = 0; number < 300_000; number++)
            xml.Append(
                CultureInfo.InvariantCulture,
                $"<class name=\"N.T{number}\" filename=\"a.cs\"><lines><line number=\"{number}\" hits=\"1\"/></lines></class>");
        xml.Append("</classes></package></packages></coverage>");
        var bytes = Encoding.UTF8.GetBytes(xml.ToString());

        var found = await Task.Run(() =>
        {
            var coverage = Coverage.Read(bytes).Value!;
            return Enumerable.Range(0, 10_000).Select(number => coverage.Of($"N.T{number}", new("N", []))).ToList();
        }).WaitAsync(s_limit);

        Assert.All(found, covered => Assert.Equal((1, 1), covered));
    }

    [Fact]
    public void Coverage_of_a_type_holds_what_is_nested_in_it_and_nothing_that_begins_alike()
    {
        var coverage = Coverage.Read(Encoding.UTF8.GetBytes("""
            <coverage><classes>
              <class name="N.Score" filename="a.cs"><lines><line number="1" hits="1"/><line number="2" hits="0"/></lines></class>
              <class name="N.Score/Inner" filename="a.cs"><lines><line number="2" hits="3"/><line number="3" hits="0"/></lines></class>
              <class name="N.Scorer" filename="b.cs"><lines><line number="9" hits="1"/></lines></class>
              <class name="N.Score-er" filename="b.cs"><lines><line number="8" hits="1"/></lines></class>
            </classes></coverage>
            """)).Value!;

        Assert.Equal((2, 3), coverage.Of("N.Score", new("N", [])));
        Assert.Equal((1, 1), coverage.Of("N.Scorer", new("N", [])));
        Assert.Equal((0, 0), coverage.Of("N.Sc", new("N", [])));
    }

    [Fact]
    public void A_damaged_index_of_git_is_told_from_none()
    {
        var folder = Directory.CreateTempSubdirectory("mlguard").FullName;
        Directory.CreateDirectory(Path.Combine(folder, ".git"));
        Assert.Null(GitIndex.Around(folder));

        File.WriteAllText(Path.Combine(folder, ".git", "index"), "DIRCwhatever");

        Assert.Null(Assert.NotNull(GitIndex.Around(folder)).Index);
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("9999-12-31")]
    [InlineData("0001-01-01")]
    public void The_first_and_the_last_day_are_days_like_any_other(string day)
    {
        var today = DateTime.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        using var mvp = TestProduct.Fraud();
        using var maturity = GrowthProduct.Create(example: "maturity");

        Assert.NotEmpty(mvp.Decide(today: today).Rows);
        Assert.NotEmpty(maturity.Decide(today: today).Rows);
    }
}
