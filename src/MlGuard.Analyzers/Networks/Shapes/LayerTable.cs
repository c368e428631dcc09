namespace MlGuard.Analyzers.Networks.Shapes;

/// <summary>What the layers of TorchSharp want of their input and make of it, read off version 0.107.0 and run against it.</summary>
internal static class LayerTable
{
    private static readonly ImmutableHashSet<string> s_keeping =
    [
        "ReLU", "ReLU6", "LeakyReLU", "ELU", "CELU", "SELU", "GELU", "SiLU", "Mish", "Sigmoid", "Tanh", "Tanhshrink", "Softplus",
        "Softsign", "Hardtanh", "Hardswish", "Hardsigmoid", "Hardshrink", "Softshrink", "LogSigmoid", "Identity", "Dropout",
        "AlphaDropout", "Threshold", "RReLU", "Dropout1d", "Dropout2d", "Dropout3d",
        "InstanceNorm1d", "InstanceNorm2d", "InstanceNorm3d",
        "FeatureAlphaDropout", "LocalResponseNorm", "Softmax2d", "PReLU",
    ];

    /// <summary>What each layer does to a shape; what has no row makes it unknown.</summary>
    public static ImmutableDictionary<string, Func<LayerCall, TensorShape?, TensorShape?>> Rows { get; } =
        new Dictionary<string, Func<LayerCall, TensorShape?, TensorShape?>>
        {
            ["Linear"] = (call, input) => call.Last(input, "inputSize", call.Dim("outputSize")),
            ["Conv1d"] = (call, input) => call.Convolution(input, 1),
            ["Conv2d"] = (call, input) => call.Convolution(input, 2),
            ["Conv3d"] = (call, input) => call.Convolution(input, 3),
            ["ConvTranspose1d"] = (call, input) => call.Convolution(input, 1, isTransposed: true),
            ["ConvTranspose2d"] = (call, input) => call.Convolution(input, 2, isTransposed: true),
            ["ConvTranspose3d"] = (call, input) => call.Convolution(input, 3, isTransposed: true),
            ["BatchNorm1d"] = (call, input) => call.Normalized(input, "num_features", 2, 3),
            ["BatchNorm2d"] = (call, input) => call.Normalized(input, "num_features", 4, 4),
            ["BatchNorm3d"] = (call, input) => call.Normalized(input, "num_features", 5, 5),
            ["GroupNorm"] = (call, input) => call.Normalized(input, "num_channels", 2, 8),
            ["LayerNorm"] = (call, input) => call.Suffix(input),
            ["Embedding"] = (call, input) => input is null || call.Dim("embedding_dims") is not { } size
                ? null
                : call.Made(input.Dims.Add(size), input.IsOpen),
            ["LSTM"] = (call, input) => call.Recurrent(input),
            ["GRU"] = (call, input) => call.Recurrent(input),
            ["RNN"] = (call, input) => call.Recurrent(input),
            ["LSTMCell"] = (call, input) => call.Cell(input),
            ["GRUCell"] = (call, input) => call.Cell(input),
            ["RNNCell"] = (call, input) => call.Cell(input),
            ["TransformerEncoderLayer"] = (call, input) => call.Encoder(input),
            ["TransformerDecoderLayer"] = (call, input) => call.Decoder(input),
            ["TransformerEncoder"] = (call, input) => call.Stack(input, "encoder_layer"),
            ["TransformerDecoder"] = (call, input) => call.Stack(input, "decoder_layer"),
            ["Transformer"] = (call, input) => call.Whole(input, call.Inputs.ElementAtOrDefault(1)),
            ["MultiheadAttention"] = (call, input) => call.Attention(input),
            ["Bilinear"] = (call, input) => call.Bilinear(input),
            ["Softmax"] = (call, input) => call.Along(input),
            ["LogSoftmax"] = (call, input) => call.Along(input),
            ["Softmin"] = (call, input) => call.Along(input),
            ["GLU"] = (call, input) => call.Halved(input),
            ["Unflatten"] = (call, input) => call.Unflattened(input),
            ["Upsample"] = (call, input) => call.Scaled(input),
            ["PixelShuffle"] = (call, input) => call.Shuffled(input),
            ["PixelUnshuffle"] = (call, input) => call.Unshuffled(input),
            ["ZeroPad2d"] = (call, input) => call.Padded(input, "padding", 2),
            ["ConstantPad1d"] = (call, input) => call.Padded(input, "padding", 1),
            ["ConstantPad2d"] = (call, input) => call.Padded(input, "padding", 2),
            ["ConstantPad3d"] = (call, input) => call.Padded(input, "padding", 3),
            ["ReflectionPad1d"] = (call, input) => call.Padded(input, "padding", 1),
            ["ReflectionPad2d"] = (call, input) => call.Padded(input, "padding", 2),
            ["ReplicationPad1d"] = (call, input) => call.Padded(input, "padding", 1),
            ["ReplicationPad2d"] = (call, input) => call.Padded(input, "padding", 2),
            ["ReplicationPad3d"] = (call, input) => call.Padded(input, "padding", 3),
            ["MaxPool1d"] = (call, input) => call.Pool(input, 1),
            ["MaxPool2d"] = (call, input) => call.Pool(input, 2),
            ["MaxPool3d"] = (call, input) => call.Pool(input, 3),
            ["AvgPool1d"] = (call, input) => call.Pool(input, 1),
            ["AvgPool2d"] = (call, input) => call.Pool(input, 2),
            ["AvgPool3d"] = (call, input) => call.Pool(input, 3),
            ["AdaptiveAvgPool1d"] = (call, input) => call.Adaptive(input, 1),
            ["AdaptiveAvgPool2d"] = (call, input) => call.Adaptive(input, 2),
            ["AdaptiveAvgPool3d"] = (call, input) => call.Adaptive(input, 3),
            ["AdaptiveMaxPool1d"] = (call, input) => call.Adaptive(input, 1),
            ["AdaptiveMaxPool2d"] = (call, input) => call.Adaptive(input, 2),
            ["AdaptiveMaxPool3d"] = (call, input) => call.Adaptive(input, 3),
            ["Flatten"] = (call, input) => call.Flattened(input, call.Number("start_dim", 1), call.Number("end_dim", -1)),
        }.Concat(s_keeping.ToDictionary(
            name => name, _ => (Func<LayerCall, TensorShape?, TensorShape?>)((_, input) => input)))
        .ToImmutableDictionary(row => row.Key, row => row.Value, StringComparer.Ordinal);

    /// <summary>What layers answer besides their first tensor.</summary>
    public static ImmutableDictionary<string, Func<LayerCall, TensorShape?, ImmutableArray<TensorShape?>>> Further { get; } =
        new Dictionary<string, Func<LayerCall, TensorShape?, ImmutableArray<TensorShape?>>>
        {
            ["LSTM"] = (call, input) => call.States(input),
            ["GRU"] = (call, input) => call.States(input),
            ["RNN"] = (call, input) => call.States(input),
            ["LSTMCell"] = (call, input) => call.CellState(input),
            ["MultiheadAttention"] = (call, input) => call.Weighed(input),
        }.ToImmutableDictionary(StringComparer.Ordinal);
}
