using MlGuard.Analyzers.Tests.Infrastructure;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Security.DisabledApprovalAnalyzer>;

namespace MlGuard.Analyzers.Tests.Security;

public class DisabledApprovalTests
{
    [Fact]
    public Task Questions_and_rules_for_reading_DoNotTrigger() => Rule.Code(ChatCode.Class("""
        public object Read() => new FileAccessProviderOptions { DisableReadOnlyToolApproval = true, DisableWriteToolApproval = false };
        public object Mode() => HostedMcpServerToolApprovalMode.AlwaysRequire;
        public object Asked(ToolApprovalRequestContent request)
        {
            Console.WriteLine(request.ToolCall);
            return request.CreateResponse(Console.ReadLine() == "y");
        }
        public object? Chosen(ToolApprovalRequestContent request, bool isFine) => isFine ? request.CreateResponse(true) : null;
        """));

    [Fact]
    public Task Approval_that_nobody_gives_Triggers() => Rule.Code(ChatCode.Class("""
        public object Files() => new FileAccessProviderOptions { {|MLG7010:DisableWriteToolApproval = true|} };
        public object Mode() => {|MLG7010:HostedMcpServerToolApprovalMode.NeverRequire|};
        public IEnumerable<object> All(IEnumerable<ToolApprovalRequestContent> requests) =>
            requests.Select(request => request.{|MLG7010:CreateResponse|}(true));
        """));
}
