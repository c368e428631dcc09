using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Evaluation.TestSetChoosesAnalyzer>;

namespace MlGuard.Analyzers.Tests.Evaluation;

/// <summary>Models that are compared on rows, and the one that is chosen evaluated on the same rows again.</summary>
public class TestSetChoosesTests
{
    private const string Types = """
        public record Candidate(string Name, ITransformer Model, RegressionMetrics Metrics) { public double Score => Metrics.RSquared; }
        """;

    private const string Shared = """
        private static IEstimator<ITransformer> Forest(MLContext ml, int leaves = 20) =>
            ml.Transforms.Concatenate("Features", "A").Append(ml.Regression.Trainers.FastForest(numberOfLeaves: leaves));
        private static IEstimator<ITransformer> Tree(MLContext ml) => ml.Regression.Trainers.FastTree();
        private static IEstimator<ITransformer>[] All(MLContext ml) => [Forest(ml), Tree(ml)];
        private static double Score(MLContext ml, ITransformer model, IDataView rows) =>
            ml.Regression.Evaluate(model.Transform(rows)).RSquared;
        private static void Print(RegressionMetrics metrics) => Console.WriteLine(metrics.RSquared);

        """;

    /// <summary>Microsoft.ML.Vision, which tells its trainers in options alone.</summary>
    private const string Vision = """
        public static class VisionCatalog
        {
            public class Options { public IDataView? ValidationSet; public int Epoch; }
            public static IEstimator<ITransformer> ImageClassification(
                this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog, Options options) => null!;
        }
        """;

    [Theory]
    [InlineData("{|MLG3005:split.TestSet|}", "split.TestSet")]
    [InlineData("split.TestSet", "other.TestSet")]
    [InlineData("null", "split.TestSet")]
    public Task The_rows_that_options_name_are_watched(string watched, string evaluated) => Rule.Method(
        $$"""
        void Inline(MLContext ml, DataOperationsCatalog.TrainTestData split, DataOperationsCatalog.TrainTestData other)
        {
            var trainer = ml.MulticlassClassification.Trainers.ImageClassification(
                new VisionCatalog.Options { Epoch = 3, ValidationSet = {{watched}} });
            var model = ml.Transforms.Conversion.MapValueToKey("Label").Append(trainer).Fit(split.TrainSet);
            ml.MulticlassClassification.Evaluate(model.Transform({{evaluated}}));
        }
        void Kept(MLContext ml, DataOperationsCatalog.TrainTestData split, DataOperationsCatalog.TrainTestData other)
        {
            var options = new VisionCatalog.Options { Epoch = 3, ValidationSet = {{watched}} };
            var model = ml.MulticlassClassification.Trainers.ImageClassification(options).Fit(split.TrainSet);
            ml.MulticlassClassification.Evaluate(model.Transform({{evaluated}}));
        }
        void Chained(MLContext ml, DataOperationsCatalog.TrainTestData split, DataOperationsCatalog.TrainTestData other)
        {
            var keys = ml.Transforms.Conversion.MapValueToKey("Label").Fit(split.TrainSet);
            var trainer = ml.MulticlassClassification.Trainers.ImageClassification(
                new VisionCatalog.Options { ValidationSet = {{watched}} });
            ITransformer trained = trainer.Fit(keys.Transform(split.TrainSet));
            ITransformer whole = keys.Append(trained);
            ml.MulticlassClassification.Evaluate(whole.Transform({{evaluated}}));
        }
        void Later(MLContext ml, DataOperationsCatalog.TrainTestData split, DataOperationsCatalog.TrainTestData other)
        {
            var options = new VisionCatalog.Options { Epoch = 3 };
            options.ValidationSet = {{watched}};
            var model = ml.MulticlassClassification.Trainers.ImageClassification(options).Fit(split.TrainSet);
            ml.MulticlassClassification.Evaluate(model.Transform({{evaluated}}));
        }
        void Changed(MLContext ml, DataOperationsCatalog.TrainTestData split, DataOperationsCatalog.TrainTestData other)
        {
            var options = new VisionCatalog.Options { ValidationSet = split.TestSet };
            options.ValidationSet = other.TestSet;
            var model = ml.MulticlassClassification.Trainers.ImageClassification(options).Fit(split.TrainSet);
            ml.MulticlassClassification.Evaluate(model.Transform(split.TestSet));
        }
        """,
        Vision);

