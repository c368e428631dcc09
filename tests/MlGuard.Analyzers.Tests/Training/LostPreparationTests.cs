using Microsoft.ML;
using Microsoft.ML.Data;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Training.LostPreparationAnalyzer>;

namespace MlGuard.Analyzers.Tests.Training;

public class LostPreparationTests
{
    private const string Trips = """
        public class Trip { public string Vendor = ""; public float Distance; public float Label; }
        """;

    private const string Load = """
        private static IDataView Load(MLContext ml) => ml.Data.LoadFromEnumerable(new List<Trip>());
        private static IEstimator<ITransformer> Steps(MLContext ml) => ml.Transforms.Categorical.OneHotEncoding("Code", "Vendor")
            .Append(ml.Transforms.Concatenate("Features", "Code", "Distance"));

        """;

    [Fact]
    public Task A_model_with_its_preparation_DoesNotTrigger() => Rule.Method(Load + """
        void Appended(MLContext ml)
        {
            var data = Load(ml);
            var preparation = Steps(ml).Fit(data);
            var model = ml.Regression.Trainers.FastTree().Fit(preparation.Transform(data));
            var whole = new TransformerChain<ITransformer>(preparation, model);
            ml.Model.Save(whole, data.Schema, "a.zip");
            ml.Model.Save(model, data.Schema, "trainer.zip");
        }
        void Both(MLContext ml)
        {
            var data = Load(ml);
            var preparation = Steps(ml).Fit(data);
            var model = ml.Regression.Trainers.FastTree().Fit(preparation.Transform(data));
            ml.Model.Save(preparation, data.Schema, "preparation.zip");
            ml.Model.Save(model, data.Schema, "a.zip");
        }
        void Handed(MLContext ml)
        {
            var data = Load(ml);
            var preparation = Steps(ml).Fit(data);
            var model = ml.Regression.Trainers.FastTree().Fit(preparation.Transform(data));
            Keep(preparation);
            ml.Model.Save(model, data.Schema, "a.zip");
        }
        private static void Keep(object model) => Console.WriteLine(model);
        void Stateless(MLContext ml)
        {
            var data = Load(ml);
            var preparation = ml.Transforms.Concatenate("Features", "Distance").Fit(data);
            ml.Model.Save(ml.Regression.Trainers.FastTree().Fit(preparation.Transform(data)), data.Schema, "a.zip");
        }
        void OneChain(MLContext ml)
        {
            var data = Load(ml);
            ml.Model.Save(Steps(ml).Append(ml.Regression.Trainers.FastTree()).Fit(data), data.Schema, "a.zip");
        }
        ITransformer? _preparation;
        void InField(MLContext ml)
        {
            var data = Load(ml);
            _preparation = Steps(ml).Fit(data);
            ml.Model.Save(ml.Regression.Trainers.FastTree().Fit(_preparation.Transform(data)), data.Schema, "a.zip");
        }
        void PreparedRows(MLContext ml)
        {
            var data = Load(ml);
            var preparation = ml.Transforms.NormalizeMinMax("Distance").Fit(data);
            var prepared = preparation.Transform(data);
            var model = ml.Transforms.Concatenate("Features", "Distance").Append(ml.Regression.Trainers.FastTree()).Fit(prepared);
            var engine = ml.Model.CreatePredictionEngine<Trip, Answer>(model);
            foreach (var trip in ml.Data.CreateEnumerable<Trip>(prepared, false))
                engine.Predict(trip);
        }
        """, Trips);

    [Fact]
    public Task A_model_without_its_preparation_Triggers() => Rule.Method(Load + """
        void Alone(MLContext ml)
        {
            var data = Load(ml);
            var preparation = Steps(ml).Fit(data);
            var model = ml.Regression.Trainers.FastTree().Fit(preparation.Transform(data));
            ml.Regression.Evaluate(model.Transform(preparation.Transform(data)));
            ml.Model.{|MLG2023:Save|}(model, data.Schema, "a.zip");
        }
        void Split(MLContext ml)
        {
            var split = ml.Data.TrainTestSplit(Load(ml));
            var preparation = Steps(ml).Fit(split.TrainSet);
            var trainer = ml.Regression.Trainers.FastTree();
            var model = trainer.Fit(preparation.Transform(split.TrainSet));
            Write(ml, model, split.TrainSet);
        }
        private static void Write(MLContext ml, ITransformer model, IDataView data) => ml.Model.{|MLG2023:Save|}(model, data.Schema, "a.zip");
        void Engine(MLContext ml)
        {
            var data = Load(ml);
            var prepared = ml.Transforms.NormalizeMinMax("Distance").Fit(data).Transform(data);
            var model = ml.Transforms.Concatenate("Features", "Distance").Append(ml.Regression.Trainers.FastTree()).Fit(prepared);
            ml.Model.{|MLG2023:CreatePredictionEngine<Trip, Answer>|}(model);
        }
        """, Trips);

    /// <summary>ML.NET is the judge: the same row, with and without what prepared it.</summary>
    [Fact]
    public void Without_its_preparation_a_model_answers_something_else()
    {
        var ml = new MLContext(seed: 1);
        var rows = Enumerable.Range(0, 200).Select(i => new Trip { Distance = i, Label = i % 50 }).ToList();
        var data = ml.Data.LoadFromEnumerable(rows);
        var preparation = ml.Transforms.NormalizeMeanVariance("Distance").Fit(data);
        var model = ml.Transforms.Concatenate("Features", "Distance").Append(ml.Regression.Trainers.LbfgsPoissonRegression())
            .Fit(preparation.Transform(data));

        var row = new Trip { Distance = 150 };
        var alone = ml.Model.CreatePredictionEngine<Trip, Fare>(model).Predict(row).Score;
        var whole = ml.Model.CreatePredictionEngine<Trip, Fare>(new TransformerChain<ITransformer>(preparation, model)).Predict(row).Score;

        Assert.True(Math.Abs(alone - whole) > 1, $"{alone} {whole}");
    }

    private sealed class Trip
    {
        public float Distance { get; set; }

        public float Label { get; set; }
    }

    private sealed class Fare
    {
        public float Score { get; set; }
    }
}
