namespace MlGuard.Package.Tests;

/// <summary>A project file, as far as the products of these tests need one.</summary>
internal sealed record ProjectFile(string Sdk = "Microsoft.NET.Sdk")
{
    public static ProjectFile Library { get; } = new();

    public static ProjectFile Web { get; } = new("Microsoft.NET.Sdk.Web");

    public static ProjectFile Program { get; } = new() { Properties = "<OutputType>Exe</OutputType>" };

    public static ProjectFile Tests { get; } = new()
    {
        Properties = "<IsTestProject>true</IsTestProject>",
        Items = """
            <PackageReference Include="xunit.v3.extensibility.core" Version="3.2.2" />
            <PackageReference Include="xunit.v3.assert" Version="3.2.2" />
            """,
    };

    public string Properties { get; init; } = "";

    public string Items { get; init; } = "";

    public ProjectFile WithPackage(string name, string version) => With($"""<PackageReference Include="{name}" Version="{version}" />""");

    /// <summary>Refers to a project of the same product by its name.</summary>
    public ProjectFile WithProject(string name) => With($"""<ProjectReference Include="../{name}/{name}.csproj" />""");

    public ProjectFile With(string item) => this with { Items = $"{Items}\n    {item}" };

    public override string ToString() => $"""
        <Project Sdk="{Sdk}">
          <PropertyGroup>{Properties}</PropertyGroup>
          <ItemGroup>{Items}</ItemGroup>
        </Project>
        """;
}
