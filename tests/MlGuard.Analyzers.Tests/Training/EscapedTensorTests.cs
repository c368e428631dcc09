using MlGuard.Analyzers.Tests.Infrastructure;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Training.EscapedTensorAnalyzer>;
using RuleWithFix = MlGuard.Analyzers.Tests.Infrastructure.Verify<
    MlGuard.Analyzers.Training.EscapedTensorAnalyzer, MlGuard.CodeFixes.Training.EscapedTensorCodeFix>;

namespace MlGuard.Analyzers.Tests.Training;

public class EscapedTensorTests
{
    [Theory]
    [InlineData("Tensor M(Tensor x) { using var scope = NewDisposeScope(); return (x + 1).MoveToOuterDisposeScope(); }")]
    [InlineData("Tensor M(Tensor x) { using var scope = NewDisposeScope(); var y = x + 1; return scope.MoveToOuter(y); }")]
    [InlineData("Tensor M(Tensor x) { using (var scope = NewDisposeScope()) { var y = x + 1; scope.Detach(y); return y; } }")]
    [InlineData("float M(Tensor x) { using var scope = NewDisposeScope(); return (x + 1).sum().item<float>(); }")]
    [InlineData("Tensor M(Tensor x) { using var scope = NewDisposeScope(); Console.WriteLine(x + 1); return x; }")]
    [InlineData("Tensor M(Tensor x) { using var _ = no_grad(); return x + 1; }")]
    [InlineData("Tensor M(Tensor x) { using var scope = NewDisposeScope(); Func<Tensor> f = () => x + 1; return x; }")]
    [InlineData("Tensor _kept; void M(Tensor x) { using var scope = NewDisposeScope(); _kept = (x + 1).DetachFromDisposeScope(); }")]
    [InlineData("void M(Tensor x) { Tensor y; for (var i = 0; i < 9; i++) { using var scope = NewDisposeScope(); y = x + 1; Console.WriteLine(y); } }")]
    [InlineData("Tensor M(Tensor x) { using var scope = NewDisposeScope(); x.add_(1); return x.mul_(2); }")]
    [InlineData("void M(Net m, Tensor x) { var total = 0f; for (var i = 0; i < 9; i++) { var loss = m.call(x).sum(); loss.backward(); total += loss.item<float>(); } }")]
    [InlineData("void M(Net m, Tensor x) { var total = zeros(1); for (var i = 0; i < 9; i++) { var loss = m.call(x).sum(); loss.backward(); total += loss.detach(); } }")]
    [InlineData("void M(Net m, Tensor x) { var total = zeros(1); foreach (var i in new[] { 1, 2 }) total += m.call(x).sum(); total.backward(); Console.WriteLine(total); }")]
    public Task What_stays_or_is_moved_DoesNotTrigger(string method) => Rule.Code(TorchCode.InClass(method));

    [Theory]
    [InlineData("(Tensor, Tensor) M(Tensor x) { using var scope = NewDisposeScope(); var y = x + 1; return ({|MLG2016:y|}, x); }")]
    [InlineData("Tensor _kept; void M(Net m, Tensor x) { using (NewDisposeScope()) { _kept = {|MLG2016:m.call(x)|}; } }")]
    [InlineData("float M(Net m, Tensor x) { Tensor y = null; using (NewDisposeScope()) { y = {|MLG2016:m.call(x)|}; } return y.sum().item<float>(); }")]
    [InlineData("void M(Net m, Tensor x) { var total = zeros(1); for (var i = 0; i < 9; i++) { using var scope = NewDisposeScope(); total += {|MLG2016:m.call(x).sum()|}; } Console.WriteLine(total); }")]
    [InlineData("void M(Net m, Tensor x) { var total = zeros(1); for (var i = 0; i < 9; i++) { var loss = m.call(x).sum(); loss.backward(); total += {|MLG2016:loss|}; } Console.WriteLine(total); }")]
    public Task What_is_used_later_Triggers(string method) => Rule.Code(TorchCode.InClass(method));

    [Fact]
    public Task A_returned_tensor_is_moved_out() => RuleWithFix.Code(
        TorchCode.InClass("public static Tensor Twice(Tensor x) { using var scope = NewDisposeScope(); var y = x + x; return {|MLG2016:y|}; }"),
        TorchCode.InClass("public static Tensor Twice(Tensor x) { using var scope = NewDisposeScope(); var y = x + x; return y.MoveToOuterDisposeScope(); }"));
}
