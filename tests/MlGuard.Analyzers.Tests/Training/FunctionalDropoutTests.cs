using MlGuard.Analyzers.Tests.Infrastructure;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<
    MlGuard.Analyzers.Training.FunctionalDropoutAnalyzer, MlGuard.CodeFixes.Training.FunctionalDropoutCodeFix>;

namespace MlGuard.Analyzers.Tests.Training;

public class FunctionalDropoutTests
{
    private static string Forward(string body) => TorchCode.InClass("", $$"""
        public class Net : Module<Tensor, Tensor>
        {
            private readonly Linear _layer = Linear(4, 3);
            public Net() : base("Net") => RegisterComponents();
            public override Tensor forward(Tensor x) => {{body}};
        }
        """);

    [Theory]
    [InlineData("functional.dropout(_layer.call(x), 0.3, training)")]
    [InlineData("functional.dropout(_layer.call(x), training: this.training)")]
    // Dropout in each answer, on purpose.
    [InlineData("functional.dropout(_layer.call(x), 0.3, training: true)")]
    public Task A_given_mode_DoesNotTrigger(string body) => Verify<Analyzers.Training.FunctionalDropoutAnalyzer>.Code(Forward(body));

    [Fact]
    public Task Outside_of_modules_DoesNotTrigger() => Verify<Analyzers.Training.FunctionalDropoutAnalyzer>.Code(
        TorchCode.Program("Console.WriteLine(functional.dropout(randn(3)));"));

    [Theory]
    [InlineData("dropout")]
    [InlineData("alpha_dropout")]
    public Task A_missing_mode_Triggers(string name) => Rule.Code(
        Forward($"functional.{{|MLG2014:{name}|}}(_layer.call(x), 0.3)"),
        Forward($"functional.{name}(_layer.call(x), 0.3, training: this.training)"));
}
