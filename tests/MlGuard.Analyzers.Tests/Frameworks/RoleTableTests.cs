using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MlGuard.Analyzers.Tests.Infrastructure;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Tests.Frameworks;

public class RoleTableTests
{
    private static readonly CSharpCompilation s_compilation = CSharpCompilation.Create("Roles", references: References.All);

    // Of packages that these tests do not restore; their names are read off the packages' documentation.
    private static readonly string[] s_notRestorable =
    [
        "Microsoft.Extensions.ML.", "Microsoft.ML.Transforms.TimeSeries.", "Microsoft.ML.OnnxExportExtensions",
        "Microsoft.ML.OnnxRuntimeGenAI.", "Microsoft.ML.RecommendationCatalog", "Microsoft.ML.AutoML.", "Microsoft.KernelMemory.",
        "Microsoft.SemanticKernel.Agents.",
    ];

    // Of versions that came before the ones restored here.
    private static readonly string[] s_former = ["Azure.AI.OpenAI.OpenAIClient", "OpenAI.Responses.OpenAIResponseClient"];

    private static IEnumerable<RoleRow> Tested =>
        from framework in FrameworkTable.All
        where framework.IsMachineLearning
        from row in framework.Rows
        where !s_notRestorable.Any(row.Type.StartsWith) && !s_former.Contains(row.Type)
        select row;

    public static TheoryData<string, string> Rows() => new(from row in Tested select (row.Type, row.Member));

    [Theory]
    [MemberData(nameof(Rows))]
    public void Every_member_of_the_table_exists_in_the_real_library(string type, string member)
    {
        var row = new RoleRow(type, member, Role.Predict);
        Assert.Contains(MethodsOf(type), method => row.Names(method.Name));
    }

    [Fact]
    public void Every_model_argument_is_a_parameter_of_its_member()
    {
        foreach (var row in Tested.Where(row => row.ModelArgument is not null))
        {
            var methods = MethodsOf(row.Type).Where(method => row.Names(method.Name));
            Assert.Contains(methods, method => method.Parameters.Any(parameter => parameter.Name == row.ModelArgument));
        }
    }

    /// <summary>Two libraries may call a type of their own the same.</summary>
    private static IEnumerable<IMethodSymbol> MethodsOf(string type) =>
        s_compilation.GetTypesByMetadataName(type).SelectMany(it => it.GetMembers().OfType<IMethodSymbol>());
}
