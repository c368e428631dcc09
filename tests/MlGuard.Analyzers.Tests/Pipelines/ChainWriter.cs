using System.Globalization;
using System.Text;
using MlGuard.Analyzers.Frameworks.MlNet;

namespace MlGuard.Analyzers.Tests.Pipelines;

/// <summary>Writes random pipelines over random row classes, as C# code: most of them nearly right, so that one mistake decides.</summary>
internal sealed class ChainWriter(int seed)
{
    private const int RowClasses = 48;

    private static readonly (string Type, ColumnType Column)[] s_memberTypes =
    [
        ("float", ColumnType.Of(
            ItemKinds.Single, Shapes.Scalar)), ("float", ColumnType.Of(
                ItemKinds.Single, Shapes.Scalar)), ("float", ColumnType.Of(ItemKinds.Single, Shapes.Scalar)),
        ("bool", ColumnType.Of(ItemKinds.Boolean, Shapes.Scalar)), ("bool", ColumnType.Of(ItemKinds.Boolean, Shapes.Scalar)),
        ("string", ColumnType.Of(ItemKinds.Text, Shapes.Scalar)), ("string", ColumnType.Of(ItemKinds.Text, Shapes.Scalar)),
        ("int", ColumnType.Of(
            ItemKinds.Int32, Shapes.Scalar)), ("double", ColumnType.Of(
                ItemKinds.Double, Shapes.Scalar)), ("uint", ColumnType.Of(ItemKinds.UInt32, Shapes.Scalar)),
        ("ulong", ColumnType.Of(
            ItemKinds.UInt64, Shapes.Scalar)), ("short", ColumnType.Of(
                ItemKinds.Int16, Shapes.Scalar)), ("System.DateTime", ColumnType.Of(ItemKinds.DateTime, Shapes.Scalar)),
        ("System.TimeSpan", ColumnType.Of(
            ItemKinds.TimeSpan, Shapes.Scalar)), ("[KeyType(5)] uint", ColumnType.Key(Shapes.Scalar)),
        ("[VectorType(3), KeyType(5)] uint[]", ColumnType.Key(Shapes.Vector)),
        ("[VectorType(4)] float[]", ColumnType.Of(
            ItemKinds.Single, Shapes.Vector)), ("[VectorType(4)] float[]", ColumnType.Of(ItemKinds.Single, Shapes.Vector)),
        ("[VectorType(4)] double[]", ColumnType.Of(
            ItemKinds.Double, Shapes.Vector)), ("float[]", ColumnType.Of(ItemKinds.Single, Shapes.VariableVector)),
        ("[VectorType] string[]", ColumnType.Of(
            ItemKinds.Text, Shapes.VariableVector)), ("[VectorType(2, 2)] int[]", ColumnType.Of(ItemKinds.Int32, Shapes.Vector)),
        ("System.ReadOnlyMemory<char>", ColumnType.Of(
            ItemKinds.Text, Shapes.Scalar)), ("VBuffer<float>", ColumnType.Of(ItemKinds.Single, Shapes.VariableVector)),
    ];

    private static readonly string[] s_names = [
        "Label", "Features", "Age", "Income", "City", "Comment", "Weight", "When", "Codes", "Pixels", "Tokens", "Path", "Rank", "Flag"];

