using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Product;

namespace MlGuard.Lifecycle.Requirements.Training;

/// <summary>The declared seed is the one that the training passes to <c>MLContext</c>.</summary>
internal static class SeedCheck
{
    private const string Context = "Microsoft.ML.MLContext::.ctor";

    public static RowAnswer Run(RowContext context)
    {
        var entry = context.First;
        ImmutableArray<ConstantCall> made =
        [
            .. context.Product.Facts!.Graph.Reach(TrainingRunCheck.Starts(context.Product)).SelectMany(method => method.Constants)
                .Where(call => call.Callee == Context),
        ];
        if (made.IsEmpty)
            return RowAnswer.Declared("the training makes no MLContext to compare with");
        if (made.FirstOrDefault(call => call.Values.IsEmpty) is not null)
            return RowAnswer.Of(Problem.Failed(
                "the training makes an MLContext without a seed, so two runs give two models", $"Pass 'seed: {entry.Text}' to it.",
                entry.Span));
        if (made.All(call => call.Values[0] == ConstantCall.Unknown))
            return RowAnswer.Declared("the seed is passed, and is no constant to compare with");
        return made.FirstOrDefault(call => call.Values[0] != ConstantCall.Unknown && call.Values[0] != entry.Text) is { } other
            ? RowAnswer.Of(Problem.Failed(
                $"the training passes the seed {other.Values[0]}, and the manifest says {entry.Text}", "Correct the one that is wrong.",
                entry.Span))
            : RowAnswer.Proven("the seed of the code");
    }
}
