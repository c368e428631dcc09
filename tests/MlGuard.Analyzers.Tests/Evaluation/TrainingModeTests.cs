using MlGuard.Analyzers.Tests.Infrastructure;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Evaluation.TrainingModeAnalyzer>;
using RuleWithFix = MlGuard.Analyzers.Tests.Infrastructure.Verify<
    MlGuard.Analyzers.Evaluation.TrainingModeAnalyzer, MlGuard.CodeFixes.Evaluation.TrainingModeCodeFix>;

namespace MlGuard.Analyzers.Tests.Evaluation;

public class TrainingModeTests
{
    private const string Start = "var model = new Net(); var optimizer = optim.SGD(model.parameters(), 0.1); var x = randn(8, 4); ";
    private const string Round = "optimizer.zero_grad(); model.call(x).sum().backward(); optimizer.step();";

    [Theory]
    [InlineData("for (var i = 0; i < 9; i++) { " + Round + " } model.eval(); Console.WriteLine(model.call(x));")]
    [InlineData("for (var i = 0; i < 9; i++) { model.train(); " + Round + " model.eval(); Console.WriteLine(model.call(x)); }")]
    [InlineData("for (var i = 0; i < 9; i++) { " + Round + " model.train(false); Console.WriteLine(model.call(x)); model.train(); }")]
    [InlineData("model.load(\"net.dat\"); model.eval(); model.call(x);")]
    [InlineData("for (var i = 0; i < 9; i++) { model.train(); " + Round + " Check(model); } void Check(Net net) { net.eval(); Console.WriteLine(net.call(x)); }")]
    [InlineData("for (var i = 0; i < 9; i++) { " + Round + " if (i == 8) { model.eval(); break; } }")]
    [InlineData("var plain = Sequential(Linear(4, 8), ReLU()); plain.load(\"net.dat\"); plain.call(x);")]
    public Task The_right_mode_DoesNotTrigger(string code) => Rule.Code(TorchCode.Program(Start + code));

    [Theory]
    [InlineData("for (var i = 0; i < 9; i++) { " + Round + " } Console.WriteLine(model.{|MLG3010:call|}(x));")]
    [InlineData("model.load(\"net.dat\"); using (no_grad()) Console.WriteLine(model.{|MLG3010:call|}(x));")]
    [InlineData("for (var i = 0; i < 9; i++) { " + Round + " Check(model); } void Check(Net net) { using var _ = no_grad(); Console.WriteLine(net.{|MLG3010:call|}(x)); }")]
    [InlineData("for (var i = 0; i < 9; i++) { " + Round + " model.{|MLG3010:eval|}(); using (no_grad()) Console.WriteLine(model.call(x)); }")]
    public Task The_wrong_mode_Triggers(string code) => Rule.Code(TorchCode.Program(Start + code));

    [Theory]
    [InlineData("readonly Net _m; Subject(Net m) => _m = m; Tensor M(Tensor x) => _m.{|MLG3010:call|}(x); "
        + "static Subject Of() { var m = new Net(); m.load(\"n.dat\"); return new Subject(m); }")]
    [InlineData("static Net Load() { var m = new Net(); m.load(\"n.dat\"); return m; } Tensor M(Tensor x) { var m = Load(); return m.{|MLG3010:call|}(x); }")]
    [InlineData("readonly Net _m = Load(); static Net Load() { var m = new Net(); m.load(\"n.dat\"); return m; } Tensor M(Tensor x) => _m.{|MLG3010:call|}(x);")]
    public Task A_model_that_was_loaded_elsewhere_Triggers(string members) => Rule.Code(TorchCode.InClass(members));

    [Theory]
    [InlineData("readonly Net _m; Subject(Net m) => _m = m; Tensor M(Tensor x) => _m.call(x); "
        + "static Subject Of() { var m = new Net(); m.load(\"n.dat\"); var s = new Subject(m); m.eval(); return s; }")]
    [InlineData("static Net Load() { var m = new Net(); m.load(\"n.dat\"); m.eval(); return m; } Tensor M(Tensor x) { var m = Load(); return m.call(x); }")]
    [InlineData("readonly Net _m; Subject(Net m) { _m = m; _m.eval(); } Tensor M(Tensor x) => _m.call(x); "
        + "static Subject Of() { var m = new Net(); m.load(\"n.dat\"); return new Subject(m); }")]
    [InlineData("readonly Net _m; Subject(Net m) => _m = m; Tensor M(Tensor x) => _m.call(x); "
        + "static Subject A() { var m = new Net(); m.load(\"n.dat\"); return new Subject(m); } static Subject B() => new Subject(new Net());")]
    public Task A_model_that_may_be_ready_DoesNotTrigger(string members) => Rule.Code(TorchCode.InClass(members));

    [Fact]
    public Task A_service_that_loads_its_model_Triggers() => Rule.Code(TorchCode.InClass("""
        private readonly Net _model = new();

        public Subject() => _model.load("net.dat");

        public Tensor Answer(Tensor x)
        {
            using var _ = no_grad();
            return _model.{|MLG3010:call|}(x);
        }
        """));

    [Fact]
    public Task The_mode_is_set_before_the_answer() => RuleWithFix.Code(
        TorchCode.Program("""
            var net = new Net();
            net.load("net.dat");
            using var _ = no_grad();
            var answer = net.{|MLG3010:call|}(randn(1, 4));
            """),
        TorchCode.Program("""
            var net = new Net();
            net.load("net.dat");
            using var _ = no_grad();
            net.eval();
            var answer = net.call(randn(1, 4));
            """));
}
