using System.Collections.Concurrent;
using MlGuard.Analyzers.Frameworks;

namespace MlGuard.Analyzers.Pipelines;

/// <summary>What the members of ML.NET mean to the interpreter, each looked up once.</summary>
internal sealed class MlCalls(MlSymbols symbols)
{
    private static readonly ILookup<string, StepRow> s_steps = StepTable.All.ToLookup(row => row.Method, StringComparer.Ordinal);

    private static readonly ImmutableArray<(string Type, string Method, MlCall Meaning)> s_calls =
    [
        ("Microsoft.ML.LearningPipelineExtensions", "Append", MlCall.Append),
        ("Microsoft.ML.Data.EstimatorChain`1", "Append", MlCall.Append),
        ("Microsoft.ML.Data.EstimatorChain`1", "AppendCacheCheckpoint", MlCall.Same),
        ("Microsoft.ML.TextLoaderSaverCatalog", "LoadFromTextFile", MlCall.LoadText),
        ("Microsoft.ML.TextLoaderSaverCatalog", "CreateTextLoader", MlCall.CreateLoader),
        ("Microsoft.ML.DataOperationsCatalog", "LoadFromEnumerable", MlCall.LoadRows),
        ("Microsoft.ML.Data.TextLoader", "Load", MlCall.Load),
        ("Microsoft.ML.DataLoaderExtensions", "Load", MlCall.Load),
        ("Microsoft.ML.IDataLoader`1", "Load", MlCall.Load),
        ("Microsoft.ML.DataOperationsCatalog", "Cache", MlCall.SameData),
        ("Microsoft.ML.DataOperationsCatalog", "BootstrapSample", MlCall.SomeData),
        ("Microsoft.ML.DataOperationsCatalog", "FilterRowsByColumn", MlCall.SomeData),
        ("Microsoft.ML.DataOperationsCatalog", "FilterRowsByKeyColumnFraction", MlCall.SomeData),
        ("Microsoft.ML.DataOperationsCatalog", "FilterRowsByMissingValues", MlCall.SomeData),
        ("Microsoft.ML.DataOperationsCatalog", "FilterByCustomPredicate", MlCall.SomeData),
        ("Microsoft.ML.DataOperationsCatalog", "ShuffleRows", MlCall.SameData),
        ("Microsoft.ML.DataOperationsCatalog", "SkipRows", MlCall.SomeData),
        ("Microsoft.ML.DataOperationsCatalog", "TakeRows", MlCall.SomeData),
        ("Microsoft.ML.DataOperationsCatalog", "TrainTestSplit", MlCall.Split),
        ("Microsoft.ML.DataOperationsCatalog", "CrossValidationSplit", MlCall.Folds),
        ("Microsoft.ML.DataOperationsCatalog", "CreateEnumerable", MlCall.CreateEnumerable),
        ("Microsoft.ML.Data.ColumnCursorExtensions", "GetColumn", MlCall.GetColumn),
        ("Microsoft.ML.IEstimator`1", "Fit", MlCall.Fit),
        ("Microsoft.ML.ITransformer", "Transform", MlCall.Transform),
        ("Microsoft.ML.ModelOperationsCatalog", "CreatePredictionEngine", MlCall.CreateEngine),
        .. new[] { "BinaryClassification", "MulticlassClassification", "Regression", "Ranking", "Clustering", "AnomalyDetection" }.SelectMany(task => new[]
        {
            ($"Microsoft.ML.{task}Catalog", "Evaluate", MlCall.Evaluate),
            ($"Microsoft.ML.{task}Catalog", "EvaluateNonCalibrated", MlCall.Evaluate),
            ($"Microsoft.ML.{task}Catalog", "CrossValidate", MlCall.CrossValidate),
            ($"Microsoft.ML.{task}Catalog", "CrossValidateNonCalibrated", MlCall.CrossValidate),
        }),
    ];

    private static readonly ILookup<string, (string Type, string Method, MlCall Meaning)> s_byName = s_calls.ToLookup(call => call.Method, StringComparer.Ordinal);

    private readonly ConcurrentDictionary<IMethodSymbol, (MlCall Meaning, StepRow? Row)> _known = new(SymbolEqualityComparer.Default);

    /// <summary>What <paramref name="method"/> does, with its row when it makes a step.</summary>
    public (MlCall Meaning, StepRow? Row) Of(IMethodSymbol method) => _known.GetOrAdd((method.ReducedFrom ?? method).OriginalDefinition, Look);

    private (MlCall Meaning, StepRow? Row) Look(IMethodSymbol method)
    {
        foreach (var row in s_steps[method.Name])
        {
            if (symbols.Is(method.ContainingType, row.Type) && (row.Catalog is null || symbols.Is(method.Parameters.FirstOrDefault()?.Type, row.Catalog)))
                return (MlCall.Step, row);
        }

        foreach (var (type, _, meaning) in s_byName[method.Name])
        {
            if (symbols.IsOrInherits(method.ContainingType, type))
                return (meaning, null);
        }

        return default;
    }
}
