using MlGuard.Analyzers.Tests.Infrastructure;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Serving.RepeatedPluginAnalyzer>;

namespace MlGuard.Analyzers.Tests.Serving;

public class RepeatedPluginTests
{
    [Fact]
    public Task Own_kernels_and_checked_ones_DoNotTrigger() => Rule.Code(ChatCode.Controller("""
        private static readonly Kernel s_kernel = new();
        public void Own() => Kernel.CreateBuilder().Build().ImportPluginFromType<ChatController>();
        public void Injected() => kernel.ImportPluginFromType<ChatController>();
        public void Checked()
        {
            if (!s_kernel.Plugins.Contains("a"))
                s_kernel.ImportPluginFromType<ChatController>("a");
        }
        """));

    [Fact]
    public Task Shared_kernels_Trigger() => Rule.Code(ChatCode.Program("""
        var app = WebApplication.CreateBuilder(args).Build();
        var shared = Kernel.CreateBuilder().Build();
        shared.ImportPluginFromType<Handlers>();
        app.MapPost("/a", () => { shared.{|MLG4034:ImportPluginFromType|}<Handlers>(); });
        app.MapPost("/b", Handlers.Plan);
        app.Run();
        """, """
        public class Handlers
        {
            private static readonly Kernel s_kernel = new();
            public static void Plan() => s_kernel.Plugins.{|MLG4034:AddFromType|}<Handlers>();
        }
        """));
}
