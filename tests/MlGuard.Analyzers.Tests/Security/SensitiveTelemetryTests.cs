using MlGuard.Analyzers.Tests.Infrastructure;
using Fix = MlGuard.Analyzers.Tests.Infrastructure.Verify<
    MlGuard.Analyzers.Security.SensitiveTelemetryAnalyzer, MlGuard.CodeFixes.Security.SensitiveTelemetryCodeFix>;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Security.SensitiveTelemetryAnalyzer>;

namespace MlGuard.Analyzers.Tests.Security;

public class SensitiveTelemetryTests
{
    [Fact]
    public Task Conditions_and_debug_builds_DoNotTrigger() => Rule.Code(ChatCode.Class("""
        public void Set(OpenTelemetryChatClient client, FunctionInvokingChatClient invoking, Microsoft.Extensions.Hosting.IHostEnvironment environment, IConfiguration configuration)
        {
            client.EnableSensitiveData = configuration["a"] == "b";
            client.EnableSensitiveData = false;
            if (environment.EnvironmentName == "Development" || configuration["x"] is { } set && set == "1")
                client.EnableSensitiveData = true;
            if (Microsoft.Extensions.Hosting.HostEnvironmentEnvExtensions.IsDevelopment(environment))
                invoking.IncludeDetailedErrors = true;
        }
        """));

    [Fact]
    public Task It_is_switched_off() => Fix.Code(
        ChatCode.Class("""
            public void Set(IChatClient inner, FunctionInvokingChatClient invoking)
            {
                inner.AsBuilder().UseOpenTelemetry(configure: it => {|MLG7005:it.EnableSensitiveData = true|});
                {|MLG7005:invoking.IncludeDetailedErrors = true|};
                {|MLG7005:AppContext.SetSwitch("Azure.Experimental.TraceGenAIMessageContent", true)|};
            }
            """),
        ChatCode.Class("""
            public void Set(IChatClient inner, FunctionInvokingChatClient invoking)
            {
                inner.AsBuilder().UseOpenTelemetry(configure: it => it.EnableSensitiveData = false);
                invoking.IncludeDetailedErrors = false;
                AppContext.SetSwitch("Azure.Experimental.TraceGenAIMessageContent", false);
            }
            """));
}
