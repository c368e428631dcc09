using MlGuard.Analyzers.Tests.Infrastructure;
using Fix = MlGuard.Analyzers.Tests.Infrastructure.Verify<
    MlGuard.Analyzers.Security.OpenEndpointAnalyzer, MlGuard.CodeFixes.Security.OpenEndpointCodeFix>;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Security.OpenEndpointAnalyzer>;

namespace MlGuard.Analyzers.Tests.Security;

public class OpenEndpointTests
{
    [Fact]
    public Task Authorized_endpoints_DoNotTrigger() => Rule.Code(ChatCode.Program("""
        var app = WebApplication.CreateBuilder(args).Build();
        app.MapMcp().RequireAuthorization();
        app.MapGroup("/tools").RequireAuthorization().MapMcp();
        app.Run();
        """));

    [Fact]
    public Task The_own_machine_DoesNotTrigger() => Rule.Code(ChatCode.Program("""
        var app = WebApplication.CreateBuilder(args).Build();
        app.MapMcp("/mcp");
        app.Run("http://localhost:3001");
        """));

    [Fact]
    public Task Authorization_is_asked_for() => Fix.Code(
        ChatCode.Program("""
            var app = WebApplication.CreateBuilder(args).Build();
            app.{|MLG7013:MapMcp|}("/mcp");
            app.Run();
            """),
        ChatCode.Program("""
            var app = WebApplication.CreateBuilder(args).Build();
            app.MapMcp("/mcp").RequireAuthorization();
            app.Run();
            """));
}