    [Fact]
    public Task Comparing_for_the_reader_DoesNotTrigger() => Rule.Method(Shared + """
        void Printed(MLContext ml, DataOperationsCatalog.TrainTestData split)
        {
            var forest = ml.Regression.Evaluate(Forest(ml).Fit(split.TrainSet).Transform(split.TestSet));
            var tree = ml.Regression.Evaluate(Tree(ml).Fit(split.TrainSet).Transform(split.TestSet));
            Print(forest);
            Print(tree);
            Console.WriteLine(forest.RSquared > tree.RSquared ? "forest" : "tree");
        }
        void Table(MLContext ml, DataOperationsCatalog.TrainTestData split)
        {
            var scores = new Dictionary<string, double>();
            var results = new List<Candidate>();
            foreach (var trainer in All(ml))
            {
                var model = trainer.Fit(split.TrainSet);
                var metrics = ml.Regression.Evaluate(model.Transform(split.TestSet));
                scores[trainer.ToString()!] = metrics.RSquared;
                results.Add(new Candidate("", model, metrics));
            }
            foreach (var score in scores.OrderByDescending(it => it.Value))
                Console.WriteLine(score);
            foreach (var result in results.OrderByDescending(it => it.Score))
                Print(ml.Regression.Evaluate(result.Model.Transform(split.TestSet)));
            Console.WriteLine(results.Max(it => it.Score));
        }
        void Saved(MLContext ml, DataOperationsCatalog.TrainTestData split)
        {
            ITransformer? best = null;
            var score = double.MinValue;
            foreach (var trainer in All(ml))
            {
                var model = trainer.Fit(split.TrainSet);
                var metrics = ml.Regression.Evaluate(model.Transform(split.TestSet));
                if (metrics.RSquared <= score)
                    continue;
                score = metrics.RSquared;
                best = model;
            }
            ml.Model.Save(best, split.TrainSet.Schema, "best.zip");
        }
        """, Types);