    /// <summary>
    /// How each method is reached and called; <c>{0}</c> the output, <c>{1}</c> the input, both quoted, <c>{2}</c> several inputs.
    /// </summary>
    private static readonly Dictionary<string, string[]> s_calls = new(StringComparer.Ordinal)
    {
        ["CopyColumns"] = ["Transforms.CopyColumns({0}, {1})"],
        ["Concatenate"] = [
            "Transforms.Concatenate({0}, {2})", "Transforms.Concatenate({0}, {2})", "Transforms.Concatenate({0}, new[] {{ {2} "
                + "}})", "Transforms.Concatenate(inputColumnNames: [{2}], outputColumnName: {0})"],
        ["DropColumns"] = ["Transforms.DropColumns({1})"],
        ["SelectColumns"] = ["Transforms.SelectColumns({2}, {1})"],
        ["Hash"] = [
            "Transforms.Conversion.Hash({0}, {1})", "Transforms.Conversion.Hash({0}, {1}, numberOfBits: 10, maximumNumberOfInverts: 2)"],
        ["ConvertType"] = [
            "Transforms.Conversion.ConvertType({0}, {1})", "Transforms.Conversion.ConvertType({0}, {1}, "
                + "DataKind.Boolean)", "Transforms.Conversion.ConvertType({0}, {1}, DataKind.Int32)", "Transforms.Conversion.ConvertType({0}, {1}, outputKind: DataKind.String)", "Transforms.Conversion.ConvertType(new[] {{ new InputOutputColumnPair({0}, {1}) }}, DataKind.Single)"],
        ["MapKeyToValue"] = ["Transforms.Conversion.MapKeyToValue({0}, {1})", "Transforms.Conversion.MapKeyToValue({1})"],
        ["MapKeyToVector"] = [
            "Transforms.Conversion.MapKeyToVector({0}, {1})", "Transforms.Conversion.MapKeyToVector({0}, {1}, outputCountVector: true)"],
        ["MapValueToKey"] = [
            "Transforms.Conversion.MapValueToKey({0}, {1})", "Transforms.Conversion.MapValueToKey({1})", "Transforms.Conversion.MapValueToKey({0}, {1}, addKeyValueAnnotationsAsText: true)"],
        ["MapValue"] = [
            "Transforms.Conversion.MapValue({0}, new Dictionary<string, float> {{ [\"a\"] = 1 }}, "
                + "{1})", "Transforms.Conversion.MapValue({0}, new Dictionary<string, bool> {{ [\"a\"] = true }}, {1})"],
        ["MapKeyToBinaryVector"] = ["Transforms.Conversion.MapKeyToBinaryVector({0}, {1})"],
        ["OneHotEncoding"] = [
            "Transforms.Categorical.OneHotEncoding({0}, {1})", "Transforms.Categorical.OneHotEncoding({0}, {1}, "
                + "OneHotEncodingEstimator.OutputKind.Key)", "Transforms.Categorical.OneHotEncoding({0}, {1}, "
                + "OneHotEncodingEstimator.OutputKind.Bag)", "Transforms.Categorical.OneHotEncoding({0}, {1}, "
                + "OneHotEncodingEstimator.OutputKind.Binary)", "Transforms.Categorical.OneHotEncoding(new[] {{ new "
                + "InputOutputColumnPair({0}, {1}) }})"],
        ["OneHotHashEncoding"] = [
            "Transforms.Categorical.OneHotHashEncoding({0}, {1})", "Transforms.Categorical.OneHotHashEncoding({0}, {1}, "
                + "OneHotEncodingEstimator.OutputKind.Key)"],
        ["NormalizeMinMax"] = ["Transforms.NormalizeMinMax({0}, {1})", "Transforms.NormalizeMinMax({1})"],
        ["NormalizeMeanVariance"] = [
            "Transforms.NormalizeMeanVariance({0}, {1})", "Transforms.NormalizeMeanVariance(new[] {{ new InputOutputColumnPair({1}) }})"],
        ["NormalizeLogMeanVariance"] = ["Transforms.NormalizeLogMeanVariance({0}, {1})"],
        ["NormalizeBinning"] = ["Transforms.NormalizeBinning({0}, {1})"],
        ["NormalizeSupervisedBinning"] = ["Transforms.NormalizeSupervisedBinning({0}, {1})"],
        ["NormalizeRobustScaling"] = ["Transforms.NormalizeRobustScaling({0}, {1})"],
        ["NormalizeLpNorm"] = ["Transforms.NormalizeLpNorm({0}, {1})"],
        ["NormalizeGlobalContrast"] = ["Transforms.NormalizeGlobalContrast({0}, {1})"],
        ["FeaturizeText"] = [
            "Transforms.Text.FeaturizeText({0}, {1})", "Transforms.Text.FeaturizeText({0}, (TextFeaturizingEstimator.Options)null, {2})"],
        ["TokenizeIntoCharactersAsKeys"] = ["Transforms.Text.TokenizeIntoCharactersAsKeys({0}, {1})"],
        ["NormalizeText"] = ["Transforms.Text.NormalizeText({0}, {1})"],
        ["TokenizeIntoWords"] = ["Transforms.Text.TokenizeIntoWords({0}, {1})"],
        ["ProduceNgrams"] = ["Transforms.Text.ProduceNgrams({0}, {1})"],
        ["RemoveDefaultStopWords"] = ["Transforms.Text.RemoveDefaultStopWords({0}, {1})"],
        ["RemoveStopWords"] = ["Transforms.Text.RemoveStopWords({0}, {1}, \"the\")"],
        ["ProduceWordBags"] = ["Transforms.Text.ProduceWordBags({0}, {1})", "Transforms.Text.ProduceWordBags({0}, new[] {{ {2} }})"],
        ["ProduceHashedWordBags"] = [
            "Transforms.Text.ProduceHashedWordBags({0}, {1})", "Transforms.Text.ProduceHashedWordBags({0}, new[] {{ {2} }})"],
        ["ProduceHashedNgrams"] = [
            "Transforms.Text.ProduceHashedNgrams({0}, {1})", "Transforms.Text.ProduceHashedNgrams({0}, new[] {{ {2} }})"],
        ["LatentDirichletAllocation"] = ["Transforms.Text.LatentDirichletAllocation({0}, {1})"],
        ["LoadImages"] = ["Transforms.LoadImages({0}, \".\", {1})"],
        ["LoadRawImageBytes"] = ["Transforms.LoadRawImageBytes({0}, \".\", {1})"],
        ["ConvertToGrayscale"] = ["Transforms.ConvertToGrayscale({0}, {1})"],
        ["ResizeImages"] = ["Transforms.ResizeImages({0}, 8, 8, {1})"],
        ["ExtractPixels"] = ["Transforms.ExtractPixels({0}, {1})", "Transforms.ExtractPixels({0}, {1}, outputAsFloatArray: false)"],
        ["ConvertToImage"] = ["Transforms.ConvertToImage(2, 2, {0}, {1})"],
        ["IndicateMissingValues"] = ["Transforms.IndicateMissingValues({0}, {1})"],
        ["ReplaceMissingValues"] = ["Transforms.ReplaceMissingValues({0}, {1})", "Transforms.ReplaceMissingValues({1})"],
        ["SelectFeaturesBasedOnMutualInformation"] = ["Transforms.FeatureSelection.SelectFeaturesBasedOnMutualInformation({0}, {1})"],
        ["SelectFeaturesBasedOnCount"] = ["Transforms.FeatureSelection.SelectFeaturesBasedOnCount({0}, {1})"],
        ["ApproximatedKernelMap"] = ["Transforms.ApproximatedKernelMap({0}, {1}, rank: 4)"],
        ["ProjectToPrincipalComponents"] = ["Transforms.ProjectToPrincipalComponents({0}, {1}, rank: 2)"],
        ["CustomMapping"] = ["Transforms.CustomMapping<Read, Made>((read, made) => {{ }}, \"custom\")"],
        ["AppendCacheCheckpoint"] = [],
    };

