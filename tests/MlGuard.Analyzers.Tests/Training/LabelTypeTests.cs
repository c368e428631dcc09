using MlGuard.Analyzers.Tests.Infrastructure;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Training.LabelTypeAnalyzer>;

namespace MlGuard.Analyzers.Tests.Training;

public class LabelTypeTests
{
    private const string Start = "var scores = new Net().call(randn(3, 4)); ";

    [Theory]
    [InlineData("functional.cross_entropy(scores, tensor(new long[] { 0, 1, 2 }));")]
    [InlineData("functional.cross_entropy(scores, tensor(new int[] { 0, 1, 2 }).to(int64));")]
    [InlineData("functional.cross_entropy(scores, tensor(new[] { 0, 1, 2 }, dtype: ScalarType.Int64));")]
    // Shares of each class.
    [InlineData("functional.cross_entropy(scores, tensor(new float[,] { { 0, 1, 0 } }));")]
    [InlineData("functional.mse_loss(scores, tensor(new float[] { 0, 1, 2 }));")]
    [InlineData("Embedding(10, 4).call(tensor(new int[] { 0, 1, 2 }));")]
    public Task Class_numbers_DoNotTrigger(string code) => Rule.Code(TorchCode.Program(Start + code));

    [Theory]
    [InlineData("functional.cross_entropy(scores, {|MLG2027:tensor(new int[] { 0, 1, 2 })|});")]
    [InlineData("var y = tensor(new[] { 0, 1, 2 }); CrossEntropyLoss().call(scores, {|MLG2027:y|});")]
    [InlineData("functional.nll_loss(scores.log_softmax(1), {|MLG2027:zeros(3)|});")]
    [InlineData("functional.cross_entropy(scores, {|MLG2027:tensor(new float[] { 0, 1, 2 })|});")]
    [InlineData("Embedding(10, 4).call({|MLG2027:tensor(new float[] { 0, 1, 2 })|});")]
    public Task Other_types_Trigger(string code) => Rule.Code(TorchCode.Program(Start + code));
}
