using System.Security.Cryptography;
using System.Text;
using Microsoft.CodeAnalysis;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Facts.Serving;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Tests.Products;

namespace MlGuard.Lifecycle.Tests;

/// <summary>What a product with a hosted model says beside its model: tools, prompts, incidents; and what code says of its tools.</summary>
public sealed class HostedRowTests
{
    private const string Prompt = "You answer customers of a bicycle shop about their orders, in two short sentences.\n";

    /// <summary>The members of the three libraries that offer functions, in their own shapes.</summary>
    internal const string Libraries = """
        namespace Microsoft.Extensions.AI
        {
            public class AITool { }
            public class AIFunction : AITool { }
            public class ApprovalRequiredAIFunction(AIFunction function) : AIFunction { public AIFunction Inner => function; }
            public class AIFunctionFactoryOptions { public string? Name { get; set; } public string? Description { get; set; } }
            public static class AIFunctionFactory
            {
                public static AIFunction Create(Delegate method, AIFunctionFactoryOptions? options) => new();
                public static AIFunction Create(Delegate method, string? name = null, string? description = null, object? o = null) => new();
            }
        }
        namespace ModelContextProtocol.Server
        {
            [AttributeUsage(AttributeTargets.Method)]
            public class McpServerToolAttribute : Attribute
            {
                public string? Name { get; set; }
                public bool ReadOnly { get; set; }
                public bool Destructive { get; set; }
            }
        }
        namespace Microsoft.SemanticKernel
        {
            [AttributeUsage(AttributeTargets.Method)]
            public class KernelFunctionAttribute : Attribute { public KernelFunctionAttribute() { } public KernelFunctionAttribute(string name) { } }
        }
        """;

    /// <summary>Code that offers one tool, which asks first.</summary>
    internal static readonly string Refund = Code(
        "public static AITool[] All() => new AITool[] "
        + "{ new ApprovalRequiredAIFunction(AIFunctionFactory.Create(RefundAsync, \"refund\")) };");

    public static TheoryData<string, string, string> Offers => new()
    {
        { "AIFunctionFactory.Create(Status, \"order_status\")", "order_status", "bare" },
        { "AIFunctionFactory.Create(Status)", "Status", "bare" },
        { "AIFunctionFactory.Create(RefundAsync)", "Refund", "bare" },
        { "AIFunctionFactory.Create(Status, new AIFunctionFactoryOptions { Description = \"d\", Name = \"status\" })", "status", "bare" },
        { "AIFunctionFactory.Create(Status, null, \"description\")", "Status", "bare" },
        { "AIFunctionFactory.Create((string a) => a)", "", "bare" },
        { "AIFunctionFactory.Create((string a) => a, \"echo\")", "echo", "bare" },
        { "AIFunctionFactory.Create(Status, name)", "", "bare" },
        { "new ApprovalRequiredAIFunction(AIFunctionFactory.Create(RefundAsync, \"refund\"))", "refund", "asks" },
    };

    [Theory]
    [MemberData(nameof(Offers))]
    public void The_code_says_what_it_offers_by_which_name_and_whether_it_asks(string offer, string name, string asks)
    {
        foreach (var optimization in new[] { OptimizationLevel.Debug, OptimizationLevel.Release })
        {
            var code = Code($"public static AITool[] All(string name) => new AITool[] {{ {offer} }};");
            var tool = Assert.Single(ToolsOf(code, optimization));

            Assert.Equal((name, asks == "asks"), (tool.Name, tool.Asks));
        }
    }

    [Fact]
    public void A_tool_that_is_wrapped_later_asks_and_its_neighbour_does_not()
    {
        var code = Code("""
            public static AITool[] All()
            {
                var status = AIFunctionFactory.Create(Status);
                var refund = AIFunctionFactory.Create(RefundAsync);
                Console.WriteLine(status);
                return new AITool[] { status, new ApprovalRequiredAIFunction(refund) };
            }
            """);

        foreach (var optimization in new[] { OptimizationLevel.Debug, OptimizationLevel.Release })
            Assert.Equal(
                [("Refund", true), ("Status", false)],
                ToolsOf(code, optimization).Select(tool => (tool.Name, tool.Asks == true)).Order());
    }

