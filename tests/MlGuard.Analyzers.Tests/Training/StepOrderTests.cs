using MlGuard.Analyzers.Tests.Infrastructure;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Training.StepOrderAnalyzer>;

namespace MlGuard.Analyzers.Tests.Training;

public class StepOrderTests
{
    private static string Loop(string round) => TorchCode.Program($$"""
        var model = new Net();
        var optimizer = optim.SGD(model.parameters(), 0.1);
        var scheduler = optim.lr_scheduler.StepLR(optimizer, 10);
        for (var epoch = 0; epoch < 10; epoch++) { {{round}} }
        """);

    [Theory]
    [InlineData("optimizer.zero_grad(); model.call(randn(8, 4)).sum().backward(); torch.nn.utils.clip_grad_norm_(model.parameters(), 1); optimizer.step(); scheduler.step();")]
    [InlineData("for (var i = 0; i < 5; i++) { optimizer.zero_grad(); model.call(randn(8, 4)).sum().backward(); optimizer.step(); } scheduler.step();")]
    [InlineData("if (epoch > 0) scheduler.step(); optimizer.zero_grad(); model.call(randn(8, 4)).sum().backward(); optimizer.step();")]
    public Task The_right_order_DoesNotTrigger(string round) => Rule.Code(Loop(round));

    [Theory]
    [InlineData("scheduler.{|MLG2028:step|}(); optimizer.zero_grad(); model.call(randn(8, 4)).sum().backward(); optimizer.step();")]
    [InlineData("scheduler.{|MLG2028:step|}(); for (var i = 0; i < 5; i++) { optimizer.zero_grad(); model.call(randn(8, 4)).sum().backward(); optimizer.step(); }")]
    [InlineData("optimizer.zero_grad(); model.call(randn(8, 4)).sum().backward(); optimizer.step(); torch.nn.utils.{|MLG2028:clip_grad_norm_|}(model.parameters(), 1);")]
    [InlineData("optimizer.zero_grad(); torch.nn.utils.{|MLG2028:clip_grad_value_|}(model.parameters(), 1); model.call(randn(8, 4)).sum().backward(); optimizer.step();")]
    public Task The_wrong_order_Triggers(string round) => Rule.Code(Loop(round));
}
