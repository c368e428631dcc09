using MlGuard.Analyzers.Tests.Infrastructure;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Training.AwaitInScopeAnalyzer>;

namespace MlGuard.Analyzers.Tests.Training;

public class AwaitInScopeTests
{
    [Theory]
    [InlineData("async Task M() { using (no_grad()) { } await Task.Delay(1); }")]
    [InlineData("async Task M() { await Task.Delay(1); using var _ = no_grad(); Console.WriteLine(1); }")]
    [InlineData("void M() { using var _ = no_grad(); Func<Task> later = async () => await Task.Delay(1); }")]
    [InlineData("async Task M() { { using var _ = NewDisposeScope(); } await Task.Delay(1); }")]
    public Task An_await_outside_DoesNotTrigger(string method) => Rule.Code(TorchCode.InClass(method));

    [Theory]
    [InlineData("async Task M() { using var _ = no_grad(); {|MLG2018:await|} Task.Delay(1); }")]
    [InlineData("async Task<float> M(Net m, Tensor x) { using (var scope = NewDisposeScope()) { var y = m.call(x); {|MLG2018:await|} Task.Yield(); return y.sum().item<float>(); } }")]
    [InlineData("IEnumerable<float> M(Net m, Tensor x) { using var scope = NewDisposeScope(); {|MLG2018:yield|} return m.call(x).sum().item<float>(); }")]
    public Task An_await_inside_Triggers(string method) => Rule.Code(TorchCode.InClass(method));
}