    [Theory]
    [InlineData("[McpServerTool]", "get_url_of_order", "")]
    [InlineData("[McpServerTool(Name = \"order\", ReadOnly = true)]", "order", "read")]
    [InlineData("[McpServerTool(Destructive = true)]", "get_url_of_order", "destructive")]
    [InlineData("[McpServerTool(Destructive = false, ReadOnly = false)]", "get_url_of_order", "")]
    [InlineData("[KernelFunction]", "GetUrlOfOrder", "")]
    [InlineData("[KernelFunction(\"order\")]", "order", "")]
    public void An_attribute_offers_a_method_under_its_librarys_name(string attribute, string name, string hint)
    {
        var tool = Assert.Single(ToolsOf(Code($"{attribute} public static Task<string> GetUrlOfOrderAsync() => Task.FromResult(\"\");")));

        Assert.Equal((name, (bool?)null, hint), (tool.Name, tool.Asks, tool.Hint));
    }

    [Theory]
    [InlineData(
        "[{ name: order_status, effect: read }, { name: refund, effect: destructive, approval: true }]", RowState.Proven, "2 tools")]
    [InlineData("[{ name: order_status, effect: read }]", RowState.Failed, "offers the tool 'refund', which is not declared")]
    [InlineData(
        "[{ name: order_status, effect: read }, { name: refund, effect: destructive }]", RowState.Failed, "destroys and asks nobody")]
    [InlineData(
        "[{ name: order_status, effect: write, approval: true }, { name: refund, effect: write }]", RowState.Failed,
        "'order_status' is said to ask first, and the code offers it bare")]
    [InlineData(
        "[{ name: order_status, effect: read }, { name: refunds, effect: write }, { name: refund, effect: write }]", RowState.Failed,
        "no code offers the tool 'refunds'")]
    [InlineData(
        "[{ name: order_status, effect: read }, { name: refund, effect: write }, { name: refund, effect: read }]", RowState.Failed,
        "stands here twice")]
    public void Tools_are_those_of_the_code(string tools, object expected, string says)
    {
        using var product = Hosted($"serving: {{ tools: {tools} }}\n", Code("""
            public static AITool[] All() => new AITool[]
            {
                AIFunctionFactory.Create(Status, "order_status"),
                new ApprovalRequiredAIFunction(AIFunctionFactory.Create(RefundAsync, "refund")),
            };
            """));

        var row = product.Row("serving/tools");

        Assert.True(Equals(row.State, expected), row.Reason);
        Assert.Contains(says, row.Reason);
    }

    [Theory]
    [InlineData("read", "Destructive = true", "is said to read, and its code says that it destroys")]
    [InlineData("write", "ReadOnly = true", "its code tells clients that it only reads")]
    public void A_hint_in_the_code_is_held_against_the_effect(string effect, string hint, string says)
    {
        using var product = Hosted(
            $"serving: {{ tools: [{{ name: refund, effect: {effect} }}] }}\n",
            Code($"[McpServerTool(Name = \"refund\", {hint})] public static string R() => \"\";"));

        var row = product.Row("serving/tools");

        Assert.Equal(RowState.Failed, row.State);
        Assert.Contains(says, row.Reason);
    }

    /// <summary>Whoever declares no tool is asked because the code offers one.</summary>
    [Fact]
    public void Code_with_tools_asks_for_the_row_whatever_the_manifest_says()
    {
        using var silent = Hosted("", Code("public static AITool[] All() => new AITool[] { AIFunctionFactory.Create(Status) };"));
        using var none = Hosted("", "namespace Shop; public static class Nothing { public static int Of(int a) => a + 1; }");

        Assert.Equal(RowState.Failed, silent.Row("serving/tools").State);
        Assert.Equal(RowState.NotApplicable, none.Row("serving/tools").State);
    }

    /// <summary>A name that is computed may be any of the declared ones.</summary>
    [Fact]
    public void A_name_that_cannot_be_read_contradicts_nothing()
    {
        using var product = Hosted(
            "serving: { tools: [{ name: refund, effect: write }] }\n",
            Code("public static AITool Any(string name) => AIFunctionFactory.Create(Status, name);"));

        Assert.Equal(RowState.Declared, product.Row("serving/tools").State);
    }