    [Fact]
    public Task Choosing_on_other_rows_or_by_other_things_DoesNotTrigger() => Rule.Method(Shared + """
        void ThreeSets(MLContext ml, DataOperationsCatalog.TrainTestData split)
        {
            var rest = ml.Data.TrainTestSplit(split.TrainSet);
            ITransformer? best = null;
            var score = 0.0;
            foreach (var trainer in All(ml))
            {
                var model = trainer.Fit(rest.TrainSet);
                var found = Score(ml, model, rest.TestSet);
                if (found > score)
                    (score, best) = (found, model);
            }
            Print(ml.Regression.Evaluate(best!.Transform(split.TestSet)));
        }
        void AlsoOnAThird(MLContext ml, DataOperationsCatalog.TrainTestData split, IDataView third)
        {
            var (forest, tree) = (Forest(ml).Fit(split.TrainSet), Tree(ml).Fit(split.TrainSet));
            var best = Score(ml, forest, split.TestSet) > Score(ml, tree, split.TestSet) ? forest : tree;
            Print(ml.Regression.Evaluate(best.Transform(split.TestSet)));
            Print(ml.Regression.Evaluate(best.Transform(third)));
        }
        void Crossed(MLContext ml, DataOperationsCatalog.TrainTestData split)
        {
            IEstimator<ITransformer>? best = null;
            var score = 0.0;
            foreach (var trainer in All(ml))
            {
                var mean = ml.Regression.CrossValidate(split.TrainSet, trainer).Average(fold => fold.Metrics.RSquared);
                if (mean > score) { score = mean; best = trainer; }
            }
            Print(ml.Regression.Evaluate(best!.Fit(split.TrainSet).Transform(split.TestSet)));
        }
        void Folds(MLContext ml, IDataView data)
        {
            ITransformer? best = null;
            var score = 0.0;
            foreach (var fold in ml.Data.CrossValidationSplit(data))
            {
                var model = Tree(ml).Fit(fold.TrainSet);
                var found = Score(ml, model, fold.TestSet);
                if (found > score) { score = found; best = model; }
            }
            Print(ml.Regression.Evaluate(best!.Transform(data)));
        }
        void Gate(MLContext ml, DataOperationsCatalog.TrainTestData split)
        {
            var model = Tree(ml).Fit(split.TrainSet);
            if (Score(ml, model, split.TestSet) < 0.5)
                model = Forest(ml).Fit(split.TrainSet);
            Print(ml.Regression.Evaluate(model.Transform(split.TestSet)));
        }
        void Champion(MLContext ml, DataOperationsCatalog.TrainTestData split)
        {
            var champion = ml.Model.Load("champion.zip", out _);
            var challenger = Tree(ml).Fit(split.TrainSet);
            var winner = Score(ml, challenger, split.TestSet) > Score(ml, champion, split.TestSet) ? challenger : champion;
            Print(ml.Regression.Evaluate(winner.Transform(split.TestSet)));
        }
        void Faster(MLContext ml, DataOperationsCatalog.TrainTestData split, double[] seconds)
        {
            var (forest, tree) = (Forest(ml).Fit(split.TrainSet), Tree(ml).Fit(split.TrainSet));
            Print(ml.Regression.Evaluate(forest.Transform(split.TestSet)));
            Print(ml.Regression.Evaluate(tree.Transform(split.TestSet)));
            var best = seconds[0] < seconds[1] ? forest : tree;
            Print(ml.Regression.Evaluate(best.Transform(split.TestSet)));
        }
        void Searched(MLContext ml, DataOperationsCatalog.TrainTestData split, Func<IDataView, ITransformer> search)
        {
            var best = search(split.TrainSet);
            Print(ml.Regression.Evaluate(best.Transform(split.TestSet)));
            Print(ml.Regression.Evaluate(best.Transform(split.TestSet)));
        }
        void Gates(MLContext ml, DataOperationsCatalog.TrainTestData split)
        {
            var forest = Forest(ml).Fit(split.TrainSet);
            if (Score(ml, forest, split.TestSet) < 0.5)
                return;
            var tree = Tree(ml).Fit(split.TrainSet);
            if (Score(ml, tree, split.TestSet) < 0.5)
                throw new InvalidOperationException();
            var last = ml.Regression.Trainers.Gam().Fit(split.TrainSet);
            Print(ml.Regression.Evaluate(last.Transform(split.TestSet)));
        }
        void GatesOfEach(MLContext ml, DataOperationsCatalog.TrainTestData split)
        {
            for (var leaves = 10; leaves < 50; leaves++)
            {
                var forest = Forest(ml, leaves).Fit(split.TrainSet);
                if (Score(ml, forest, split.TestSet) < 0.5)
                    continue;
                var tree = Tree(ml).Fit(split.TrainSet);
                if (Score(ml, tree, split.TestSet) < 0.5)
                    continue;
                var last = ml.Regression.Trainers.Gam().Fit(split.TrainSet);
                Print(ml.Regression.Evaluate(last.Transform(split.TestSet)));
            }
        }
        void AnyAtAll(MLContext ml, DataOperationsCatalog.TrainTestData split)
        {
            var results = new List<Candidate>();
            double? last = null;
            foreach (var trainer in All(ml))
            {
                var model = trainer.Fit(split.TrainSet);
                var metrics = ml.Regression.Evaluate(model.Transform(split.TestSet));
                results.Add(new Candidate("", model, metrics));
                last = metrics.RSquared;
            }
            var final = Tree(ml);
            if (results.Count > 0 && results.Any() && results[0] is not null && last.HasValue && last is { } known)
                final = Forest(ml);
            Print(ml.Regression.Evaluate(final.Fit(split.TrainSet).Transform(split.TestSet)));
        }
        void Overfits(MLContext ml, DataOperationsCatalog.TrainTestData split)
        {
            var model = Forest(ml).Fit(split.TrainSet);
            if (Score(ml, model, split.TrainSet) - Score(ml, model, split.TestSet) > 0.1)
                model = Forest(ml, leaves: 5).Fit(split.TrainSet);
            Print(ml.Regression.Evaluate(model.Transform(split.TestSet)));
        }
        void Each(MLContext ml, DataOperationsCatalog.TrainTestData split)
        {
            foreach (var trainer in All(ml))
            {
                var model = trainer.Fit(split.TrainSet);
                if (Score(ml, model, split.TestSet) > 0.5)
                    Print(ml.Regression.Evaluate(model.Transform(split.TestSet)));
            }
        }
        """, Types);

