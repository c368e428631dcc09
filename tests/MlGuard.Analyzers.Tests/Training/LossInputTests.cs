using MlGuard.Analyzers.Tests.Infrastructure;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Training.LossInputAnalyzer>;

namespace MlGuard.Analyzers.Tests.Training;

public class LossInputTests
{
    private const string Start = "var (x, y) = (randn(8, 4), zeros(8, int64)); var z = zeros(8, 1); var model = Sequential(Linear(4, 8), ReLU(), Linear(8, 3)); ";

    [Theory]
    [InlineData("CrossEntropyLoss().call(model.call(x), y);")]
    [InlineData("NLLLoss().call(functional.log_softmax(model.call(x), 1), y);")]
    // A second log_softmax changes nothing.
    [InlineData("functional.cross_entropy(functional.log_softmax(model.call(x), 1), y);")]
    [InlineData("functional.nll_loss(functional.softmax(model.call(x), 1).log(), y);")]
    [InlineData("BCEWithLogitsLoss().call(Linear(4, 1).call(x), z);")]
    [InlineData("BCELoss().call(functional.sigmoid(Linear(4, 1).call(x)).squeeze(), z);")]
    [InlineData("var answer = model.call(x); functional.cross_entropy(answer, y); Console.WriteLine(functional.softmax(answer, 1).argmax(1));")]
    [InlineData("BCELoss().call(Sequential(Linear(4, 1), Sigmoid()).call(x), z);")]
    [InlineData("MSELoss().call(functional.softmax(model.call(x), 1), x);")]
    public Task What_the_loss_wants_DoesNotTrigger(string code) => Rule.Code(TorchCode.Program(Start + code));

    [Theory]
    [InlineData("CrossEntropyLoss().call({|MLG2013:functional.softmax(model.call(x), 1)|}, y);")]
    [InlineData("var answer = model.call(x).softmax(1); functional.cross_entropy({|MLG2013:answer|}, y);")]
    [InlineData("var net = Sequential((\"a\", Linear(4, 3)), (\"b\", Softmax(1))); var loss = CrossEntropyLoss(); loss.call({|MLG2013:net.call(x)|}, y);")]
    [InlineData("functional.binary_cross_entropy_with_logits({|MLG2013:sigmoid(Linear(4, 1).call(x))|}, z);")]
    [InlineData("functional.binary_cross_entropy({|MLG2013:Linear(4, 1).call(x)|}, z);")]
    [InlineData("functional.nll_loss({|MLG2013:model.call(x)|}, y);")]
    [InlineData("functional.nll_loss({|MLG2013:functional.softmax(model.call(x), 1)|}, y);")]
    public Task What_it_does_not_want_Triggers(string code) => Rule.Code(TorchCode.Program(Start + code));

    [Fact]
    public Task A_network_of_the_program_that_a_helper_trains_Triggers() => Rule.Code(TorchCode.InClass("""
        public void Run(Tensor x, Tensor y) => Step(new Shares(), BCELoss(), x, y);

        private static void Step(Module<Tensor, Tensor> model, Loss<Tensor, Tensor, Tensor> loss, Tensor x, Tensor y) =>
            loss.call({|MLG2013:model.call(x)|}, y).backward();
        """, """
        public class Shares : Module<Tensor, Tensor>
        {
            private readonly Linear _last = Linear(4, 1);
            public Shares() : base("Shares") => RegisterComponents();
            public override Tensor forward(Tensor x) { using var h = functional.relu(x); return _last.call(h); }
        }
        """));
}
