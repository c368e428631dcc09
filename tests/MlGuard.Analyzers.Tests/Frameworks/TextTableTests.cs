using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MlGuard.Analyzers.Tests.Infrastructure;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Tests.Frameworks;

/// <summary>The tables about text, held against the real libraries.</summary>
public class TextTableTests
{
    private static readonly CSharpCompilation s_compilation = CSharpCompilation.Create("Texts", references: References.All);

    // Of packages that these tests do not restore; their names are read off the packages' documentation.
    private static readonly string[] s_notRestored =
    [
        "Microsoft.Azure.Functions.", "Microsoft.Bot.", "Telegram.", "Discord.", "MassTransit.", "Microsoft.KernelMemory.",
        "Microsoft.SemanticKernel.Agents.", "Azure.Search.", "MimeKit.", "Microsoft.CodeAnalysis.CSharp.Scripting.",
        "System.Management.Automation.", "Newtonsoft.", "Serilog.", "Ganss.", "Microsoft.Data.SqlClient.", "System.Data.SqlClient.",
        "Npgsql.", "MySqlConnector.", "Neo4j.", "Microsoft.Azure.Cosmos.",
    ];

    private static IEnumerable<TextRow> Tested => TextTable.All.Where(row => !s_notRestored.Any(row.Type.StartsWith));

    public static TheoryData<string, string, string?> Rows() => new(from row in Tested select (row.Type, row.Member, row.Argument));

    public static TheoryData<string, string, string, string?> PlacedRows() => new(
        from row in Tested
        where row is { Role: >= TextRole.Instruction and not (TextRole.Log or TextRole.Parse or TextRole.Html or TextRole.Address),
            Argument: not null, IsNotFirst: false }
        select (row.Type, row.Member, row.Argument, row.OtherwiseWith));

    /// <summary>The build knows the parameters of a member by their types alone.</summary>
    [Theory]
    [MemberData(nameof(PlacedRows))]
    public void The_parameters_are_the_first_texts_unless_the_row_says_otherwise(
        string type, string member, string argument, string? otherwise)
    {
        var row = new TextRow(type, member, TextRole.Log, argument, "");
        var overloads = s_compilation.GetTypesByMetadataName(type).SelectMany(it => it.GetMembers()).OfType<IMethodSymbol>()
            .Where(it => it.DeclaredAccessibility == Accessibility.Public
                && row.Names(it.MethodKind == MethodKind.Constructor ? ".ctor" : it.Name)
                && (otherwise is null || it.Parameters.All(parameter => parameter.Type.Name != otherwise)))
            .ToList();

        Assert.NotEmpty(overloads);
        foreach (var texts in overloads.Select(method =>
            method.Parameters.Where(parameter => parameter.Type.SpecialType == SpecialType.System_String).ToList()))
            Assert.All(texts.Take(argument.Split('|').Length), text => Assert.True(row.Takes(text.Name), text.ContainingSymbol.ToString()));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Every_member_of_the_table_exists_with_its_parameters(string type, string member, string? argument)
    {
        var row = new TextRow(type, member, TextRole.Log, argument, "");
        var members = s_compilation.GetTypesByMetadataName(type).SelectMany(it => it.GetMembers())
            .Where(it => row.Names(it is IMethodSymbol { MethodKind: MethodKind.Constructor } ? ".ctor" : it.Name)).ToList();

        Assert.NotEmpty(members);
        if (argument is not null)
            Assert.Contains(members.OfType<IMethodSymbol>().SelectMany(method => method.Parameters), it => row.Takes(it.Name));
    }
}