    /// <summary>Not called, with the reason.</summary>
    public static IReadOnlyDictionary<string, string> NotWritten { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["ApplyWordEmbedding"] = "It loads a file of vectors when it is made.",
        ["ApplyOnnxModel"] = "It loads a model file when it is made.",
        ["DnnFeaturizeImage"] = "It loads a model file when it is made.",
        ["Expression"] = "What it makes depends on the expression, so the table says nothing of it.",
        ["StatefulCustomMapping"] = "As CustomMapping.",
        ["CalculateFeatureContribution"] = "It takes a fitted model.",
        ["WithOnFitDelegate"] = "It wraps an estimator and changes nothing.",
        ["FeaturizeByPretrainTreeEnsemble"] = "Its columns come from options that the table calls opaque.",
        ["FeaturizeByFastForestRegression"] = "As above.",
        ["FeaturizeByFastTreeRegression"] = "As above.",
        ["FeaturizeByFastForestBinary"] = "As above.",
        ["FeaturizeByFastTreeBinary"] = "As above.",
        ["FeaturizeByFastTreeRanking"] = "As above.",
        ["FeaturizeByFastTreeTweedie"] = "As above.",
    };

    private static readonly (StepRow Row, string[] Calls)[] s_steps =
        [.. StepTable.All.Where(row => s_calls.TryGetValue(row.Method, out var calls) && calls.Length > 0)
            .Select(row => (row, s_calls[row.Method]))];

    private static readonly StepRow[] s_trainers = [.. StepTable.All.Where(row => row.Form == StepForm.Trainer)];

    private readonly Random _random = new(seed);
    private readonly List<Dictionary<string, ColumnType>> _rows = [];

    public static bool Writes(StepRow row) => row.Form is StepForm.Trainer or StepForm.Calibrator || s_calls.ContainsKey(row.Method);