    [Fact]
    public Task Winner_evaluated_again_Triggers() => Rule.Method(Shared + """
        void Two(MLContext ml, DataOperationsCatalog.TrainTestData split)
        {
            var forest = Forest(ml).Fit(split.TrainSet);
            var tree = Tree(ml).Fit(split.TrainSet);
            var one = ml.Regression.Evaluate(forest.Transform(split.TestSet));
            var other = ml.Regression.Evaluate(tree.Transform(split.TestSet));
            var best = one.RSquared > other.RSquared ? forest : tree;
            Print(ml.Regression.{|MLG3005:Evaluate|}(best.Transform(split.TestSet)));
        }
        void Three(MLContext ml, IDataView train, IDataView test)
        {
            var (forest, tree, linear) = (Forest(ml).Fit(train), Tree(ml).Fit(train), ml.Regression.Trainers.Sdca().Fit(train));
            ITransformer best = forest;
            var score = Score(ml, forest, test);
            if (Score(ml, tree, test) > score) { best = tree; score = Score(ml, tree, test); }
            if (Score(ml, linear, test) > score) best = linear;
            Console.WriteLine({|MLG3005:Score|}(ml, best, test));
        }
        void BestSoFar(MLContext ml, DataOperationsCatalog.TrainTestData split)
        {
            ITransformer? best = null;
            double score = double.MinValue;
            foreach (var trainer in All(ml))
            {
                var model = trainer.Fit(split.TrainSet);
                var metrics = ml.Regression.Evaluate(model.Transform(split.TestSet));
                if (best is null || metrics.RSquared > score)
                {
                    score = metrics.RSquared;
                    best = model;
                }
            }
            var predictions = best!.Transform(split.TestSet);
            Print(ml.Regression.{|MLG3005:Evaluate|}(predictions));
        }
        void Skipping(MLContext ml, DataOperationsCatalog.TrainTestData split)
        {
            ITransformer? best = null;
            double score = double.MinValue;
            foreach (var trainer in All(ml))
            {
                var model = trainer.Fit(split.TrainSet);
                var found = Math.Round(Score(ml, model, split.TestSet), 3);
                if (found <= score)
                    continue;
                score = found;
                best = model;
            }
            Console.WriteLine({|MLG3005:Score|}(ml, best!, split.TestSet));
        }
        void Trying(MLContext ml, DataOperationsCatalog.TrainTestData split)
        {
            ITransformer? best = null;
            double? score = null;
            foreach (var trainer in All(ml))
            {
                try
                {
                    var model = trainer.Fit(split.TrainSet);
                    var metrics = ml.Regression.Evaluate(model.Transform(split.TestSet));
                    if (metrics?.RSquared is { } found && (score is null || found.CompareTo(score.Value) > 0))
                    {
                        score = found;
                        best = model;
                    }
                }
                catch (Exception exception)
                {
                    Console.WriteLine(exception.Message);
                }
            }
            Print(ml.Regression.{|MLG3005:Evaluate|}(best!.Transform(split.TestSet)));
        }
        void Leaves(MLContext ml, DataOperationsCatalog.TrainTestData split)
        {
            var (best, error) = (10, double.MaxValue);
            for (var leaves = 10; leaves < 100; leaves += 10)
            {
                var metrics = ml.Regression.Evaluate(Forest(ml, leaves).Fit(split.TrainSet).Transform(split.TestSet));
                if (metrics.RootMeanSquaredError < error)
                {
                    error = metrics.RootMeanSquaredError;
                    best = leaves;
                }
            }
            var model = ml.Regression.Trainers.FastForest(numberOfLeaves: best).Fit(split.TrainSet);
            Print(ml.Regression.{|MLG3005:Evaluate|}(model.Transform(split.TestSet)));
        }
        void FittedAgain(MLContext ml, DataOperationsCatalog.TrainTestData split)
        {
            IEstimator<ITransformer>? best = null;
            var score = 0.0;
            foreach (var trainer in All(ml))
            {
                var found = Score(ml, trainer.Fit(split.TrainSet), split.TestSet);
                if (found > score) { score = found; best = trainer; }
            }
            Print(ml.Regression.{|MLG3005:Evaluate|}(best!.Fit(split.TrainSet).Transform(split.TestSet)));
        }
        """, Types);

    [Fact]
    public Task Winner_of_a_collection_evaluated_again_Triggers() => Rule.Method(Shared + """
        void Ordered(MLContext ml, DataOperationsCatalog.TrainTestData split)
        {
            var results = new List<Candidate>();
            foreach (var trainer in All(ml))
            {
                var model = trainer.Fit(split.TrainSet);
                results.Add(new("", model, ml.Regression.Evaluate(model.Transform(split.TestSet))));
            }
            var best = results.OrderByDescending(it => it.Metrics.RSquared).First();
            Print(ml.Regression.{|MLG3005:Evaluate|}(best.Model.Transform(split.TestSet)));
        }
        void Selected(MLContext ml, DataOperationsCatalog.TrainTestData split)
        {
            var results = All(ml).Select(trainer =>
            {
                var model = trainer.Fit(split.TrainSet);
                return new { Model = model, Metrics = ml.Regression.Evaluate(model.Transform(split.TestSet)) };
            }).ToList();
            var best = results.MaxBy(it => it.Metrics.RSquared)!;
            Print(ml.Regression.{|MLG3005:Evaluate|}(best.Model.Transform(split.TestSet)));
        }
        """, Types);
}