    [Theory]
    [InlineData("{ file: prompts/a.md, version: 2, owner: lea }", RowState.Proven, "1 in the repository")]
    [InlineData("{ file: prompts/a.md, version: 2, owner: lea, hash: HASH }", RowState.Proven, "1 in the repository")]
    [InlineData("{ file: prompts/a.md, version: 2, owner: lea, hash: OTHER }", RowState.Failed, "is not the text that its hash names")]
    [InlineData("{ file: prompts/a.md, version: 2, owner: stranger }", RowState.Failed, "neither in 'people' nor in CODEOWNERS")]
    [InlineData("{ file: prompts/b.md, version: 2, owner: lea }", RowState.Failed, "'prompts/b.md' is not there")]
    [InlineData("{ file: prompts/empty.md, version: 2, owner: lea }", RowState.Failed, "says nothing to a model")]
    [InlineData("{ file: prompts/a.md, owner: lea }", RowState.Failed, "version")]
    [InlineData(
        "{ file: prompts/a.md, version: 2, owner: lea }, { file: prompts/a.md, version: 1, owner: lea }", RowState.Failed,
        "stands here twice")]
    public void Prompts_are_files_with_a_version_and_an_owner(string prompts, object expected, string says)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Prompt)));
        var text = prompts.Replace("HASH", $"\"sha256:{hash}\"").Replace("OTHER", $"\"sha256:{new string('0', 64)}\"");
        using var product = Hosted($"people: [lea]\nserving: {{ prompts: [{text}] }}\n");
        product.Write("prompts/a.md", Prompt).Write("prompts/empty.md", "-\n");

        var row = product.Row("serving/prompts");

        Assert.True(Equals(row.State, expected), row.Reason);
        Assert.Contains(says, row.Reason);
    }

    [Theory]
    [InlineData("approach: hosted", "task: text-generation", RowState.Failed)]
    [InlineData("approach: hosted", "task: embedding", RowState.NotApplicable)]
    [InlineData("approach: bought", "task: text-generation", RowState.NotApplicable)]
    public void Prompts_are_asked_of_hosted_models_that_write(string approach, string task, object expected)
    {
        using var product = Hosted("", change: text => text.Replace("approach: hosted", approach).Replace("task: text-generation", task));

        Assert.Equal(expected, product.Row("serving/prompts").State);
    }

    [Fact]
    public void A_hosted_product_has_a_plan_for_the_day_when_its_model_does_harm()
    {
        using var product = Hosted("people: [lea]\ngovernance: { incidents: { plan: docs/incidents.md, owner: lea } }\n");
        Assert.Equal(RowState.Failed, product.Row("governance/incidents").State);

        product.Write("docs/incidents.md", Documents.Report);

        Assert.Equal(RowState.Proven, product.Row("governance/incidents").State);
        using var trained = TestProduct.Fraud();
        Assert.Equal(RowState.NotApplicable, trained.Row("governance/incidents").State);
    }

    private static TestProduct Hosted(string more, string? code = null, Func<string, string>? change = null)
    {
        var product = TestProduct.Fraud(text => (change ?? (same => same))(text
            .Replace("solution: binary-classification", "solution: { task: text-generation, approach: hosted }")
            .Replace("  run: Fraud.Training.TrainPipeline.RunAsync\n", "")
            + more)).WithoutCode().WithReference(Libraries, "Libraries");
        return code is null ? product : product.WithCode(code, "Shop");
    }

    private static string Code(string member) => $$"""
        using Microsoft.Extensions.AI;
        using Microsoft.SemanticKernel;
        using ModelContextProtocol.Server;

        namespace Shop;

        public static class Tools
        {
            {{member}}

            private static string Status(string number) => number + "!";

            private static Task<string> RefundAsync(string number) => Task.FromResult(number + "!");
        }
        """;

    private static IEnumerable<OfferedTool> ToolsOf(string code, OptimizationLevel optimization = OptimizationLevel.Release)
    {
        var libraries = CompiledFacts.Of(Libraries, "Libraries", isTest: false, []);
        var facts = CompiledFacts.Of(code, "Shop", isTest: false, [(Libraries, libraries)], optimization).Facts;
        return OfferedTool.Of(new ProductFacts([FactsFile.Read(FactsFile.Write(facts))], [])).Select(pair => pair.Tool);
    }
}
