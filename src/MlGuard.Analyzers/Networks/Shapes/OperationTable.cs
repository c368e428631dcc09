namespace MlGuard.Analyzers.Networks.Shapes;

/// <summary>What TorchSharp's operations on tensors want and make, read off version 0.107.0 and run against it.</summary>
internal static class OperationTable
{
    /// <summary>Operations that leave the sizes as they are.</summary>
    public static ImmutableHashSet<string> Keeping { get; } =
    [
        "relu", "relu_", "relu6", "leaky_relu", "elu", "celu", "selu", "gelu", "silu", "SiLU", "sigmoid", "sigmoid_", "tanh", "tanh_",
        "tanhshrink", "softplus", "softsign", "hardtanh", "hardswish", "hardsigmoid", "hardshrink", "softshrink", "mish", "rrelu",
        "threshold", "logsigmoid", "exp", "exp_", "log", "log2", "log10", "log1p", "expm1", "abs", "neg", "sqrt", "rsqrt", "square",
        "reciprocal", "sign", "sin", "cos", "tan", "floor", "ceil", "round", "erf", "clamp", "clamp_", "clone", "detach", "detach_",
        "contiguous", "cpu", "cuda", "to", "to_type", "type_as", "float", "double", "half", "long", "int", "bool", "alias",
        "requires_grad_", "MoveToOuterDisposeScope", "DetachFromDisposeScope", "dropout", "dropout1d", "dropout2d", "dropout3d",
        "alpha_dropout", "feature_alpha_dropout", "zeros_like", "ones_like", "rand_like", "randn_like", "full_like", "normalize",
        "local_response_norm", "cumsum", "flip", "roll", "tril", "triu", "argsort", "fill_", "zero_", "logical_not", "softmax2d", "isnan",
        "isfinite",
    ];

    /// <summary>Operations on two tensors whose sizes are stretched from 1.</summary>
    public static ImmutableHashSet<string> Stretching { get; } =
    [
        "add", "sub", "mul", "div", "add_", "sub_", "mul_", "div_", "pow", "maximum", "minimum", "eq", "ne", "gt", "lt", "ge", "le",
        "logical_and", "logical_or", "masked_fill", "atan2", "fmod", "remainder",
    ];

    /// <summary>Operations over one or more dimensions, or over all.</summary>
    public static ImmutableHashSet<string> Reducing { get; } =
        ["mean", "sum", "amax", "amin", "prod", "std", "var", "argmax", "argmin", "any", "all", "logsumexp", "norm"];

