namespace MlGuard.Analyzers.Frameworks.Torch;

/// <summary>The types of TorchSharp that rules ask for, by metadata name, read off version 0.107.0.</summary>
internal static class TorchTypes
{
    public const string Torch = "TorchSharp.torch";
    public const string Tensor = "TorchSharp.torch+Tensor";
    public const string Layers = "TorchSharp.torch+nn";
    public const string Functions = "TorchSharp.torch+nn+functional";
    public const string Gradients = "TorchSharp.torch+nn+utils";
    public const string Module = "TorchSharp.torch+nn+Module";
    public const string ModuleContract = "TorchSharp.torch+nn+IModule`2";
    public const string Optimizer = "TorchSharp.torch+optim+Optimizer";
    public const string Optimizers = "TorchSharp.torch+optim";
    public const string Scheduler = "TorchSharp.torch+optim+lr_scheduler+LRScheduler";
    public const string Moves = "TorchSharp.ModuleExtensionMethods";
    public const string Random = "TorchSharp.torch+random";
    public const string Cuda = "TorchSharp.torch+cuda";
    public const string Scope = "TorchSharp.DisposeScope";
    public const string Parameter = "TorchSharp.Modules.Parameter";
    public const string Sequential = "TorchSharp.Modules.Sequential";
    public const string Loader = "TorchSharp.Modules.DataLoader`2";

    /// <summary>What losses of two, three and four inputs derive from.</summary>
    public static ImmutableArray<string> Losses { get; } = ["TorchSharp.Loss`3", "TorchSharp.Loss`4", "TorchSharp.Loss`5"];

    /// <summary>Modules that hold others and register them.</summary>
    public static ImmutableArray<string> Containers { get; } =
    [
        "TorchSharp.Modules.ModuleList`1", "TorchSharp.Modules.ModuleDict`1", "TorchSharp.Modules.ParameterList",
        "TorchSharp.Modules.ParameterDict", Sequential,
    ];

    /// <summary>Layers that learn, or behave otherwise in training, so that it matters whether they are registered.</summary>
    public static ImmutableHashSet<string> Stateful { get; } =
    [
        "Linear", "Bilinear", "Conv1d", "Conv2d", "Conv3d", "ConvTranspose1d", "ConvTranspose2d", "ConvTranspose3d",
        "BatchNorm1d", "BatchNorm2d", "BatchNorm3d", "LayerNorm", "GroupNorm", "Embedding", "EmbeddingBag",
        "LSTM", "GRU", "RNN", "LSTMCell", "GRUCell", "RNNCell", "MultiheadAttention", "PReLU",
        "Transformer", "TransformerEncoder", "TransformerDecoder", "TransformerEncoderLayer", "TransformerDecoderLayer",
        "Dropout", "Dropout1d", "Dropout2d", "Dropout3d", "AlphaDropout", "FeatureAlphaDropout",
        "Sequential", "ModuleList", "ModuleDict", "ParameterList", "ParameterDict",
    ];

    /// <summary>Layers that answer otherwise while the model trains.</summary>
    public static ImmutableHashSet<string> ModeDependent { get; } =
    [
        "Dropout", "Dropout1d", "Dropout2d", "Dropout3d", "AlphaDropout", "FeatureAlphaDropout",
        "BatchNorm1d", "BatchNorm2d", "BatchNorm3d",
        "Transformer", "TransformerEncoder", "TransformerDecoder", "TransformerEncoderLayer", "TransformerDecoderLayer",
    ];

    public static bool IsModule(this MlSymbols symbols, ITypeSymbol? type) => type switch
    {
        ITypeParameterSymbol parameter => parameter.ConstraintTypes.Any(symbols.IsModule),
        _ => symbols.IsOrInherits(type, Module) || symbols.IsOrInherits(type, ModuleContract),
    };

    public static bool IsTensor(this MlSymbols symbols, ITypeSymbol? type) => symbols.IsOrInherits(type, Tensor);

    public static bool IsLoss(this MlSymbols symbols, ITypeSymbol? type) => Losses.Any(loss => symbols.IsOrInherits(type, loss));

    /// <summary>Whether the library itself declares <paramref name="symbol"/>.</summary>
    public static bool Declares(ISymbol symbol) => symbol.ContainingAssembly?.Name is "TorchSharp";
}
