using MlGuard.Analyzers.Tests.Infrastructure;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<
    MlGuard.Analyzers.Training.KeptGradientsAnalyzer, MlGuard.CodeFixes.Training.KeptGradientsCodeFix>;

namespace MlGuard.Analyzers.Tests.Training;

public class KeptGradientsTests
{
    private const string Start = """
        var model = new Net();
        var optimizer = optim.SGD(model.parameters(), 0.1);
        var loss = CrossEntropyLoss();
        var (x, y) = (randn(8, 4), zeros(8, int64));

        """;

    /// <summary>Who clears: the optimizer, the model, a helper, a closure, a hand, each second round.</summary>
    [Theory]
    [InlineData("for (var i = 0; i < 100; i++) { optimizer.zero_grad(); loss.call(model.call(x), y).backward(); optimizer.step(); }")]
    [InlineData("for (var i = 0; i < 100; i++) { loss.call(model.call(x), y).backward(); optimizer.step(); optimizer.zero_grad(); }")]
    [InlineData("for (var i = 0; i < 100; i++) { model.zero_grad(); loss.call(model.call(x), y).backward(); optimizer.step(); }")]
    [InlineData("for (var i = 0; i < 100; i++) { Clear(optimizer); loss.call(model.call(x), y).backward(); optimizer.step(); } static void Clear(optim.Optimizer it) => it.zero_grad();")]
    [InlineData("for (var i = 0; i < 100; i++) { optimizer.step(() => { optimizer.zero_grad(); var l = loss.call(model.call(x), y); l.backward(); return l; }); }")]
    [InlineData("for (var i = 0; i < 100; i++) { foreach (var p in model.parameters()) p.grad?.zero_(); loss.call(model.call(x), y).backward(); optimizer.step(); }")]
    [InlineData("for (var i = 0; i < 100; i++) { (loss.call(model.call(x), y) / 4).backward(); if (i % 4 == 3) { optimizer.step(); optimizer.zero_grad(); } }")]
    [InlineData("loss.call(model.call(x), y).backward(); optimizer.step();")]
    public Task Cleared_gradients_DoNotTrigger(string loop) =>
        Verify<Analyzers.Training.KeptGradientsAnalyzer>.Code(TorchCode.Program(Start + loop));

    [Fact]
    public Task A_loop_of_a_program_Triggers() => Rule.Code(
        TorchCode.Program(Start + """
            for (var epoch = 0; epoch < 100; epoch++)
            {
                var output = loss.call(model.call(x), y);
                output.{|MLG2011:backward|}();
                optimizer.step();
            }
            """),
        TorchCode.Program(Start + """
            for (var epoch = 0; epoch < 100; epoch++)
            {
                var output = loss.call(model.call(x), y);
                optimizer.zero_grad();
                output.backward();
                optimizer.step();
            }
            """));

    [Fact]
    public Task A_step_in_a_helper_Triggers() => Verify<Analyzers.Training.KeptGradientsAnalyzer>.Code(TorchCode.InClass("""
        public void Run(Net model, DataLoader loader)
        {
            var optimizer = optim.Adam(model.parameters());
            for (var epoch = 0; epoch < 10; epoch++)
                foreach (var batch in loader)
                    Step(model, optimizer, batch["x"], batch["y"]);
        }

        private static float Step(Module<Tensor, Tensor> model, optim.Optimizer optimizer, Tensor x, Tensor y)
        {
            using var scope = NewDisposeScope();
            var loss = functional.cross_entropy(model.call(x), y);
            loss.{|MLG2011:backward|}();
            optimizer.step();
            return loss.item<float>();
        }
        """));
}
