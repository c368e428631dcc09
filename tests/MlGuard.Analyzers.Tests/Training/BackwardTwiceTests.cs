using MlGuard.Analyzers.Tests.Infrastructure;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Training.BackwardTwiceAnalyzer>;

namespace MlGuard.Analyzers.Tests.Training;

public class BackwardTwiceTests
{
    private const string Start = """
        var model = new Net();
        var other = new Net();
        var optimizer = optim.SGD(model.parameters(), 0.1);
        var (x, y) = (randn(8, 4), zeros(8, int64));

        """;

    [Theory]
    [InlineData("var a = functional.cross_entropy(model.call(x), y); a.backward(retain_graph: true); a.backward();")]
    [InlineData("var a = functional.cross_entropy(model.call(x), y); a.backward(); a = functional.cross_entropy(model.call(x), y); a.backward();")]
    [InlineData("for (var i = 0; i < 5; i++) { var a = functional.cross_entropy(model.call(x), y); a.backward(); optimizer.step(); }")]
    // Two networks against each other: the first loss stops at the other's answer.
    [InlineData("var fake = model.call(x); other.call(fake.detach()).sum().backward(); other.call(randn(8, 4)).sum().backward(); functional.mse_loss(fake, x).backward();")]
    [InlineData("var a = functional.cross_entropy(model.call(x), y); if (y.numel() > 1) a.backward(); else a.backward();")]
    [InlineData("var answer = model.call(x); (answer.sum() + answer.mean()).backward();")]
    public Task One_pass_a_graph_DoesNotTrigger(string code) => Rule.Code(TorchCode.Program(Start + code));

    [Theory]
    [InlineData("var a = functional.cross_entropy(model.call(x), y); a.backward(); a.{|MLG2029:backward|}();")]
    [InlineData("var answer = model.call(x); var one = functional.cross_entropy(answer, y); var two = answer.pow(2).mean(); one.backward(); two.{|MLG2029:backward|}();")]
    [InlineData("var a = functional.cross_entropy(model.call(x), y); for (var i = 0; i < 5; i++) { optimizer.zero_grad(); a.{|MLG2029:backward|}(); optimizer.step(); }")]
    public Task A_freed_graph_Triggers(string code) => Rule.Code(TorchCode.Program(Start + code));
}
