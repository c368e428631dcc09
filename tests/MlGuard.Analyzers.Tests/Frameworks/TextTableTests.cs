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
        "Npgsql.", "MySqlConnector.",
    ];

    private static IEnumerable<TextRow> Tested => TextTable.All.Where(row => !s_notRestored.Any(row.Type.StartsWith));

    public static TheoryData<string, string, string?> Rows() => new(from row in Tested select (row.Type, row.Member, row.Argument));

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
