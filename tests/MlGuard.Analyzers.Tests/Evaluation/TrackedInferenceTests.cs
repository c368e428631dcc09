using MlGuard.Analyzers.Tests.Infrastructure;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Evaluation.TrackedInferenceAnalyzer>;

namespace MlGuard.Analyzers.Tests.Evaluation;

public class TrackedInferenceTests
{
    [Theory]
    [InlineData("void M(Net m, Tensor x) { m.eval(); using var _ = no_grad(); Console.WriteLine(m.call(x)); }")]
    [InlineData("void M(Net m, Tensor x) { m.eval(); using (inference_mode()) { Console.WriteLine(m.call(x)); } }")]
    [InlineData("void M(Net m, Tensor x) { m.train(); m.call(x).sum().backward(); }")]
    // An example against the model: the gradient of the input is wanted.
    [InlineData("Tensor M(Net m, Tensor x) { m.eval(); x.requires_grad_(); var y = m.call(x).sum(); y.backward(); return x.grad; }")]
    [InlineData("void M(Net m, Tensor x) { using var _ = no_grad(); Ask(m, x); } void Ask(Net m, Tensor x) { m.eval(); Console.WriteLine(m.call(x)); }")]
    [InlineData("void M(Net m, Tensor x) { m.eval(); set_grad_enabled(false); Console.WriteLine(m.call(x)); }")]
    [InlineData("readonly Net _m; Subject(Net m) => _m = m; public Tensor M(Tensor x) => _m.call(x); "
        + "static Subject Of() { var m = new Net(); m.load(\"n.dat\"); m.train(); return new Subject(m); }")]
    [InlineData("readonly Net _m; Subject(Net m) => _m = m; public Tensor M(Tensor x) => _m.call(x); void Go(Tensor x) => _m.call(x).sum().backward(); "
        + "static Subject Of() { var m = new Net(); m.load(\"n.dat\"); return new Subject(m); }")]
    [InlineData("readonly Net _m; Subject(Net m) => _m = m; public Tensor M(Tensor x) => _m.call(x); "
        + "static Subject Of() { var m = new Net(); m.eval(); return new Subject(m); } static Subject Other() => new Subject(new Net());")]
    public Task Untracked_answers_DoNotTrigger(string method) => Rule.Code(TorchCode.InClass(method));

    [Theory]
    [InlineData("void M(Net m, Tensor x) { m.eval(); Console.WriteLine(m.{|MLG3013:call|}(x)); }")]
    [InlineData("float M(Net m, Tensor[] xs) { m.eval(); var sum = 0f; foreach (var x in xs) sum += m.{|MLG3013:forward|}(x).sum().item<float>(); return sum; }")]
    [InlineData("readonly Net _m = new(); public Subject() { _m.load(\"n.dat\"); _m.eval(); } public Tensor M(Tensor x) => _m.{|MLG3013:call|}(x);")]
    [InlineData("readonly Net _m; Subject(Net m) => _m = m; public Tensor M(Tensor x) => _m.{|MLG3013:call|}(x); "
        + "static Subject Of() { var m = new Net(); m.load(\"n.dat\"); m.eval(); return new Subject(m); }")]
    [InlineData("static Net Load() { var m = new Net(); m.load(\"n.dat\"); m.eval(); return m; } void M(Tensor x) { var m = Load(); Console.WriteLine(m.{|MLG3013:call|}(x)); }")]
    public Task Tracked_answers_Trigger(string method) => Rule.Code(TorchCode.InClass(method));
}
