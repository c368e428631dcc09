using MlGuard.Analyzers.Tests.Infrastructure;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Training.DoubleInputAnalyzer>;

namespace MlGuard.Analyzers.Tests.Training;

public class DoubleInputTests
{
    [Theory]
    [InlineData("new Net().call(tensor(new double[] { 1, 2, 3, 4 }).to(float32));")]
    [InlineData("new Net().call(tensor(new float[] { 1, 2, 3, 4 }));")]
    [InlineData("var net = new Net(); net.to(float64); net.call(tensor(new double[] { 1, 2, 3, 4 }));")]
    [InlineData("Linear(4, 3, dtype: float64).call(tensor(new double[] { 1, 2, 3, 4 }));")]
    [InlineData("set_default_dtype(float64); new Net().call(tensor(new double[] { 1, 2, 3, 4 }));")]
    [InlineData("new Net().call(tensor(new double[] { 1, 2, 3, 4 }, dtype: float32));")]
    public Task Floats_DoNotTrigger(string code) => Rule.Code(TorchCode.Program(code));

    [Theory]
    [InlineData("new Net().call({|MLG2025:tensor(new double[] { 1, 2, 3, 4 })|});")]
    [InlineData("var net = Sequential(Linear(4, 3), ReLU()); double[] row = { 1, 2, 3, 4 }; var x = tensor(row).reshape(1, 4); net.call({|MLG2025:x|});")]
    [InlineData("var net = new Net(); var x = randn(8, 4, dtype: ScalarType.Float64); net.forward({|MLG2025:x|});")]
    public Task Doubles_Trigger(string code) => Rule.Code(TorchCode.Program(code));
}
