using MlGuard.Analyzers.Tests.Infrastructure;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Training.TwoDevicesAnalyzer>;

namespace MlGuard.Analyzers.Tests.Training;

public class TwoDevicesTests
{
    [Theory]
    [InlineData("var net = new Net().to(CUDA); net.call(randn(8, 4).to(CUDA));")]
    [InlineData("var net = new Net().to(CUDA); net.call(randn(8, 4, device: CUDA));")]
    [InlineData("var device = cuda.is_available() ? CUDA : CPU; var net = new Net().to(device); var x = randn(8, 4).to(device); net.call(x);")]
    [InlineData("var net = new Net(); net.call(randn(8, 4));")]
    [InlineData("var net = new Net().to(CPU); net.call(randn(8, 4));")]
    [InlineData("Go(CPU); void Go(Device device) { var net = new Net().to(device); net.call(randn(8, 4)); }")]
    public Task One_device_DoesNotTrigger(string code) => Rule.Code(TorchCode.Program(code));

    [Theory]
    [InlineData("var net = new Net().to(CUDA); net.call({|MLG2026:randn(8, 4)|});")]
    [InlineData("var net = new Net(); net.cuda(); var x = tensor(new float[] { 1, 2, 3, 4 }).unsqueeze(0); net.call({|MLG2026:x|});")]
    [InlineData("var device = cuda.is_available() ? CUDA : CPU; var net = new Net(); net.to(device); net.call({|MLG2026:zeros(8, 4)|});")]
    public Task Two_devices_Trigger(string code) => Rule.Code(TorchCode.Program(code));
}
