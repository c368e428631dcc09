using MlGuard.Analyzers.Tests.Infrastructure;
using Fix = MlGuard.Analyzers.Tests.Infrastructure.Verify<
    MlGuard.Analyzers.Data.ColumnMismatchAnalyzer,
    MlGuard.CodeFixes.Data.ColumnMismatchCodeFix>;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Data.ColumnMismatchAnalyzer>;

namespace MlGuard.Analyzers.Tests.Data;

public class ColumnMismatchTests
{
    private const string Rows = """
        public class House { public float Size; public int Rooms; public double Distance; public string City = ""; public float Label;
            [NoColumn] public string Note = ""; }
        public class Empty { public float Size; }
        public class Wide { public float Size; public double Rooms; public double Distance; public string City = ""; public float Label; }
        public class Guess { public float Score; public string? PredictedLabel; }
        """;

    private const string Prepare = """
        private static IDataView Load(MLContext ml) => ml.Data.LoadFromEnumerable(new List<House>());
        """;

    [Fact]
    public Task Columns_that_line_up_DoNotTrigger() => Rule.Method(Prepare + """
        void Converted(MLContext ml) => ml.Transforms.Conversion.ConvertType("Rooms", outputKind: DataKind.Single)
            .Append(ml.Transforms.Concatenate("Features", "Size", "Rooms")).Fit(Load(ml));
        void SameKind(MLContext ml) => ml.Transforms.Concatenate("Numbers", "Distance", "Distance").Fit(Load(ml));
        void Replaced(MLContext ml) => ml.Transforms.Text.FeaturizeText("City")
            .Append(ml.Transforms.Concatenate("Features", "City", "Size")).Fit(Load(ml));
        void Mapped(MLContext ml) => ml.Transforms.CustomMapping<Empty, Answer>((row, made) =>
            made.Score = row.Size, "twice").Append(ml.Transforms.NormalizeMinMax("Score")).Fit(Load(ml));
        void PartOfRow(MLContext ml)
        {
            var model = ml.Transforms.Concatenate("Features", "Size").Append(ml.Regression.Trainers.FastTree()).Fit(Load(ml));
            var engine = ml.Model.CreatePredictionEngine<Empty, Answer>(model);
            foreach (var answer in ml.Data.CreateEnumerable<Answer>(model.Transform(Load(ml)), reuseRowObject: false)) { }
            foreach (var guess in ml.Data.CreateEnumerable<Guess>(Load(ml), reuseRowObject: false, ignoreMissingColumns: true)) { }
        }
        void Expected(MLContext ml)
        {
            try { _ = ml.Data.CreateEnumerable<Guess>(Load(ml), reuseRowObject: false).Count(); }
            catch (ArgumentOutOfRangeException exception) { Console.WriteLine($"As expected: {exception.Message}"); }
        }
        void Onnx(MLContext ml) => ml.Transforms.ApplyOnnxModel("scores", "Size", "model.onnx")
            .Append(ml.Transforms.CopyColumns("Score", "scores")).Fit(Load(ml));
        void AllOfModel(MLContext ml) => ml.Transforms.ApplyOnnxModel("model.onnx").Append(ml.Transforms.NormalizeMinMax("scores"))
            .Fit(Load(ml));
        """, Rows);

    [Fact]
    public Task Columns_that_are_not_there_Trigger() => Rule.Method(Prepare + """
        void Misspelt(MLContext ml) => ml.Transforms.NormalizeMinMax("Norm", {|MLG1010:"size"|}).Fit(Load(ml));
        void NoFeatures(MLContext ml) => ml.Regression.Trainers.{|MLG1010:FastTree|}().Fit(Load(ml));
        void Ignored(MLContext ml) => ml.Transforms.Text.FeaturizeText({|MLG1010:"Note"|}).Fit(Load(ml));
        void Scored(MLContext ml)
        {
            var model = ml.Transforms.Concatenate("Features", "Size").Append(ml.Regression.Trainers.FastTree()).Fit(Load(ml));
            ml.Regression.Evaluate(model.Transform(Load(ml)), {|MLG1010:"Price"|});
            model.Transform(Load(ml)).GetColumn<float>({|MLG1010:"Scores"|});
            ml.Data.CreateEnumerable<{|MLG1010:Guess|}>(model.Transform(Load(ml)), reuseRowObject: false);
        }
        """, Rows);

    [Fact]
    public Task Scores_of_another_task_Trigger() => Rule.Method(Prepare + """
        void Right(MLContext ml)
        {
            var features = ml.Transforms.Concatenate("Features", "Size");
            var model = features.Append(ml.Regression.Trainers.FastTree()).Fit(Load(ml));
            ml.Regression.Evaluate(model.Transform(Load(ml)));
            ml.Ranking.Evaluate(model.Transform(Load(ml)), rowGroupColumnName: "Rooms");
            var clusters = features.Append(ml.Clustering.Trainers.KMeans()).Fit(Load(ml));
            ml.Clustering.Evaluate(clusters.Transform(Load(ml)));
            var copied = ml.Transforms.ApplyOnnxModel("scores", "Size", "model.onnx").Fit(Load(ml));
            ml.Regression.Evaluate(copied.Transform(Load(ml)), scoreColumnName: "Size");
        }
        void Wrong(MLContext ml)
        {
            var features = ml.Transforms.Concatenate("Features", "Size");
            var model = features.Append(ml.Regression.Trainers.FastTree()).Fit(Load(ml));
            ml.MulticlassClassification.{|MLG1010:Evaluate|}(model.Transform(Load(ml)));
            var clusters = features.Append(ml.Clustering.Trainers.KMeans()).Fit(Load(ml));
            ml.Regression.{|MLG1010:Evaluate|}(clusters.Transform(Load(ml)));
            var applied = ml.Transforms.ApplyOnnxModel("Score", "Size", "model.onnx").Fit(Load(ml));
            ml.BinaryClassification.{|MLG1010:EvaluateNonCalibrated|}(applied.Transform(Load(ml)));
            var named = ml.Transforms.ApplyOnnxModel("risk", "Size", "model.onnx").Fit(Load(ml));
            ml.Regression.Evaluate(named.Transform(Load(ml)), scoreColumnName: {|MLG1010:"risk"|});
        }
        """, Rows);

