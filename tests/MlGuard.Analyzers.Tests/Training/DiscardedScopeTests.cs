using MlGuard.Analyzers.Tests.Infrastructure;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Training.DiscardedScopeAnalyzer>;
using RuleWithFix = MlGuard.Analyzers.Tests.Infrastructure.Verify<
    MlGuard.Analyzers.Training.DiscardedScopeAnalyzer, MlGuard.CodeFixes.Training.DiscardedScopeCodeFix>;

namespace MlGuard.Analyzers.Tests.Training;

public class DiscardedScopeTests
{
    [Theory]
    [InlineData("void M() { using var _ = no_grad(); }")]
    [InlineData("void M() { using (no_grad()) { } }")]
    [InlineData("void M() { var off = inference_mode(); try { } finally { off.Dispose(); } }")]
    [InlineData("IDisposable M() => no_grad();")]
    [InlineData("IDisposable M() { var off = no_grad(); return off; }")]
    [InlineData("IDisposable _off; void M() { _off = no_grad(); }")]
    [InlineData("void M() { set_grad_enabled(false); }")]
    [InlineData("void M() { Func<IDisposable> off = () => no_grad(); using (off()) { } }")]
    public Task A_scope_that_somebody_closes_DoesNotTrigger(string method) => Rule.Code(TorchCode.InClass(method));

    [Theory]
    [InlineData("void M() { _ = torch.{|MLG2017:inference_mode|}(); }")]
    [InlineData("void M() { var scope = {|MLG2017:NewDisposeScope|}(); Console.WriteLine(1); }")]
    public Task A_scope_that_nobody_closes_Triggers(string method) => Rule.Code(TorchCode.InClass(method));

    [Fact]
    public Task A_bare_call_gets_a_using() => RuleWithFix.Code(
        TorchCode.InClass("public static void M() { torch.{|MLG2017:no_grad|}(); }"),
        TorchCode.InClass("public static void M() { using var _ = torch.no_grad(); }"));
}
