using MlGuard.Analyzers.Tests.Infrastructure;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Training.DisposedBatchAnalyzer>;
using RuleWithFix = MlGuard.Analyzers.Tests.Infrastructure.Verify<
    MlGuard.Analyzers.Training.DisposedBatchAnalyzer, MlGuard.CodeFixes.Training.DisposedBatchCodeFix>;

namespace MlGuard.Analyzers.Tests.Training;

public class DisposedBatchTests
{
    [Theory]
    [InlineData("void M(torch.utils.data.Dataset d) { using var l = new DataLoader(d, 8); foreach (var b in l) Console.WriteLine(b[\"x\"]); }")]
    [InlineData("void M(torch.utils.data.Dataset d) { using var l = new DataLoader(d, 8, disposeBatch: false); var b = l.First(); }")]
    [InlineData("void M(torch.utils.data.Dataset d) { using var l = new DataLoader(d, 8); var sums = l.Select(b => b[\"x\"].sum().item<float>()).ToList(); }")]
    [InlineData("void M(DataLoader l) { var b = l.First(); }")]
    public Task A_batch_in_its_time_DoesNotTrigger(string method) => Rule.Code(TorchCode.InClass(method));

    [Theory]
    [InlineData("void M(torch.utils.data.Dataset d) { using var l = torch.utils.data.DataLoader(d, 8); var b = l.{|MLG2022:ToList|}(); }")]
    [InlineData("void M(torch.utils.data.Dataset d) { using var l = new DataLoader(d, 8, shuffle: true); foreach (var b in l.Take(3).{|MLG2022:ToArray|}()) { } }")]
    public Task A_batch_that_is_kept_Triggers(string method) => Rule.Code(TorchCode.InClass(method));

    [Fact]
    public Task The_loader_is_told_to_keep_them() => RuleWithFix.Code(
        TorchCode.InClass("public static Tensor M(torch.utils.data.Dataset d) { var l = new DataLoader(d, 8); return l.{|MLG2022:First|}()[\"x\"]; }"),
        TorchCode.InClass("public static Tensor M(torch.utils.data.Dataset d) { var l = new DataLoader(d, 8, disposeBatch: false); return l.First()[\"x\"]; }"));
}
