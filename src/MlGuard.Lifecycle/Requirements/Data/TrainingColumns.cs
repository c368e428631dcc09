using MlGuard.Lifecycle.Facts;

namespace MlGuard.Lifecycle.Requirements.Data;

/// <summary>
/// The columns that the steps of a training name: what they read of the data, and what they make of it. Facts keep no order, so a column
/// that some step makes of another one is none of the data's, wherever it stands.
/// </summary>
internal sealed class TrainingColumns
{
    private const string Library = "Microsoft.ML.";
    private const string Pair = "InputOutputColumnPair";

    /// <summary>Steps of ML.NET that make a column of the one that they name next, or else of the one of the same name.</summary>
    private static readonly ImmutableHashSet<string> s_reading =
        [
            "FeaturizeText", "NormalizeText", "TokenizeIntoWords", "TokenizeIntoCharactersAsKeys", "ProduceWordBags", "ProduceNgrams",
            "ProduceHashedWordBags", "ApplyWordEmbedding", "RemoveDefaultStopWords", "MapValueToKey", "MapValue", "Hash",
            "OneHotEncoding", "OneHotHashEncoding", "ReplaceMissingValues", "IndicateMissingValues", "NormalizeMinMax",
            "NormalizeMeanVariance", "NormalizeLogMeanVariance", "NormalizeBinning", "NormalizeSupervisedBinning", "NormalizeRobustScaling",
            "NormalizeLpNorm", "NormalizeGlobalContrast", "ConvertType", "CopyColumns", "LoadImages", "ResizeImages", "ExtractPixels",
            "FeaturizeDateTime", "FeaturizeByHash",
        ];

    /// <summary>Catalogs of trainers, whose members are passed the label first.</summary>
    private static readonly ImmutableHashSet<string> s_trainers =
    [
        "Microsoft.ML.StandardTrainersCatalog", "Microsoft.ML.TreeExtensions", "Microsoft.ML.LightGbmExtensions",
        "Microsoft.ML.MklComponentsCatalog", "Microsoft.ML.VisionCatalog", "Microsoft.ML.TorchSharp.NasBertExtensions",
    ];

    /// <summary>Members of those catalogs whose first text is no label.</summary>
    private static readonly ImmutableArray<string> s_withoutLabel =
        ["Featurize", "KMeans", "RandomizedPca", "VectorWhiten", "PretrainTree"];

    /// <summary>What stands in the names of catalogs that take columns and make none: they load, train, split and evaluate.</summary>
    private static readonly ImmutableArray<string> s_notMaking =
    [
        "Loader", "Trainer", "Operations", "ClassificationCatalog", "RegressionCatalog", "RankingCatalog", "ClusteringCatalog",
        "AnomalyDetectionCatalog", "AutoCatalog",
    ];

    private TrainingColumns(IEnumerable<string> read, IEnumerable<string> unclear) =>
        (Read, Unclear) = ([.. read.OrderBy(column => column, StringComparer.Ordinal)], [.. unclear]);

    /// <summary>What steps read and no step makes.</summary>
    public ImmutableArray<string> Read { get; }

    /// <summary>
    /// Of those, what a step names once: it changes a column of the data, or makes one of a column that no constant names.
    /// </summary>
    public ImmutableHashSet<string> Unclear { get; }

    /// <param name="facts">The code.</param>
    /// <param name="training">The methods that run when the model is trained.</param>
    /// <param name="schemas">The types whose columns are the data's.</param>
    public static TrainingColumns Of(ProductFacts facts, MethodSet training, ImmutableArray<string> schemas)
    {
        ImmutableArray<ConstantCall> steps =
        [
            .. training.SelectMany(method => method.Constants)
                .Where(call => call.Callee.StartsWith(Library, StringComparison.Ordinal) && call.Values.Any(IsName)),
        ];
        var made = steps.SelectMany(MadeBy).Concat(Mapped(facts, training, schemas)).ToImmutableHashSet(StringComparer.Ordinal);
        var named = steps.SelectMany(NamedInputsOf).ToImmutableHashSet(StringComparer.Ordinal);
        ImmutableHashSet<string> once = [.. steps.Where(IsInPlace).Select(step => step.Values[0])];
        return new(named.Union(once).Union(steps.SelectMany(LabelsOf)).Except(made), once.Except(made));
    }

    /// <summary>The columns that a step names as its input: all behind the first for a concatenation, else the second name.</summary>
    private static IEnumerable<string> NamedInputsOf(ConstantCall step)
    {
        if (NameOf(step) == "Concatenate")
            return step.Values.Skip(1).Where(IsName);
        return IsReading(step) ? step.Values.Skip(1).Take(1).Where(IsName) : [];
    }

    /// <summary>The label of a trainer, which it is passed first, or which its options name.</summary>
    private static IEnumerable<string> LabelsOf(ConstantCall step) =>
        IsName(step.Values[0])
        && (step.Callee == ConstantCall.LabelOfOptions
            || (s_trainers.Contains(TypeOf(step))
                && !s_withoutLabel.Any(start => NameOf(step).StartsWith(start, StringComparison.Ordinal))))
            ? [step.Values[0]]
            : [];

    private static IEnumerable<string> MadeBy(ConstantCall step) =>
        IsName(step.Values[0]) && Makes(step) && !IsInPlace(step) && !NamedInputsOf(step).Contains(step.Values[0])
            ? [step.Values[0]]
            : [];

    private static bool IsInPlace(ConstantCall step) =>
        IsReading(step)
        && IsName(step.Values[0])
        && !step.Values.Skip(1).Take(1).Any(value => IsName(value) || value == ConstantCall.Unknown);

    /// <summary>What a custom mapping fills: the properties of its output, a row class that is no source's.</summary>
    private static IEnumerable<string> Mapped(ProductFacts facts, MethodSet training, ImmutableArray<string> schemas)
    {
        if (!training.Any(method => method.Calls.Any(IsMapping)))
            return [];
        return from method in training
               from call in method.Calls
               where call.Name.StartsWith("set_", StringComparison.Ordinal) && !schemas.Contains(SymbolName.Of(call.Type))
               where !facts.Types(SymbolName.Of(call.Type)).IsEmpty
               select call.Name.Substring("set_".Length);
    }

    private static bool IsMapping(Call call) =>
        call.Name == "CustomMapping" && call.Type.StartsWith(Library, StringComparison.Ordinal);

    private static bool IsReading(ConstantCall step) => s_reading.Contains(NameOf(step)) || IsPair(step);

    private static bool IsPair(ConstantCall step) => TypeOf(step).EndsWith(Pair, StringComparison.Ordinal);

    private static bool Makes(ConstantCall step) =>
        IsPair(step)
        || (TypeOf(step).EndsWith("Catalog", StringComparison.Ordinal)
            && !s_notMaking.Any(part => TypeOf(step).IndexOf(part, StringComparison.Ordinal) >= 0));

    private static bool IsName(string value) => value.Length > 0 && value != ConstantCall.Unknown && !value.All(IsOfNumber);

    private static bool IsOfNumber(char letter) => char.IsDigit(letter) || letter is '-' or '.';

    private static string NameOf(ConstantCall step) => step.Callee.Substring(step.Callee.LastIndexOf(':') + 1);

    private static string TypeOf(ConstantCall step) => step.Callee.Substring(0, step.Callee.LastIndexOf(':')).TrimEnd(':');
}
