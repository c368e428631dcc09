using MlGuard.Analyzers.Tests.Infrastructure;
using Fix = MlGuard.Analyzers.Tests.Infrastructure.Verify<
    MlGuard.Analyzers.Serving.UnaddedPluginAnalyzer, MlGuard.CodeFixes.Serving.UnaddedPluginCodeFix>;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Serving.UnaddedPluginAnalyzer>;

namespace MlGuard.Analyzers.Tests.Serving;

public class UnaddedPluginTests
{
    [Fact]
    public Task Plugins_that_somebody_gets_DoNotTrigger() => Rule.Code(ChatCode.Class("""
        public static void Add(Kernel kernel)
        {
            kernel.ImportPluginFromType<Subject>();
            var plugin = kernel.CreatePluginFromType<Subject>();
            kernel.Plugins.Add(plugin);
            kernel.Plugins.Add(KernelPluginFactory.CreateFromType<Subject>("a"));
        }
        public static KernelPlugin Made(Kernel kernel) => kernel.CreatePluginFromObject(new Subject());
        """));

    [Fact]
    public Task A_forgotten_plugin_is_imported() => Fix.Code(
        ChatCode.Class("""
            public static void Add(Kernel kernel)
            {
                kernel.{|MLG4041:CreatePluginFromType|}<Subject>();
                var plugin = kernel.{|MLG4041:CreatePluginFromObject|}(new Subject(), "a");
            }
            """),
        ChatCode.Class("""
            public static void Add(Kernel kernel)
            {
                kernel.ImportPluginFromType<Subject>();
                var plugin = kernel.ImportPluginFromObject(new Subject(), "a");
            }
            """));

    [Fact]
    public Task A_plugin_in_a_list_that_nobody_reads_Triggers() => Rule.Code(ChatCode.Class("""
        public static void Add(Kernel kernel)
        {
            var plugins = new Dictionary<string, KernelPlugin>();
            plugins.Add("a", kernel.{|MLG4041:CreatePluginFromType|}<Subject>());
            plugins["b"] = kernel.{|MLG4041:CreatePluginFromType|}<Subject>();
        }
        """));

    [Fact]
    public Task A_plugin_in_a_list_that_somebody_reads_DoesNotTrigger() => Rule.Code(ChatCode.Class("""
        public static List<KernelPlugin> Returned(Kernel kernel)
        {
            var plugins = new List<KernelPlugin>();
            plugins.Add(kernel.CreatePluginFromType<Subject>());
            return plugins;
        }
        public static void Added(Kernel kernel)
        {
            var plugins = new Dictionary<string, KernelPlugin>();
            plugins["a"] = kernel.CreatePluginFromType<Subject>();
            kernel.Plugins.AddRange(plugins.Values);
        }
        public static void Given(Kernel kernel, List<KernelPlugin> plugins) => plugins.Add(kernel.CreatePluginFromType<Subject>());
        """));
}
