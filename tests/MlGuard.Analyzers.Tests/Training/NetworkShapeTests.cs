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
    [InlineData("var x = randn(4, 2, 8); var (y, w) = MultiheadAttention(8, 2).call(x, x, x); Linear(8, 3).call(y);")]
    [InlineData("CrossEntropyLoss().call(randn(8, 5), randint(0, 5, new long[] { 8 }));")]
    [InlineData("CrossEntropyLoss().call(randn(8, 5), rand(8, 5));")]
    [InlineData("var n = Console.Read(); var x = randn(n, 1, 4).squeeze(); Linear(4, 3).call(x);")]
    [InlineData("var n = Console.Read(); var x = randn(8, 4)[TensorIndex.Slice(n, null)]; x = x + randn(3, 4);")]
    [InlineData("var i = Console.Read(); var x = randn(8, 4)[i]; Linear(4, 3).call(x);")]
    [InlineData("var parts = randn(6, 4).split(new long[] { 2, 4 }); Linear(4, 3).call(parts[Console.Read()]);")]
    [InlineData("var layers = ModuleList(Linear(4, 4), Linear(4, 8)); layers.append(Linear(8, 2)); var x = randn(2, 4); "
        + "foreach (var l in layers) x = ((Linear)l).call(x); Linear(2, 2).call(x);")]
    [InlineData("var x = randn(2, 4); using (no_grad()) { x = Grown(x); } Linear(8, 3).call(x); "
        + "static Tensor Grown(Tensor t) => cat(new[] { t, t }, 1);")]
    [InlineData("var n = Console.Read(); (randn(n, 4) + randn(3, 4)).sum();")]
    [InlineData("var x = randn(2, 4).amax(1); Linear(2, 3).call(x);")]
    [InlineData("var x = randn(2, 3, 4).amax(new long[] { 1 }); Linear(4, 3).call(x[0]);")]
    [InlineData("var x = randn(2, 3, 4).amin(new long[] { -1 }, true); Linear(1, 3).call(x[0]);")]
    [InlineData("var n = Console.Read(); var x = randn(2, 3, 4).amax(n); Linear(4, 3).call(x[0]);")]
    public Task What_fits_or_may_fit_DoesNotTrigger(string code) => Rule.Code(TorchCode.Program(code));

    [Theory]
    [InlineData("var model = Sequential(Linear(4, 8), ReLU(), {|MLG2019:Linear|}(9, 3)); model.call(randn(2, 4));")]
    [InlineData("var model = Sequential((\"a\", Conv2d(1, 8, 3)), (\"b\", {|MLG2019:Conv2d|}(16, 4, 3))); model.call(randn(2, 1, 9, 9));")]
    [InlineData("Linear(5, 3).{|MLG2019:call|}(randn(2, 4));")]
    [InlineData("var x = randn(2, 4).amax(1); Linear(4, 3).{|MLG2019:call|}(x);")]
    [InlineData("var x = randn(4, 2, 8); var (y, w) = MultiheadAttention(8, 2).call(x, x, x); Linear(9, 3).{|MLG2019:call|}(y);")]
    [InlineData("var x = randn(4, 2, 8); var y = MultiheadAttention(8, 2).call(x, x, x).Item1; Linear(9, 3).{|MLG2019:call|}(y);")]
    [InlineData("var x = randn(4, 2, 8); var (y, w) = MultiheadAttention(8, 2).call(x, x, x); w = {|MLG2019:w + randn(2, 4, 5)|};")]
    [InlineData("CrossEntropyLoss().{|MLG2019:call|}(randn(8, 5), randint(0, 5, new long[] { 8, 1 }));")]
    [InlineData("var loss = MSELoss(); loss.{|MLG2019:forward|}(randn(8, 5), rand(8));")]
    [InlineData("var (y, h) = GRU(4, 6, batchFirst: true).call(randn(2, 5, 4)); Linear(4, 3).{|MLG2019:call|}(h[0]);")]
    [InlineData("var parts = randn(6, 4).chunk(3); Linear(5, 3).{|MLG2019:call|}(parts[1]);")]
    [InlineData("var x = {|MLG2019:randn(3, 4)[1, 7]|};")]
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
