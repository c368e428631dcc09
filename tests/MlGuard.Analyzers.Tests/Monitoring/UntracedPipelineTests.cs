using MlGuard.Analyzers.Tests.Infrastructure;
using Fix = MlGuard.Analyzers.Tests.Infrastructure.Verify<
    MlGuard.Analyzers.Monitoring.UntracedPipelineAnalyzer, MlGuard.CodeFixes.Monitoring.UntracedPipelineCodeFix>;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Monitoring.UntracedPipelineAnalyzer>;

namespace MlGuard.Analyzers.Tests.Monitoring;

public class UntracedPipelineTests
{
    [Fact]
    public Task Traced_and_unfinished_pipelines_DoNotTrigger() => Rule.Code(ChatCode.Program("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddChatClient((IChatClient)null!).UseFunctionInvocation().UseOpenTelemetry();
        builder.Services.AddChatClient((IChatClient)null!).UseLogging();
        var later = builder.Services.AddChatClient((IChatClient)null!);
        later.UseOpenTelemetry();
        var own = ((IChatClient)null!).AsBuilder().Use(inner => inner).Build();
        builder.Build().Run();
        """));

    [Fact]
    public Task A_console_program_DoesNotTrigger() => Rule.Code(ChatCode.Program("""
        var client = ((IChatClient)null!).AsBuilder().UseFunctionInvocation().Build();
        """));

    [Fact]
    public Task The_step_is_added() => Fix.Code(
        ChatCode.Program("""
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.{|MLG6003:AddChatClient|}((IChatClient)null!);
            var client = ((IChatClient)null!).AsBuilder().UseFunctionInvocation().{|MLG6003:Build|}();
            builder.Build().Run();
            """),
        ChatCode.Program("""
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddChatClient((IChatClient)null!).UseOpenTelemetry();
            var client = ((IChatClient)null!).AsBuilder().UseFunctionInvocation().UseOpenTelemetry().Build();
            builder.Build().Run();
            """));
}
