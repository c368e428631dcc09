using System.Globalization;
using MlGuard.Analyzers.Tests.Infrastructure;
using Fix = MlGuard.Analyzers.Tests.Infrastructure.Verify<
    MlGuard.Analyzers.Data.UnfilledPredictionAnalyzer,
    MlGuard.CodeFixes.Data.UnfilledPredictionCodeFix>;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Data.UnfilledPredictionAnalyzer>;

namespace MlGuard.Analyzers.Tests.Data;

public class UnfilledPredictionTests
{
    private const string Prepare = """
        private static ITransformer Regression(MLContext ml) =>
            ml.Transforms.Concatenate("Features", "Amount").Append(ml.Transforms.Conversion.ConvertType("Label"))
                .Append(ml.Regression.Trainers.FastTree()).Fit(ml.Data.LoadFromEnumerable(new List<Row>()));
        private static ITransformer Binary(MLContext ml) =>
            ml.Transforms.Concatenate("Features", "Amount").Append(ml.BinaryClassification.Trainers.AveragedPerceptron())
                .Fit(ml.Data.LoadFromEnumerable(new List<Row>()));
        """;

    [Fact]
    public Task Filled_members_and_those_of_other_code_DoNotTrigger() => Rule.Method(Prepare + """
        void Price(MLContext ml) => ml.Model.CreatePredictionEngine<Row, Estimate>(Regression(ml));
        void Spam(MLContext ml) => ml.Model.CreatePredictionEngine<Row, Verdict>(Binary(ml));
        void Loaded(MLContext ml) => ml.Model.CreatePredictionEngine<Row, Wrong>(ml.Model.Load("model.zip", out _));
        void Own(MLContext ml, SchemaDefinition schema) =>
            ml.Model.CreatePredictionEngine<Row, Wrong>(Regression(ml), outputSchemaDefinition: schema);
        """, """
        public class Estimate { [ColumnName("Score")] public float Price { get; set; } public string Currency { get; set; } = "EUR";
            public float Amount; public float Rounded => 1; [NoColumn] public float Probability; }
        public class Verdict : Row { public bool PredictedLabel; public float Score { get; init; } }
        public class Wrong { public float Probability; }
        """);

    /// <summary>Nobody knows the members of a class that is not written yet, or not built.</summary>
    [Fact]
    public Task Classes_that_do_not_bind_DoNotTrigger() => Rule.Method(Prepare + """
        void Price(MLContext ml) => ml.Model.CreatePredictionEngine<Row, {|CS0246:Later|}>(Regression(ml));
        void Derived(MLContext ml) => ml.Model.CreatePredictionEngine<Row, Half>(Regression(ml));
        """, "public class Half : {|CS0246:Base|} { public string Currency = \"\"; }");

    [Fact]
    public Task Members_that_stay_empty_Trigger() => Rule.Method(Prepare + """
        void Price(MLContext ml) => ml.Model.CreatePredictionEngine<Row, {|MLG1012:Estimate|}>(Regression(ml));
        void Spam(MLContext ml) => ml.Model.CreatePredictionEngine<Row, {|MLG1012:Verdict|}>(Binary(ml));
        void Named(MLContext ml) => ml.Model.CreatePredictionEngine<Row, {|MLG1012:Named|}>(Regression(ml));
        void Misspelt(MLContext ml) => ml.Model.CreatePredictionEngine<Row, {|MLG1012:Misspelt|}>(Regression(ml));
        """, """
        public class Estimate { public float PredictedLabel; public float Score; }
        public class Verdict { public bool PredictedLabel; public float Probability { get; set; } public float Score { get; set; } }
        public class Named { [ColumnName("Price")] public float Value; public float Score; }
        public class Misspelt { public float Scores; }
        """);

    [Fact]
    public Task Fix_binds_the_member() => Fix.Method(
        Prepare
            + "void Price(MLContext ml) => ml.Model.CreatePredictionEngine<Row, {|MLG1012:Misspelt|}>(Regression(ml)); public class "
            + "Misspelt { public float Scores; }",
        Prepare
            + "void Price(MLContext ml) => ml.Model.CreatePredictionEngine<Row, Misspelt>(Regression(ml)); public class Misspelt { "
            + "[ColumnName(\"Score\")] public float Scores; }");

    [Fact]
    public Task Fix_binds_the_member_in_the_file_of_its_class()
    {
        const string Use = """
            using Microsoft.ML;

            public class Row { public float Amount; public float Label; }
            public static class Use
            {
                public static void Price(MLContext ml, IDataView data)
                {
                    var model = ml.Transforms.Concatenate("Features", "Amount").Append(ml.Regression.Trainers.FastTree())
                        .Fit(ml.Data.LoadFromEnumerable(new Row[1]));
                    ml.Model.CreatePredictionEngine<Row, {|MLG1012:Misspelt|}>(model);
                }
            }
            """;
        var states = 0;

        return Fix.Code(
            "public class Misspelt { public float Scores; }",
            "public class Misspelt { [Microsoft.ML.Data.ColumnName(\"Score\")] public float Scores; }",
            more: state => state.Sources.Add(("Use.cs", states++ == 0 ? Use : Infrastructure.Snippets.WithoutMarkup(Use))),
            isForAll: false);
    }

    [Fact]
    public Task A_class_without_a_public_member_for_the_model_Triggers() => Rule.Method("""
        private static ITransformer Train(MLContext ml) => ml.Transforms.Concatenate("Features", "Amount")
            .Append(ml.Regression.Trainers.FastTree("Amount")).Fit(ml.Data.LoadFromEnumerable(new List<Row>()));
        void Hidden(MLContext ml) => ml.Model.CreatePredictionEngine<Row, {|MLG1012:Closed|}>(Train(ml));
        void ReadOnly(MLContext ml) => ml.Model.CreatePredictionEngine<Row, {|MLG1012:Fixed|}>(Train(ml));
        void Open(MLContext ml) => ml.Model.CreatePredictionEngine<Row, Answer>(Train(ml));
        void Features(MLContext ml) => ml.Model.CreatePredictionEngine<Row, Read>(Train(ml));
        """, """
        public class Closed { private float Score { get; set; } }
        public class Fixed { public float Score { get; private set; } }
        public class Read { public float Amount; }
        """);

    /// <summary>The columns are named in one order, whichever way a build goes through them.</summary>
    [Fact]
    public async Task The_message_names_what_the_model_makes_in_one_order()
    {
        var source = Snippets.InClass(
            Prepare + "void Spam(MLContext ml) => ml.Model.CreatePredictionEngine<Row, Verdict>(Binary(ml));",
            "public class Verdict { public bool PredictedLabel; public float Probability; public float Score; }");
        var findings = await AllAnalyzers.RunAsync(AllAnalyzers.Compile([("A.cs", source)]), isAsked: id => id == "MLG1012");

        Assert.EndsWith("It makes PredictedLabel, Score.", Assert.Single(findings).GetMessage(CultureInfo.InvariantCulture));
    }
}
