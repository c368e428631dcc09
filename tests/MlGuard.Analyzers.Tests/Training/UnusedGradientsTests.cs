using MlGuard.Analyzers.Tests.Infrastructure;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Training.UnusedGradientsAnalyzer>;

namespace MlGuard.Analyzers.Tests.Training;

public class UnusedGradientsTests
{
    private const string Start = """
        var model = new Net();
        var optimizer = optim.SGD(model.parameters(), 0.1);
        var (x, y) = (randn(8, 4), zeros(8, int64));

        """;

    [Theory]
    [InlineData("optimizer.zero_grad(); functional.cross_entropy(model.call(x), y).backward(); optimizer.step();")]
    [InlineData("optimizer.zero_grad(); functional.cross_entropy(model.call(x), y).backward(); Step(optimizer); static void Step(optim.Optimizer it) => it.step();")]
    [InlineData("functional.cross_entropy(model.call(x), y).backward(); foreach (var p in model.parameters()) p.sub_(p.grad * 0.1);")]
    [InlineData("functional.cross_entropy(model.call(x), y).backward(); new Trainer(optimizer).Go();")]
    public Task Used_gradients_DoNotTrigger(string round) => Rule.Code(TorchCode.Program(
        Start + $"for (var i = 0; i < 100; i++) {{ {round} }}", TorchCode.Net + """

            public class Trainer(optim.Optimizer optimizer) { public void Go() => optimizer.step(); }
            """));

    [Fact]
    public Task A_loop_without_a_step_Triggers() => Rule.Code(TorchCode.Program(Start + """
        var scheduler = optim.lr_scheduler.StepLR(optimizer, 10);
        for (var i = 0; i < 100; i++)
        {
            optimizer.zero_grad();
            var loss = functional.cross_entropy(model.call(x), y);
            loss.{|MLG2030:backward|}();
            scheduler.step();
        }
        """));
}
