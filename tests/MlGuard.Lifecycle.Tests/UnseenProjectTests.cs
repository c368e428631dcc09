using MlGuard.Build;

namespace MlGuard.Lifecycle.Tests;

/// <summary>A project without facts is told what its own files say: restore it, build it, or reference the package.</summary>
public sealed class UnseenProjectTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("unseen").FullName;

    private const string Reference = """<Project><ItemGroup><PackageReference Include="MlGuard" /></ItemGroup></Project>""";
    private const string Resolved = """{ "libraries": { "MlGuard/1.0.0": { "type": "package" } } }""";
    private const string Others = """{ "libraries": { "MlGuard.Extras/1.0.0": { "type": "package" } } }""";

    public static TheoryData<string, string?, string?, string?, string> Projects => new()
    {
        { "no restore", Reference, null, null, "never restored" },
        { "resolved", Reference, null, Resolved, "it was not built" },
        { "added since", Reference, null, Others, "restored before MlGuard was added" },
        { "added since, through both", Reference, """<Project><Import Project="../Directory.Build.props" /></Project>""", Others, "restored before" },
        { "no reference", null, null, Others, "does not reference MlGuard" },
        { "a nearer file hides the reference", Reference, "<Project />", Others, "does not reference MlGuard" },
    };

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_without_facts_is_told_what_is_missing(string what, string? above, string? beside, string? assets, string why)
    {
        Write("Directory.Build.props", above);
        Write("src/Directory.Build.props", beside);
        Write("src/Shop/obj/project.assets.json", assets);
        Write("src/Shop/Shop.csproj", "<Project />");

        var missing = Missing("src/Shop/Shop.csproj");

        Assert.Equal("src/Shop/Shop.csproj", missing.Project);
        Assert.True(missing.Why.Contains(why, StringComparison.Ordinal), $"{what}: {missing.Why}");
    }

    [Fact]
    public void One_folder_for_the_output_of_all_projects_is_looked_at()
    {
        Write("Shop/Shop.csproj", "<Project />");
        Write("artifacts/obj/Shop/project.assets.json", Resolved);

        Assert.Contains("was not built", Missing("Shop/Shop.csproj").Why);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private MissingProject Missing(string project) => UnseenProject.Of(Path.Combine(_root, project), _root);

    private void Write(string path, string? text)
    {
        if (text is null)
            return;
        var full = Path.Combine(_root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }
}
