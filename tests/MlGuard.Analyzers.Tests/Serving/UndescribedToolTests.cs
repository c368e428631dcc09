using MlGuard.Analyzers.Tests.Infrastructure;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Serving.UndescribedToolAnalyzer>;

namespace MlGuard.Analyzers.Tests.Serving;

public class UndescribedToolTests
{
    [Fact]
    public Task Described_tools_DoNotTrigger() => Rule.Code(ChatCode.Class("""
        [KernelFunction, Description("Says the weather.")] public static string Weather() => "sunny";
        [Description("Says the weather.")] private static string Described() => "sunny";
        public static string NoTool() => "";
        public static AITool[] All(AIFunctionFactoryOptions options) =>
            [AIFunctionFactory.Create(Described), AIFunctionFactory.Create(NoTool, "a", "Says nothing."), AIFunctionFactory.Create(NoTool, options)];
        """));

    /// <summary>The generator of the protocol's library turns the comment of a partial method into its description.</summary>
    [Fact]
    public Task Partial_tools_DoNotTrigger() => Rule.Code(ChatCode.Class("""
        public static partial class Files
        {
            /// <summary>Opens a file.</summary>
            [McpServerTool] public static partial string {|CS0759:Open|}(string path) => path;
        }
        """));

    /// <summary>A process calls its steps by events; no model sees them.</summary>
    [Fact]
    public Task Steps_of_a_process_DoNotTrigger() => Rule.Code(ChatCode.Class("""
        public class Gather : KernelProcessStep
        {
            [KernelFunction] public string GatherProduct(string name) => name;
        }
        public class Draft : KernelProcessStep<string>
        {
            [KernelFunction] public string Write(string product) => product;
        }
        """, """
        namespace Microsoft.SemanticKernel
        {
            public abstract class KernelProcessStep;
            public abstract class KernelProcessStep<TState> : KernelProcessStep;
        }
        """));

    [Fact]
    public Task Undescribed_tools_Trigger() => Rule.Code(ChatCode.Class("""
        [KernelFunction] public static string {|MLG4036:Weather|}() => "sunny";
        [McpServerTool] public static string {|MLG4036:Time|}() => "noon";
        private static string Other() => "";
        public static AITool[] All() =>
            [AIFunctionFactory.Create({|MLG4036:Other|}), AIFunctionFactory.Create({|MLG4036:() => ""|}, "nothing")];
        """));
}