    [Fact]
    public Task Columns_of_another_type_Trigger() => Rule.Method(Prepare + """
        void Mixed(MLContext ml) => ml.Transforms.Concatenate("Features", "Size", "Label", {|MLG1010:"Rooms"|}, {|MLG1010:"City"|})
            .Fit(Load(ml));
        void Text(MLContext ml) => ml.Transforms.NormalizeMinMax({|MLG1010:"City"|})
            .Append(ml.Transforms.Text.FeaturizeText("X", {|MLG1010:"Size"|})).Fit(Load(ml));
        void NoKey(MLContext ml) => ml.Transforms.Conversion.MapKeyToValue({|MLG1010:"City"|}).Fit(Load(ml));
        void Hashed(MLContext ml) => ml.Transforms.Conversion.Hash("City")
            .Append(ml.Transforms.Conversion.MapKeyToValue({|MLG1010:"City"|})).Fit(Load(ml));
        void Keys(MLContext ml) => ml.Transforms.Conversion.MapValueToKey("City")
            .Append(ml.Transforms.Concatenate("Features", "Size", {|MLG1010:"City"|})).Fit(Load(ml));
        void Engine(MLContext ml)
        {
            var pipeline = ml.Transforms.Concatenate("Features", "Size").Append(ml.Regression.Trainers.FastTree());
            var model = ml.Transforms.Conversion.ConvertType("Rooms").Append(ml.Transforms.Concatenate("Features", "Size", "Rooms"))
                .Append(ml.Regression.Trainers.FastTree()).Fit(Load(ml));
            ml.Model.CreatePredictionEngine<{|MLG1010:Empty|}, Answer>(model);
            ml.Model.CreatePredictionEngine<Wide, Answer>(model);
            ml.Model.CreatePredictionEngine<{|MLG1010:Answer|}, Answer>(pipeline.Fit(Load(ml)));
        }
        """, Rows);

    [Fact]
    public Task Fix_writes_the_nearest_name() => Fix.Method(
        Prepare
            + """void Train(MLContext ml) => ml.Transforms.NormalizeMinMax("Norm", """
            + """{|MLG1010:"size"|}).Append(ml.Transforms.CopyColumns("A", {|MLG1010:"Norms"|})).Fit(Load(ml));""",
        Prepare
            + """void Train(MLContext ml) => """
            + """ml.Transforms.NormalizeMinMax("Norm", "Size").Append(ml.Transforms.CopyColumns("A", "Norm")).Fit(Load(ml));""", Rows);

    [Fact]
    public Task Fix_writes_the_name_that_was_cut_short() => Fix.Method(
        Prepare
            + """void Train(MLContext ml) => ml.Transforms.NormalizeMinMax("SizeEncoded", "Size")"""
            + """.Append(ml.Transforms.CopyColumns("A", {|MLG1010:"SizeEnc"|})).Fit(Load(ml));""",
        Prepare
            + """void Train(MLContext ml) => ml.Transforms.NormalizeMinMax("SizeEncoded", "Size")"""
            + """.Append(ml.Transforms.CopyColumns("A", "SizeEncoded")).Fit(Load(ml));""", Rows);

    [Fact]
    public Task Fix_converts_in_front_of_the_step() => Fix.Method(
        Prepare
            + """void Train(MLContext ml) => """
            + """ml.Transforms.CopyColumns("A", "Size").Append(ml.Transforms.Concatenate("Features", "Size", "Label", """
            + """{|MLG1010:"Rooms"|})).Fit(Load(ml));""",
        Prepare
            + """void Train(MLContext ml) => """
            + """ml.Transforms.CopyColumns("A", "Size").Append(ml.Transforms.Conversion.ConvertType("Rooms", outputKind: """
            + """DataKind.Single)).Append(ml.Transforms.Concatenate("Features", "Size", "Label", "Rooms")).Fit(Load(ml));""", Rows);

    [Fact]
    public Task Where_the_type_of_a_variable_would_change_there_is_no_fix() => Fix.NoFix(Snippets.InClass(
        Prepare + """
        void Train(MLContext ml)
        {
            ColumnConcatenatingEstimator step = ml.Transforms.Concatenate("Features", "Size", "Label", {|MLG1010:"Rooms"|});
            step.Fit(Load(ml));
        }
        """, "" + Rows).Replace("using Microsoft.ML.Data;", "using Microsoft.ML.Data;\nusing Microsoft.ML.Transforms;"));
}
