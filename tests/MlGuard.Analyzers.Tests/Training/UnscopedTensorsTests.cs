using MlGuard.Analyzers.Tests.Infrastructure;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Training.UnscopedTensorsAnalyzer>;

namespace MlGuard.Analyzers.Tests.Training;

public class UnscopedTensorsTests
{
    private const string Start = "var model = new Net(); var optimizer = optim.SGD(model.parameters(), 0.1); var x = randn(8, 4); ";
    private const string Round = "optimizer.zero_grad(); model.call(x).sum().backward(); optimizer.step();";

    [Theory]
    [InlineData("for (var i = 0; i < 1000; i++) { using var scope = NewDisposeScope(); " + Round + " }")]
    [InlineData("for (var i = 0; i < 1000; i++) { using (NewDisposeScope()) { " + Round + " } }")]
    [InlineData("using (var scope = NewDisposeScope()) for (var i = 0; i < 1000; i++) { " + Round + " scope.DisposeEverything(); }")]
    [InlineData("for (var i = 0; i < 1000; i++) { optimizer.zero_grad(); using var loss = model.call(x).sum(); loss.backward(); optimizer.step(); }")]
    [InlineData("for (var i = 0; i < 1000; i++) { " + Round + " GC.Collect(); }")]
    [InlineData("for (var i = 0; i < 3; i++) { " + Round + " }")]
    [InlineData("for (var i = 0; i < 1000; i++) Step(); void Step() { using var scope = NewDisposeScope(); " + Round + " }")]
    [InlineData("for (var i = 0; i < 1000; i++) { var y = model.call(x); var loss = y.sum(); loss.backward(); optimizer.step(); loss.Dispose(); y.Dispose(); }")]
    [InlineData("for (var i = 0; i < 1000; i++) { var y = model.call(x); using var loss = y.sum(); loss.backward(); optimizer.step(); foreach (var it in new[] { y }) it.Dispose(); }")]
    [InlineData("for (var i = 0; i < 1000; i++) { var y = model.call(x); using var loss = y.sum(); loss.backward(); optimizer.step(); Free(y); } void Free(params Tensor[] all) { foreach (var it in all) it.Dispose(); }")]
    [InlineData("var all = new System.Collections.Generic.List<Tensor>(); for (var i = 0; i < 1000; i++) { var y = model.call(x); using var loss = y.sum(); loss.backward(); optimizer.step(); all.Add(y); }")]
    [InlineData("for (var i = 0; i < 1000; i++) { var y = model.call(x); using (y) { using var loss = y.sum(); loss.backward(); optimizer.step(); } }")]
    [InlineData("for (var i = 0; i < 1000; i++) { Tensor last = model.call(x); using var loss = last.sum(); loss.backward(); optimizer.step(); last?.Dispose(); }")]
    [InlineData("using var scope = NewDisposeScope(); for (var i = 0; i < 1000; i++) { var y = model.call(x); using var loss = y.sum(); loss.backward(); optimizer.step(); scope.DisposeEverything(); }")]
    [InlineData("using var outer = NewDisposeScope(); for (var i = 0; i < 1000; i++) { var y = model.call(x).MoveToOuterDisposeScope(); using var loss = y.sum(); loss.backward(); optimizer.step(); }")]
    [InlineData("using var outer = NewDisposeScope(); for (var i = 0; i < 1000; i++) { var y = model.call(x); using var loss = y.sum(); loss.backward(); optimizer.step(); outer.Detach(y); }")]
    public Task Disposed_tensors_DoNotTrigger(string loop) => Rule.Code(TorchCode.Program(Start + loop));

    [Theory]
    [InlineData("for (var i = 0; i < 1000; i++) { optimizer.zero_grad(); model.call(x).sum().{|MLG2015:backward|}(); optimizer.step(); }")]
    [InlineData("using var scope = NewDisposeScope(); while (true) { optimizer.zero_grad(); model.call(x).sum().{|MLG2015:backward|}(); optimizer.step(); }")]
    [InlineData("for (var i = 0; i < 1000; i++) { var y = model.call(x); using var loss = y.sum(); loss.{|MLG2015:backward|}(); optimizer.step(); System.Console.WriteLine($\"{y.shape[0]}\"); }")]
    [InlineData("for (var i = 0; i < 1000; i++) { var y = model.call(x); var loss = functional.mse_loss(y, x); loss.{|MLG2015:backward|}(); optimizer.step(); var right = y.argmax(1); right.Dispose(); loss.Dispose(); }")]
    [InlineData("using (NewDisposeScope()) for (var i = 0; i < 1000; i++) { using (var y = model.call(x)) { var loss = functional.mse_loss(y, x); loss.{|MLG2015:backward|}(); optimizer.step(); } }")]
    public Task Tensors_of_each_round_Trigger(string loop) => Rule.Code(TorchCode.Program(Start + loop));
}
