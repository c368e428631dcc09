using MlGuard.Analyzers.Tests.Infrastructure;

namespace MlGuard.Analyzers.Tests.Evaluation;

/// <summary>
/// Data that leaks from the test rows into the model, and the tempting code beside it that is clean. The cases follow, by idea, the input
/// pairs of the leakage-analysis project: preparation before the split, overlap, and repeated use of the test rows.
/// </summary>
public class FittedBeforeSplitTests
{
    private static readonly string[] s_rules = ["MLG3001", "MLG3002", "MLG3005"];

    public static TheoryData<string, string> Clean() => new()
    {
        {
            "Prepared inside the pipeline", "var model = Scale(ml).Append(Trainer(ml)).Fit(split.TrainSet); "
                + "ml.Regression.Evaluate(model.Transform(split.TestSet));" },
        {
            "Fitted on training rows, both transformed", "var scale = Scale(ml).Fit(split.TrainSet); var model = "
                + "Trainer(ml).Fit(scale.Transform(split.TrainSet)); "
                + "ml.Regression.Evaluate(model.Transform(scale.Transform(split.TestSet)));" },
        {
            "Scaled copy never used", "var copy = Scale(ml).Fit(data).Transform(data); var model = Trainer(ml).Fit(split.TrainSet); "
                + "ml.Regression.Evaluate(model.Transform(split.TestSet));" },
        {
            "Selection fitted on training rows", "var select = ml.Transforms.FeatureSelection.SelectFeaturesBasedOnCount(\"Features\").Fit(split.TrainSet); var model = Trainer(ml).Fit(select.Transform(split.TrainSet)); ml.Regression.Evaluate(model.Transform(select.Transform(split.TestSet)));" },
        {
            "Stateless before the split", "var shaped = ml.Transforms.Concatenate(\"Features\", "
                + "\"A\").Append(ml.Transforms.NormalizeLpNorm(\"Features\")).Fit(data).Transform(data); var parts = "
                + "ml.Data.TrainTestSplit(shaped); ml.Regression.Evaluate(Trainer(ml).Fit(parts.TrainSet).Transform(parts.TestSet));" },
        {
            "Only the label's keys before the split", "var keyed = ml.Transforms.Conversion.MapValueToKey(\"Label\").Fit(data).Transform(data); var parts = ml.Data.TrainTestSplit(keyed); ml.MulticlassClassification.Evaluate(ml.MulticlassClassification.Trainers.NaiveBayes().Fit(parts.TrainSet).Transform(parts.TestSet));" },
        {
            "Only which category has which column before the split", "var coded = ml.Transforms.Categorical.OneHotEncoding(\"City\", \"Comment\").Fit(data).Transform(data); var parts = ml.Data.TrainTestSplit(coded); ml.Regression.Evaluate(Trainer(ml).Fit(parts.TrainSet).Transform(parts.TestSet)); ml.Regression.CrossValidate(coded, Trainer(ml));" },
        {
            "Categories of all rows, both parts transformed", "var code = ml.Transforms.Categorical.OneHotEncoding(\"City\", \"Comment\").Fit(data); ml.Regression.Evaluate(Trainer(ml).Fit(code.Transform(split.TrainSet)).Transform(code.Transform(split.TestSet)));" },
        {
            "Constant fill before the split", "var filled = ml.Transforms.ReplaceMissingValues(\"A\").Fit(data).Transform(data); "
                + "var parts = ml.Data.TrainTestSplit(filled); "
                + "ml.Regression.Evaluate(Trainer(ml).Fit(parts.TrainSet).Transform(parts.TestSet));" },
        { "Cross-validation of the whole pipeline", "ml.Regression.CrossValidate(data, Scale(ml).Append(Trainer(ml)));" },
        {
            "Trained on all after the evaluation", "ml.Regression.Evaluate(Trainer(ml).Fit(split.TrainSet).Transform(split.TestSet)); var last = Trainer(ml).Fit(data);" },
        {
            "Both metrics on purpose", "var model = Trainer(ml).Fit(split.TrainSet); "
                + "ml.Regression.Evaluate(model.Transform(split.TrainSet)); ml.Regression.Evaluate(model.Transform(split.TestSet));" },
        {
            "Named as a training metric", "var model = Trainer(ml).Fit(data); var trainMetrics = "
                + "ml.Regression.Evaluate(model.Transform(data));" },
        {
            "Each fold on its own", "foreach (var fold in ml.Data.CrossValidationSplit(data)) "
                + "ml.Regression.Evaluate(Scale(ml).Append(Trainer(ml)).Fit(fold.TrainSet).Transform(fold.TestSet));" },
        {
            "Third set for stopping", "var rest = ml.Data.TrainTestSplit(split.TrainSet); var model = "
                + "ml.Regression.Trainers.FastTree().Fit(rest.TrainSet, rest.TestSet); "
                + "ml.Regression.Evaluate(model.Transform(split.TestSet));" },
        { "Helper that evaluates held-back rows", "var model = Trainer(ml).Fit(split.TrainSet); Measure(ml, model, split.TestSet);" },
        {
            "Rows from two files", "var other = ml.Data.LoadFromTextFile<Plain>(\"other.tsv\"); "
                + "ml.Regression.Evaluate(Trainer(ml).Fit(data).Transform(other));" },
        {
            "One of two ways", "var rows = DateTime.Now.Year > 2000 ? split.TrainSet : data; "
                + "ml.Regression.Evaluate(Trainer(ml).Fit(rows).Transform(split.TestSet));" },
        {
            "Two filters of the same rows", "var one = ml.Data.FilterRowsByColumn(data, \"A\", 0, 1); var two = "
                + "ml.Data.FilterRowsByColumn(data, \"A\", 1, 2); ml.Regression.Evaluate(Trainer(ml).Fit(one).Transform(two));" },
        {
            "Training metrics kept in a field or a variable",
            """
            RegressionMetrics trainMetrics;
            var rows = ml.Data.TakeRows(data, 10);
            trainMetrics = ml.Regression.Evaluate(Trainer(ml).Fit(data).Transform(rows));
            """
        },
        { "Clusters have no label", "ml.Clustering.Evaluate(ml.Clustering.Trainers.KMeans().Fit(data).Transform(split.TestSet));" },
    };

