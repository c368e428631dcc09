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
    [InlineData("var net = new Net().to(CUDA); Ask(net, {|MLG2026:randn(8, 4)|}); static void Ask(Net n, Tensor x) => Console.WriteLine(n.call(x));")]
    [InlineData("var net = Made(); net.call({|MLG2026:randn(8, 4)|}); static Net Made() { var n = new Net(); n.cuda(); return n; }")]
    public Task Two_devices_Trigger(string code) => Rule.Code(TorchCode.Program(code));

    [Theory]
    [InlineData("readonly Net _net = new(); public Subject() => _net.cuda(); Tensor M() => _net.call({|MLG2026:randn(8, 4)|});")]
    [InlineData("readonly Net _net; Subject(Net net) => _net = net; Tensor M() => _net.call({|MLG2026:randn(8, 4)|}); "
        + "static Subject Of() { var net = new Net(); net.to(CUDA); return new Subject(net); }")]
    public Task A_model_that_was_moved_elsewhere_Triggers(string members) => Rule.Code(TorchCode.InClass(members));

    [Theory]
    [InlineData("readonly Net _net = new(); public Subject() => _net.cuda(); Tensor M() => _net.call(randn(8, 4).cuda());")]
    [InlineData("readonly Net _net = new(); public Subject(bool gpu) { if (gpu) _net.cuda(); } Tensor M() => _net.call(randn(8, 4));")]
    [InlineData("readonly Net _net = new(); void Up() => _net.cuda(); void Down() => _net.cpu(); Tensor M() => _net.call(randn(8, 4));")]
    [InlineData("readonly Net _net; Subject(Net net) => _net = net; Tensor M() => _net.call(randn(8, 4)); "
        + "static Subject A() { var net = new Net(); net.to(CUDA); return new Subject(net); } static Subject B() { var net = new Net(); net.to(CPU); return new Subject(net); }")]
    public Task A_model_that_may_be_anywhere_DoesNotTrigger(string members) => Rule.Code(TorchCode.InClass(members));
}
