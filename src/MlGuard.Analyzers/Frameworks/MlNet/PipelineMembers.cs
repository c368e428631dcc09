using System.Collections.Concurrent;

namespace MlGuard.Analyzers.Frameworks.MlNet;

/// <summary>What the members of ML.NET mean to the interpreter, each looked up once.</summary>
internal sealed class PipelineMembers(MlSymbols symbols)
{
    private static readonly ILookup<string, StepRow> s_steps = StepTable.All.ToLookup(row => row.Method, StringComparer.Ordinal);

    private static readonly ImmutableArray<(string Type, string Method, MemberMeaning Meaning)> s_calls =
    [
        (MlNetTypes.LearningPipelineExtensions, "Append", MemberMeaning.Append),
        (MlNetTypes.EstimatorChain, "Append", MemberMeaning.Append),
        (MlNetTypes.TransformerChain, "Append", MemberMeaning.Append),
        (MlNetTypes.EstimatorChain, "AppendCacheCheckpoint", MemberMeaning.Same),
        (MlNetTypes.TextLoaderSaverCatalog, "LoadFromTextFile", MemberMeaning.LoadText),
        (MlNetTypes.TextLoaderSaverCatalog, "CreateTextLoader", MemberMeaning.CreateLoader),
        (MlNetTypes.DataOperationsCatalog, "LoadFromEnumerable", MemberMeaning.LoadRows),
        (MlNetTypes.TextLoader, "Load", MemberMeaning.Load),
        (MlNetTypes.DataLoaderExtensions, "Load", MemberMeaning.Load),
        (MlNetTypes.IDataLoader, "Load", MemberMeaning.Load),
        (MlNetTypes.DataOperationsCatalog, "Cache", MemberMeaning.SameData),
        (MlNetTypes.DataOperationsCatalog, "BootstrapSample", MemberMeaning.SomeData),
        (MlNetTypes.DataOperationsCatalog, "FilterRowsByColumn", MemberMeaning.SomeData),
        (MlNetTypes.DataOperationsCatalog, "FilterRowsByKeyColumnFraction", MemberMeaning.SomeData),
        (MlNetTypes.DataOperationsCatalog, "FilterRowsByMissingValues", MemberMeaning.SomeData),
        (MlNetTypes.DataOperationsCatalog, "FilterByCustomPredicate", MemberMeaning.SomeData),
        (MlNetTypes.DataOperationsCatalog, "ShuffleRows", MemberMeaning.SameData),
        (MlNetTypes.DataOperationsCatalog, "SkipRows", MemberMeaning.SomeData),
        (MlNetTypes.DataOperationsCatalog, "TakeRows", MemberMeaning.SomeData),
        (MlNetTypes.DataOperationsCatalog, "TrainTestSplit", MemberMeaning.Split),
        (MlNetTypes.DataOperationsCatalog, "CrossValidationSplit", MemberMeaning.Folds),
        (MlNetTypes.DataOperationsCatalog, "CreateEnumerable", MemberMeaning.CreateEnumerable),
        (MlNetTypes.ColumnCursorExtensions, "GetColumn", MemberMeaning.GetColumn),
        (MlNetTypes.ITransformer, "GetOutputSchema", MemberMeaning.GetOutputSchema),
        (MlNetTypes.DataViewSchema, "GetColumnOrNull", MemberMeaning.FindColumn),
        (MlNetTypes.SchemaAnnotationsExtensions, "GetSlotNames", MemberMeaning.GetSlotNames),
        (MlNetTypes.SchemaAnnotationsExtensions, "GetKeyValues", MemberMeaning.GetKeyValues),
        (MlNetTypes.IEstimator, "Fit", MemberMeaning.Fit),
        (MlNetTypes.Experiment, "Execute", MemberMeaning.Search),
        (MlNetTypes.ITransformer, "Transform", MemberMeaning.Transform),
        (MlNetTypes.ModelOperationsCatalog, "CreatePredictionEngine", MemberMeaning.CreateEngine),
        (MlNetTypes.ModelOperationsCatalog, "Save", MemberMeaning.Save),
        (MlNetTypes.OnnxExportExtensions, "ConvertToOnnx", MemberMeaning.Save),
        .. new[] {
            "BinaryClassification", "MulticlassClassification", "Regression", "Ranking", "Clustering",
            "AnomalyDetection" }.SelectMany(task => new[]
        {
            ($"Microsoft.ML.{task}Catalog", "Evaluate", MemberMeaning.Evaluate),
            ($"Microsoft.ML.{task}Catalog", "EvaluateNonCalibrated", MemberMeaning.Evaluate),
            ($"Microsoft.ML.{task}Catalog", "CrossValidate", MemberMeaning.CrossValidate),
            ($"Microsoft.ML.{task}Catalog", "CrossValidateNonCalibrated", MemberMeaning.CrossValidate),
        }),
    ];

    private static readonly ILookup<string, (string Type, string Method, MemberMeaning Meaning)> s_byName = s_calls.ToLookup(
        call => call.Method, StringComparer.Ordinal);

    private readonly ConcurrentDictionary<IMethodSymbol, (MemberMeaning Meaning, StepRow? Row)> _known =
        new(SymbolEqualityComparer.Default);

    /// <summary>What <paramref name="method"/> does, with its row when it makes a step.</summary>
    public (MemberMeaning Meaning, StepRow? Row) Of(IMethodSymbol method) =>
        _known.GetOrAdd((method.ReducedFrom ?? method).OriginalDefinition, Look);

    private (MemberMeaning Meaning, StepRow? Row) Look(IMethodSymbol method)
    {
        foreach (var row in s_steps[method.Name])
        {
            if (symbols.Is(method.ContainingType, row.Type)
                && (row.Catalog is null || symbols.Is(method.Parameters.FirstOrDefault()?.Type, row.Catalog)))
                return (MemberMeaning.Step, row);
        }

        foreach (var (type, _, meaning) in s_byName[method.Name])
        {
            if (symbols.IsOrInherits(method.ContainingType, type))
                return (meaning, null);
        }

        return default;
    }
}
