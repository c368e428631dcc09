using MlGuard.Analyzers.Tests.Infrastructure;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Training.ItemTypeAnalyzer>;
using RuleWithFix = MlGuard.Analyzers.Tests.Infrastructure.Verify<
    MlGuard.Analyzers.Training.ItemTypeAnalyzer, MlGuard.CodeFixes.Training.ItemTypeCodeFix>;

namespace MlGuard.Analyzers.Tests.Training;

public class ItemTypeTests
{
    [Theory]
    [InlineData("Console.WriteLine(randn(3).argmax().item<long>());")]
    [InlineData("Console.WriteLine(randn(3).argmax().ToInt32());")]
    [InlineData("Console.WriteLine(randn(3).argmax().to(int32).item<int>());")]
    [InlineData("Console.WriteLine(randn(3).sum().item<float>());")]
    [InlineData("Console.WriteLine(new Net().call(randn(3, 4)).sum().item<double>());")]
    public Task The_type_of_the_tensor_DoesNotTrigger(string code) => Rule.Code(TorchCode.Program(code));

    [Theory]
    [InlineData("var right = randn(3).eq(randn(3)).sum().{|MLG2031:item<int>|}();")]
    [InlineData("var right = (randn(3).argmax() == randn(3)).sum().{|MLG2031:item<float>|}();")]
    [InlineData("var mean = randn(3).mean().{|MLG2031:item<double>|}();")]
    public Task Another_type_Triggers(string code) => Rule.Code(TorchCode.Program(code));

    [Fact]
    public Task The_type_is_changed_where_the_number_still_fits() => RuleWithFix.Code(
        TorchCode.Program("var best = new Net().call(randn(1, 4)).argmax(1).{|MLG2031:item<int>|}();"),
        TorchCode.Program("var best = new Net().call(randn(1, 4)).argmax(1).item<long>();"));
}