    public static TheoryData<string, string> Leaking() => new()
    {
        { "Scaling before the split", """
            var scaled = Scale(ml).Fit(data).Transform(data);
             var parts = ml.Data.TrainTestSplit(scaled); // MLG3002
             ml.Regression.Evaluate(Trainer(ml).Fit(parts.TrainSet).Transform(parts.TestSet));
            """ },
        {
            "Imputation before the split", "var filled = ml.Transforms.ReplaceMissingValues(\"A\", replacementMode: "
                + "Microsoft.ML.Transforms.MissingValueReplacingEstimator.ReplacementMode.Mean).Fit(data).Transform(data);\n var "
                + "parts = ml.Data.TrainTestSplit(filled); // MLG3002" },
        {
            "Scaling behind categories before the split", "var made = ml.Transforms.Categorical.OneHotEncoding(\"City\", \"Comment\").Append(Scale(ml)).Fit(data).Transform(data);\n var parts = ml.Data.TrainTestSplit(made); // MLG3002" },
        {
            "Text before cross-validation", "var text = ml.Transforms.Text.FeaturizeText(\"Features\", "
                + "\"Comment\").Fit(data).Transform(data);\n ml.Regression.CrossValidate(text, Trainer(ml)); // MLG3002" },
        { "Projection before the folds", """
            var projected = ml.Transforms.ProjectToPrincipalComponents("Features").Fit(data).Transform(data);
             foreach (var fold in ml.Data.CrossValidationSplit(projected)) // MLG3002
             ml.Regression.Evaluate(Trainer(ml).Fit(fold.TrainSet).Transform(fold.TestSet));
            """ },
        {
            "Selection by the label before the split", "var selected = ml.Transforms.FeatureSelection.SelectFeaturesBasedOnMutualInformation(\"Features\").Fit(data).Transform(data);\n var parts = ml.Data.TrainTestSplit(selected); // MLG3002" },
        { "In a helper before the split", "var parts = ml.Data.TrainTestSplit(Prepared(ml, data)); // MLG3002" },
        {
            "Fitted on all, both parts transformed", "var scale = Scale(ml).Fit(data); // MLG3002\n var model = "
                + "Trainer(ml).Fit(scale.Transform(split.TrainSet)); "
                + "ml.Regression.Evaluate(model.Transform(scale.Transform(split.TestSet)));" },
        { "Fitted on the test rows anew", """
            var model = Trainer(ml).Fit(Scale(ml).Fit(split.TrainSet).Transform(split.TrainSet));
             var test = Scale(ml).Fit(split.TestSet).Transform(split.TestSet); // MLG3002
             ml.Regression.Evaluate(model.Transform(test));
            """ },
        {
            "Shuffled and cached in between", "var scaled = ml.Data.Cache(Scale(ml).Fit(data).Transform(ml.Data.ShuffleRows(data)));\n var parts = ml.Data.TrainTestSplit(scaled); // MLG3002" },
        {
            "Trained on all, tested on a part", "var model = Trainer(ml).Fit(data);\n "
                + "ml.Regression.Evaluate(model.Transform(split.TestSet)); // MLG3001" },
        {
            "Trained on a part, tested on all", "var model = Trainer(ml).Fit(split.TrainSet);\n "
                + "ml.Regression.Evaluate(model.Transform(data)); // MLG3001" },
        {
            "Tested on a filter of the training rows", "var model = Trainer(ml).Fit(data);\n "
                + "ml.Regression.Evaluate(model.Transform(ml.Data.TakeRows(data, 10))); // MLG3001" },
        {
            "Trained on a filter of the training part", "var model = Trainer(ml).Fit(ml.Data.TakeRows(split.TrainSet, 10));\n "
                + "ml.Regression.Evaluate(model.Transform(split.TrainSet)); // MLG3001" },
        { "In a helper", "Measure(ml, Trainer(ml).Fit(data), data);" },
        {
            "In a field of the class", "_model = Trainer(ml).Fit(_all!);\n "
                + "ml.Regression.Evaluate(_model.Transform(ml.Data.TakeRows(_all!, 5))); // MLG3001" },
        { "Training part of a fold", """
            foreach (var fold in ml.Data.CrossValidationSplit(data)) {
             var model = Trainer(ml).Fit(fold.TrainSet);
             ml.Regression.Evaluate(model.Transform(fold.TrainSet)); // MLG3001
             }
            """ },
        { "Best on the training rows, measured there again", """
            ITransformer? best = null; var score = 0.0; foreach (var iterations in new[] { 1, 5 }) {
             var model = ml.Regression.Trainers.Sdca(maximumNumberOfIterations: iterations).Fit(split.TrainSet); var metrics = ml.Regression.Evaluate(model.Transform(split.TrainSet)); // MLG3001
             if (metrics.RSquared > score) { score = metrics.RSquared; best = model; } }
             ml.Regression.Evaluate(best!.Transform(split.TrainSet)); // MLG3001
            """ },
        {
            "By a tuple", "var (all, part) = (data, split.TestSet); var model = Trainer(ml).Fit(all);\n "
                + "ml.Regression.Evaluate(model.Transform(part)); // MLG3001" },
        { "Stopping on the test rows", """
            var model = ml.Regression.Trainers.FastTree().Fit(split.TrainSet,
             split.TestSet); // MLG3005
             ml.Regression.Evaluate(model.Transform(split.TestSet));
            """ },
        { "Stopping on the test rows, by a variable", """
            var test = split.TestSet; var model = ml.Regression.Trainers.LightGbm().Fit(split.TrainSet,
             test); // MLG3005
             Measure(ml, model, test);
            """ },
    };