    /// <summary>A source file with <paramref name="count"/> methods <c>Chain0</c>, <c>Chain1</c>, ...</summary>
    public string Write(int count)
    {
        var code = new StringBuilder("""
            using System.Collections.Generic;
            using Microsoft.ML;
            using Microsoft.ML.Data;
            using Microsoft.ML.Trainers;
            using Microsoft.ML.Transforms;
            using Microsoft.ML.Transforms.Text;

            public class Read { public float Age; public string City = ""; }
            public class Made { public float Extra; [VectorType(3)] public float[] Codes = []; }

            """);
        for (var i = 0; i < RowClasses; i++)
            WriteRow(code, i);
        code.AppendLine("public static class Chains\n{");
        for (var i = 0; i < count; i++)
            WriteChain(code, i);
        return code.AppendLine("}").ToString();
    }

    private T Any<T>(IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];

    private bool Rarely(int percent) => _random.Next(100) < percent;

    private void WriteRow(StringBuilder code, int number)
    {
        var columns = new Dictionary<string, ColumnType>(StringComparer.Ordinal);
        code.AppendLine(CultureInfo.InvariantCulture, $"public class Row{number}\n{{");
        var index = 0;
        foreach (var name in s_names.OrderBy(_ => _random.Next()).Take(_random.Next(4, 11)))
        {
            var (type, column) = name switch
            {
                "Features" when !Rarely(10) => s_memberTypes[16],
                "Label" => Any(s_memberTypes[..10]),
                _ => Any(s_memberTypes),
            };
            var attributes = type[..(type.IndexOf("] ", StringComparison.Ordinal) + 1)];
            var renamed = Rarely(10) ? $"[ColumnName(\"{name}\")] " : "";
            var places = column.Shapes == Shapes.Vector ? $"{index}, {index + 3}" : $"{index}";
            var member = (renamed.Length > 0 ? "The" : "") + name + (Rarely(50) ? " { get; set; }" : ";");
            code.AppendLine(
                CultureInfo.InvariantCulture,
                $"    [LoadColumn({places})] {renamed}{attributes} public {type[attributes.Length..].Trim()} {member}");
            columns[name] = column;
            index += 4;
        }

        code.AppendLine("}");
        _rows.Add(columns);
    }

    private void WriteChain(StringBuilder code, int number)
    {
        var row = _random.Next(RowClasses);
        var columns = new Dictionary<string, ColumnType>(_rows[row], StringComparer.Ordinal);
        var steps = Enumerable.Range(0, _random.Next(1, 6)).Select(_ => WriteStep(columns)).ToList();
        if (!Rarely(25))
        {
            steps.Add(WriteTrainer(columns));
            if (Rarely(6))
                steps.Add($"ml.BinaryClassification.Calibrators.{Any(["Platt", "Naive", "Isotonic"])}()");
            if (Rarely(8) || (steps[^1].Contains("Multiclass", StringComparison.Ordinal) && Rarely(40)))
                steps.Add($"ml.Transforms.Conversion.MapKeyToValue(\"{Any(["PredictedLabel", "Label", "Answer"])}\", \"PredictedLabel\")");
        }

        code.AppendLine(
            CultureInfo.InvariantCulture, $"    public static (IDataView, IEstimator<ITransformer>) "
                + $"Chain{number}(MLContext ml, bool fits)\n    {{");
        code.AppendLine(Rarely(70)
            ? string.Create(CultureInfo.InvariantCulture, $"        var data = ml.Data.LoadFromEnumerable(new Row{row}[0]);")
            : string.Create(
                CultureInfo.InvariantCulture, $"        var loader = ml.Data.CreateTextLoader<Row{row}>(separatorChar: ',');\n        var data = loader.Load(\"data.csv\");"));
        WriteJoined(code, steps);
        code.AppendLine("""
                    if (fits)
                        pipeline.Fit(data);
                    return (data, pipeline);
                }
            """);
    }

    /// <summary>The steps in one expression, in a variable step by step, or in two parts.</summary>
    private void WriteJoined(StringBuilder code, List<string> steps)
    {
        switch (_random.Next(3))
        {
            case 0:
                code.AppendLine(CultureInfo.InvariantCulture, $"        IEstimator<ITransformer> pipeline = {steps[0]};");
                foreach (var step in steps.Skip(1))
                    code.AppendLine(CultureInfo.InvariantCulture, $"        pipeline = pipeline.Append({step});");
                break;
            case 1 when steps.Count > 1:
                code.AppendLine(
                    CultureInfo.InvariantCulture, $"        var rest = {Chained(steps.Skip(1))};\n        var pipeline "
                        + $"= {steps[0]}.AppendCacheCheckpoint(ml).Append(rest);");
                break;
            default:
                code.AppendLine(CultureInfo.InvariantCulture, $"        var pipeline = {Chained(steps)};");
                break;
        }
    }

