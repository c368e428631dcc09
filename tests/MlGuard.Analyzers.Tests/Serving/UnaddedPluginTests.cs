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
}