    /// <summary>Losses that want both sizes to be the same, and those that stretch them.</summary>
    public static ImmutableDictionary<string, bool> Losses { get; } = new Dictionary<string, bool>
    {
        ["binary_cross_entropy"] = true, ["BCELoss"] = true, ["binary_cross_entropy_with_logits"] = true, ["BCEWithLogitsLoss"] = true,
        ["mse_loss"] = false, ["MSELoss"] = false, ["l1_loss"] = false, ["L1Loss"] = false, ["smooth_l1_loss"] = false,
        ["SmoothL1Loss"] = false, ["huber_loss"] = false, ["HuberLoss"] = false,
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary>Losses of classes: scores in the second dimension, and a target without it.</summary>
    public static ImmutableHashSet<string> ClassLosses { get; } = ["cross_entropy", "CrossEntropyLoss", "nll_loss", "NLLLoss"];

    /// <summary>What each operation does to shapes; what has no row makes them unknown.</summary>
    public static ImmutableDictionary<string, Func<OperationCall, TensorShape?>> Rows { get; } =
        new Dictionary<string, Func<OperationCall, TensorShape?>>
        {
            ["softmax"] = call => call.Along("dim"),
            ["log_softmax"] = call => call.Along("dim"),
            ["softmin"] = call => call.Along("dim"),
            ["view"] = call => call.Reshaped(),
            ["reshape"] = call => call.Reshaped(),
            ["view_as"] = call => call.As(),
            ["expand_as"] = call => call.As(),
            ["expand"] = call => call.Expanded(),
            ["repeat"] = call => call.Repeated(),
            ["tile"] = call => call.Repeated(isTile: true),
            ["flatten"] = call => call.Flattened(),
            ["unflatten"] = call => call.Unflattened(),
            ["squeeze"] = call => call.Squeezed(),
            ["unsqueeze"] = call => call.Unsqueezed(),
            ["permute"] = call => call.Permuted(),
            ["transpose"] = call => call.Transposed(),
            ["swapaxes"] = call => call.Transposed(),
            ["swapdims"] = call => call.Transposed(),
            ["t"] = call => call.Turned(),
            ["narrow"] = call => call.Narrowed(),
            ["select"] = call => call.Selected(),
            ["slice"] = call => call.Sliced(),
            ["index_select"] = call => call.Chosen(),
            ["cat"] = call => call.Joined(),
            ["concat"] = call => call.Joined(),
            ["stack"] = call => call.Stacked(),
            ["hstack"] = call => call.JoinedAlong(1),
            ["vstack"] = call => call.JoinedAlong(0),
            ["row_stack"] = call => call.JoinedAlong(0),
            ["where"] = call => call.Where(),
            ["mm"] = call => call.Product(2),
            ["bmm"] = call => call.Product(3),
            ["matmul"] = call => call.Product(null),
            ["mv"] = call => call.Applied(),
            ["dot"] = call => call.Inner(),
            ["outer"] = call => call.Outer(),
            ["einsum"] = call => call.Summed(),
            ["scaled_dot_product_attention"] = call => call.Attended(),
            ["max"] = call => call.Extreme(),
            ["min"] = call => call.Extreme(),
            ["linear"] = call => call.Linear(),
            ["conv1d"] = call => call.Convolved(1),
            ["conv2d"] = call => call.Convolved(2),
            ["conv3d"] = call => call.Convolved(3),
            ["one_hot"] = call => call.OneHot(),
            ["pad"] = call => call.Padded(),
            ["glu"] = call => call.AsLayer("GLU"),
            ["pixel_shuffle"] = call => call.AsLayer("PixelShuffle"),
            ["pixel_unshuffle"] = call => call.AsLayer("PixelUnshuffle"),
            ["layer_norm"] = call => call.AsLayer("LayerNorm"),
            ["interpolate"] = call => call.AsLayer("Upsample"),
            ["max_pool1d"] = call => call.AsLayer("MaxPool1d"),
            ["max_pool2d"] = call => call.AsLayer("MaxPool2d"),
            ["max_pool3d"] = call => call.AsLayer("MaxPool3d"),
            ["avg_pool1d"] = call => call.AsLayer("AvgPool1d"),
            ["avg_pool2d"] = call => call.AsLayer("AvgPool2d"),
            ["avg_pool3d"] = call => call.AsLayer("AvgPool3d"),
            ["adaptive_avg_pool1d"] = call => call.AsLayer("AdaptiveAvgPool1d"),
            ["adaptive_avg_pool2d"] = call => call.AsLayer("AdaptiveAvgPool2d"),
            ["adaptive_avg_pool3d"] = call => call.AsLayer("AdaptiveAvgPool3d"),
            ["adaptive_max_pool1d"] = call => call.AsLayer("AdaptiveMaxPool1d"),
            ["adaptive_max_pool2d"] = call => call.AsLayer("AdaptiveMaxPool2d"),
            ["adaptive_max_pool3d"] = call => call.AsLayer("AdaptiveMaxPool3d"),
        }.Concat(Of(Keeping, call => call.First)).Concat(Of(Stretching, call => call.Stretched()))
        .Concat(Of(Reducing, call => call.Reduced()))
        .Concat(Of(Losses.Keys.Where(name => char.IsLower(name[0])), call => call.Compared()))
        .Concat(Of(ClassLosses.Where(name => char.IsLower(name[0])), call => call.Compared()))
        .ToImmutableDictionary(row => row.Key, row => row.Value, StringComparer.Ordinal);

    /// <summary>Operations that make several tensors.</summary>
    public static ImmutableDictionary<string, Func<OperationCall, ImmutableArray<TensorShape?>>> Parts { get; } =
        new Dictionary<string, Func<OperationCall, ImmutableArray<TensorShape?>>>
        {
            ["chunk"] = call => call.Chunked(),
            ["split"] = call => call.Split(),
            ["unbind"] = call => call.Unbound(),
            ["max"] = call => call.Extremes(),
            ["min"] = call => call.Extremes(),
            ["sort"] = call => [call.First, call.First],
            ["topk"] = call => call.Top(),
        }.ToImmutableDictionary(StringComparer.Ordinal);

    private static IEnumerable<KeyValuePair<string, Func<OperationCall, TensorShape?>>> Of(
        IEnumerable<string> names, Func<OperationCall, TensorShape?> row) =>
        names.Select(name => new KeyValuePair<string, Func<OperationCall, TensorShape?>>(name, row));
}
