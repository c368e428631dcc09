using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Product;

namespace MlGuard.Lifecycle.Requirements.Training;

/// <summary>The declared seed is the one that the training passes to <c>MLContext</c> or sets in TorchSharp.</summary>
internal static class SeedCheck
{
    private const string Context = $"{ContextFactories.Context}::.ctor";

    public static RowAnswer Run(RowContext context)
    {
        var entry = context.First;
        var facts = context.Product.Facts!;
        var starts = TrainingRunCheck.Starts(context.Product);
        if (starts.IsEmpty)
            return RowAnswer.Declared(TrainingRunCheck.Unknown);
        // A trainer may make its context when it is made itself.
        var made = Made(facts.Graph.Reach(starts.Concat(starts.SelectMany(start => facts.Graph.MethodsOf(start.Fact.Type))
            .Where(method => method.IsConstructor))));
        // What the training is handed was made by those who call it, or by what they call for it.
        if (made.IsEmpty)
            made = Made(facts.Graph.Reaching(starts).Where(method => !method.Assembly.IsTestProject));
        if (made.IsEmpty)
            made = Made(ContextFactories.Of(facts, starts));
        if (made.IsEmpty)
            return RowAnswer.Declared("the training makes no MLContext and sets no seed of TorchSharp to compare with");
        if (made.FirstOrDefault(call => call.Values.IsEmpty) is not null)
            return RowAnswer.Of(Problem.Failed(
                "the training makes an MLContext without a seed, so two runs give two models", $"Pass 'seed: {entry.Text}' to it.",
                entry.Span));
        if (made.All(call => call.Values[0] == ConstantCall.Unknown))
            return RowAnswer.Declared("the training passes a seed that is no constant where it is passed, so it is not compared");
        return made.FirstOrDefault(call => call.Values[0] != ConstantCall.Unknown && call.Values[0] != entry.Text) is { } other
            ? RowAnswer.Of(Problem.Failed(
                $"the training passes the seed {other.Values[0]}, and the manifest says {entry.Text}", "Correct the one that is wrong.",
                entry.Span))
            : RowAnswer.Proven("the seed of the code");
    }

    private static ImmutableArray<ConstantCall> Made(IEnumerable<ProductMethod> methods) =>
    [
        .. methods.SelectMany(method => method.Constants).Where(call => call.Callee == Context || IsTorch(call))
            .Select(call => IsTorch(call) && call.Values.IsEmpty ? call with { Values = [ConstantCall.Unknown] } : call),
    ];

    /// <summary>A seed of TorchSharp is always given; a context of ML.NET can be made without one.</summary>
    private static bool IsTorch(ConstantCall call) => call.Callee.EndsWith($"::{ConstantCall.TorchSeed}", StringComparison.Ordinal);
}
