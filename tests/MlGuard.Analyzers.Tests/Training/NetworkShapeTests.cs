using MlGuard.Analyzers.Tests.Infrastructure;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Training.NetworkShapeAnalyzer>;

namespace MlGuard.Analyzers.Tests.Training;

public class NetworkShapeTests
{
    [Theory]
    [InlineData("Sequential(Linear(4, 8), ReLU(), Linear(8, 3)).call(randn(2, 4));")]
    [InlineData("Sequential(Conv2d(1, 8, 3), ReLU(), MaxPool2d(2), Flatten(), Linear(8 * 13 * 13, 10)).call(randn(2, 1, 28, 28));")]
    // What is not in the table is not known.
    [InlineData("Sequential(Linear(4, 8), Upsample(new long[] { 16 }), Linear(16, 3)).call(randn(2, 3, 4));")]
    [InlineData("var x = randn(2, 4); if (x.numel() > 3) x = randn(2, 5); Linear(5, 3).call(x);")]
    [InlineData("var x = randn(2, 4); for (var i = 0; i < 3; i++) { x = Linear(4, 4).call(x); } Linear(4, 3).call(x);")]
    [InlineData("Go(randn(2, 4)); static void Go(Tensor x) => Linear(5, 3).call(x.reshape(-1, 5));")]
    [InlineData("var n = Console.Read(); (randn(n, 4) + randn(3, 4)).sum();")]
    public Task What_fits_or_may_fit_DoesNotTrigger(string code) => Rule.Code(TorchCode.Program(code));

    [Theory]
    [InlineData("var model = Sequential(Linear(4, 8), ReLU(), {|MLG2019:Linear|}(9, 3)); model.call(randn(2, 4));")]
    [InlineData("var model = Sequential((\"a\", Conv2d(1, 8, 3)), (\"b\", {|MLG2019:Conv2d|}(16, 4, 3))); model.call(randn(2, 1, 9, 9));")]
    [InlineData("Linear(5, 3).{|MLG2019:call|}(randn(2, 4));")]
    [InlineData("randn(2, 12).{|MLG2019:view|}(2, 3, 3);")]
    [InlineData("var x = {|MLG2019:randn(2, 3) + randn(2, 4)|};")]
    [InlineData("{|MLG2019:cat|}(new[] { zeros(2, 3), zeros(2, 4) }, 0);")]
    [InlineData("{|MLG2019:mm|}(randn(2, 3), randn(4, 5));")]
    public Task What_cannot_fit_Triggers(string code) => Rule.Code(TorchCode.Program(code));

    [Fact]
    public Task A_network_with_parameters_Triggers() => Rule.Code(TorchCode.Program("new Wide(16).call(randn(8, 4));", """
        public class Wide : Module<Tensor, Tensor>
        {
            private readonly Linear first;
            private readonly Linear second;

            public Wide(int width) : base("Wide")
            {
                first = Linear(4, width);
                second = Linear(2 * width, 3);
                RegisterComponents();
            }

            public override Tensor forward(Tensor x)
            {
                using var h = functional.relu(first.call(x));
                return second.{|MLG2019:call|}(h);
            }
        }
        """));
}