    private static string Chained(IEnumerable<string> steps) => steps.Aggregate((chain, step) => $"{chain}.Append({step})");

    private string WriteStep(Dictionary<string, ColumnType> columns)
    {
        var (row, calls) = Any(s_steps);
        // A step that nothing fits is a mistake that is easily found: mostly another one is taken.
        for (var tries = 0; tries < 8 && !columns.Values.Any(column => column.MayBe(row.Wants)); tries++)
            (row, calls) = Any(s_steps);
        var input = Choose(columns, row.Wants);
        var output = Rarely(40) ? Any(["Features", "Label", "Encoded", "Tokens", "Image"]) : input;
        var inputs = Enumerable.Range(0, _random.Next(1, 4))
            .Select(_ =>
                Choose(
                    columns, columns.TryGetValue(input, out var like) && row.Method == "Concatenate"
                        ? like with { Shapes = Shapes.Any }
                        : row.Wants)).Distinct();
        var source = columns.GetValueOrDefault(input, ColumnType.Any);
        if (row.Form is StepForm.OneToOne or StepForm.ManyToOne)
            columns[output] = row.Output.Of(row.Form == StepForm.ManyToOne ? source with { Shapes = Shapes.Vector } : source);
        if (row.Form == StepForm.Drop)
            columns.Remove(input);
        return "ml."
            + string.Format(CultureInfo.InvariantCulture, Any(calls), Quote(output), Quote(input), string.Join(", ", inputs.Select(Quote)));
    }

    private static string Quote(string name) => $"\"{name}\"";

    /// <summary>Mostly a column that fits, sometimes any, seldom one that is not there.</summary>
    private string Choose(Dictionary<string, ColumnType> columns, ColumnType wanted)
    {
        if (Rarely(1))
            return "Missing";
        var fitting = columns.Where(column => column.Value.MayBe(wanted)).Select(column => column.Key).ToList();
        if (fitting.Count > 0 && !Rarely(4))
            return Any(fitting);
        return columns.Count > 0 ? Any(columns.Keys.ToList()) : "Missing";
    }

    private static ColumnType LabelOf(StepRow trainer) => trainer.Task switch
    {
        TrainerTask.Binary or TrainerTask.BinaryNonCalibrated => ColumnType.Of(ItemKinds.Boolean, Shapes.Scalar),
        TrainerTask.Multiclass => ColumnType.Key(Shapes.Scalar),
        _ => ColumnType.Of(ItemKinds.Single, Shapes.Scalar),
    };

    private string WriteTrainer(Dictionary<string, ColumnType> columns)
    {
        var row = Any(s_trainers);
        for (var tries = 0; tries < 8 && !columns.Values.Any(column => column.MayBe(LabelOf(row))); tries++)
            row = Any(s_trainers);
        var catalog = row.Catalog![(row.Catalog!.LastIndexOf('.') + 1)..row.Catalog.IndexOf("Catalog", StringComparison.Ordinal)];
        var features = Choose(columns, ColumnType.Of(ItemKinds.Single, Shapes.Vector));
        var label = Choose(columns, LabelOf(row));
        var arguments = row.Method switch
        {
            "OneVersusAll" or "PairwiseCoupling" =>
                $"ml.BinaryClassification.Trainers.LbfgsLogisticRegression({Quote(label)}, {Quote(features)}), "
                    + $"labelColumnName: {Quote(label)}",
            "Prior" => $"labelColumnName: {Quote(label)}",
            "KMeans" or "RandomizedPca" => $"featureColumnName: {Quote(features)}",
            "LbfgsLogisticRegression" when Rarely(50) =>
                $"new LbfgsLogisticRegressionBinaryTrainer.Options {{ LabelColumnName = {Quote(label)}, "
                    + $"FeatureColumnName = {Quote(features)} }}",
            "Sdca" when Rarely(50) =>
                $"new SdcaRegressionTrainer.Options {{ LabelColumnName = {Quote(label)}, ExampleWeightColumnName "
                    + $"= {Quote(Choose(columns, ColumnType.Of(ItemKinds.Single, Shapes.Scalar)))} }}",
            _ => $"labelColumnName: {Quote(label)}, featureColumnName: {Quote(features)}",
        };
        return $"ml.{catalog}.Trainers.{row.Method}({arguments})";
    }
}