    [Theory]
    [MemberData(nameof(Clean))]
    public Task Clean_code_DoesNotTrigger(string name, string body) => Check(name, body);

    [Theory]
    [MemberData(nameof(Leaking))]
    public Task Leaking_code_Triggers(string name, string body) => Check(name, body, isHelperReported: name == "In a helper");

    private static async Task Check(string name, string body, bool isHelperReported = false)
    {
        var source = Snippets.InClass($$"""
            private readonly IDataView _all = new MLContext().Data.LoadFromTextFile<Plain>("all.tsv");
            private ITransformer? _model;
            void {{string.Concat(name.Where(char.IsLetter))}}(MLContext ml)
            {
                var data = ml.Data.LoadFromTextFile<Plain>("a.tsv");
                var split = ml.Data.TrainTestSplit(data, testFraction: 0.2);
                {{body}}
            }
            private static IEstimator<ITransformer> Scale(MLContext ml) => ml.Transforms.NormalizeMinMax("Features");
            private static Microsoft.ML.Trainers.LbfgsPoissonRegressionTrainer Trainer(MLContext ml) =>
                ml.Regression.Trainers.LbfgsPoissonRegression();
            private static IDataView Prepared(MLContext ml, IDataView rows) => Scale(ml).Fit(rows).Transform(rows);
            private static void Measure(MLContext ml, ITransformer model, IDataView rows)
            {
                var predictions = model.Transform(rows);
                var metrics = ml.Regression.Evaluate(predictions); // {{(isHelperReported ? "MLG3001" : "")}}
            }
            """, """public class Plain { [LoadColumn(0, 3)] public float[] Features = []; [LoadColumn(4)] public float A; """
                + """[LoadColumn(5)] public string Comment = ""; [LoadColumn(6)] public float Label; }""");
        var compilation = AllAnalyzers.Compile([("Leak.cs", source)]);
        Assert.Empty(
            compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error));

        var found = (await AllAnalyzers.RunAsync(compilation)).Where(finding => s_rules.Contains(finding.Id))
            .Select(finding => $"{finding.Id} in line {finding.Location.GetLineSpan().StartLinePosition.Line}")
            .Order(StringComparer.Ordinal);

        Assert.Equal(
            source.Split('\n').Select((line, number) => (line, number))
                .Where(pair => pair.line.Contains("// MLG", StringComparison.Ordinal))
                .Select(pair => $"{pair.line[(pair.line.IndexOf("// ", StringComparison.Ordinal) + 3)..].Trim()} in line {pair.number}")
                .Order(StringComparer.Ordinal),
            found);
    }
}
