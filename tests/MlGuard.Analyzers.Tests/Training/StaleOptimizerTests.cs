using MlGuard.Analyzers.Tests.Infrastructure;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Training.StaleOptimizerAnalyzer>;

namespace MlGuard.Analyzers.Tests.Training;

public class StaleOptimizerTests
{
    private const string Round = "for (var i = 0; i < 5; i++) { optimizer.zero_grad(); model.call(randn(8, 4)).sum().backward(); optimizer.step(); }";

    [Theory]
    [InlineData("var model = new Net().to(CUDA); var optimizer = optim.SGD(model.parameters(), 0.1); " + Round)]
    [InlineData("var model = new Net(); model.to(CUDA); var optimizer = optim.SGD(model.parameters(), 0.1); " + Round)]
    // Back to the CPU for a file, when the training is over.
    [InlineData("var model = new Net().to(CUDA); var optimizer = optim.SGD(model.parameters(), 0.1); " + Round + " model.to(CPU); model.save(\"net.dat\");")]
    [InlineData("var model = new Net(); var optimizer = optim.SGD(model.parameters(), 0.1); var x = randn(8, 4).to(CUDA); " + Round)]
    [InlineData("var model = new Net(); var optimizer = optim.SGD(model.parameters(), 0.1); model.load(\"net.dat\"); " + Round)]
    [InlineData("var model = new Net(); var optimizer = optim.SGD(model.parameters(), 0.1); model.to(CUDA); optimizer = optim.SGD(model.parameters(), 0.1); " + Round)]
    public Task An_optimizer_of_the_moved_model_DoesNotTrigger(string code) => Rule.Code(TorchCode.Program(code));

    [Theory]
    [InlineData("var model = new Net(); var optimizer = optim.SGD(model.parameters(), 0.1); model.{|MLG2012:to|}(CUDA); " + Round)]
    [InlineData("var model = new Net(); using var optimizer = optim.Adam(model.parameters()); if (cuda.is_available()) model.{|MLG2012:cuda|}(); " + Round)]
    [InlineData("Module<Tensor, Tensor> model = new Net(); var optimizer = optim.Adam(model.parameters()); model = model.{|MLG2012:to|}(float64); " + Round)]
    public Task A_move_after_the_optimizer_Triggers(string code) => Rule.Code(TorchCode.Program(code));

    [Fact]
    public Task A_trainer_that_keeps_both_Triggers() => Rule.Code(TorchCode.InClass("""
        private readonly Net _model;
        private readonly optim.Optimizer _optimizer;

        public Subject(Device device)
        {
            _model = new Net();
            _optimizer = optim.Adam(_model.parameters());
            _model.{|MLG2012:to|}(device);
        }
        """));
}
