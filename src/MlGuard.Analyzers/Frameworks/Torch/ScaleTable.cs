namespace MlGuard.Analyzers.Frameworks.Torch;

/// <summary>What the losses of TorchSharp want, and what its layers and functions make of their input.</summary>
internal static class ScaleTable
{
    /// <summary>What a loss wants, by its function or its type.</summary>
    public static ImmutableDictionary<string, Scale> Wanted { get; } = new Dictionary<string, Scale>
    {
        ["cross_entropy"] = Scale.Scores,
        ["CrossEntropyLoss"] = Scale.Scores,
        ["binary_cross_entropy_with_logits"] = Scale.Scores,
        ["BCEWithLogitsLoss"] = Scale.Scores,
        ["binary_cross_entropy"] = Scale.Likelihoods,
        ["BCELoss"] = Scale.Likelihoods,
        ["nll_loss"] = Scale.LogShares,
        ["NLLLoss"] = Scale.LogShares,
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary>What a layer, or a function of the same meaning, makes.</summary>
    public static ImmutableDictionary<string, Scale> Made { get; } = new Dictionary<string, Scale>
    {
        ["Softmax"] = Scale.Shares,
        ["softmax"] = Scale.Shares,
        ["Softmax2d"] = Scale.Shares,
        ["softmax2d"] = Scale.Shares,
        ["LogSoftmax"] = Scale.LogShares,
        ["log_softmax"] = Scale.LogShares,
        ["LogSigmoid"] = Scale.Unknown,
        ["Sigmoid"] = Scale.Likelihoods,
        ["sigmoid"] = Scale.Likelihoods,
        ["sigmoid_"] = Scale.Likelihoods,
        ["Linear"] = Scale.Scores,
        ["linear"] = Scale.Scores,
        ["Conv1d"] = Scale.Scores,
        ["Conv2d"] = Scale.Scores,
        ["Conv3d"] = Scale.Scores,
        ["ConvTranspose2d"] = Scale.Scores,
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary>Layers and operations that leave the numbers as they are and change their order alone.</summary>
    public static ImmutableHashSet<string> Keeping { get; } =
    [
        "squeeze", "squeeze_", "unsqueeze", "unsqueeze_", "view", "reshape", "flatten", "Flatten", "Unflatten", "Identity",
        "permute", "transpose", "contiguous", "cpu", "cuda", "to", "clone", "float", "double", "alias",
    ];

    /// <summary>How a message names the numbers.</summary>
    public static string Said(Scale scale) => scale switch
    {
        Scale.Scores => "raw scores",
        Scale.Shares => "what softmax made",
        Scale.LogShares => "what log_softmax made",
        Scale.Likelihoods => "what sigmoid made",
        _ => "something else",
    };
}
