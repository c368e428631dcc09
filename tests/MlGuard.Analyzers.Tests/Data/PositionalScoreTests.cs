using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Data.PositionalScoreAnalyzer>;

namespace MlGuard.Analyzers.Tests.Data;

public class PositionalScoreTests
{
    private const string Rows = """
        public class Flower { public float Length; public string Kind = ""; }
        public class Guess { public string PredictedLabel = ""; public float[] Score = []; public float[] Other = []; }
        public class Cluster { [ColumnName("PredictedLabel")] public uint ClusterId; public float[] Score = []; }
        public enum Kind { Setosa, Versicolor, Virginica }
        """;

    [Fact]
    public Task Names_that_the_model_gives_and_other_lists_DoNotTrigger() => Rule.Method("""
        private static readonly string[] s_days = ["mo", "tu"];
        private string[] _chosen = ["mo", "tu"];
        public void Choose(string[] names) => _chosen = names;
        void Searched(Guess answer, string[] names, string day)
        {
            Console.WriteLine(answer.Score[Array.IndexOf(names, answer.PredictedLabel)]);
            Console.WriteLine(answer.Score[Array.IndexOf(_chosen, answer.PredictedLabel)]);
            Console.WriteLine(answer.Other[Array.IndexOf(s_days, day)]);
        }
        void Slots(PredictionEngine<Flower, Guess> engine, Flower flower)
        {
            var answer = engine.Predict(flower);
            var slots = new VBuffer<ReadOnlyMemory<char>>();
            engine.OutputSchema["Score"].GetSlotNames(ref slots);
            var names = slots.DenseValues().Select(name => name.ToString()).ToArray();
            for (var i = 0; i < names.Length; i++)
                Console.WriteLine(names[i] + answer.Score[i]);
            for (var i = 0; i < 2; i++)
                Console.WriteLine(s_days[i] + answer.Other[i]);
            Console.WriteLine(answer.PredictedLabel + answer.Score.Max());
        }
        void Clusters(Cluster cluster)
        {
            for (var i = 0; i < 2; i++)
                Console.WriteLine(s_days[i] + cluster.Score[i]);
        }
        void Given(Guess answer, string[] names)
        {
            for (var i = 0; i < names.Length; i++)
                Console.WriteLine(names[i] + answer.Score[i]);
        }
        """, Rows);

    [Fact]
    public Task Keys_whose_order_the_program_says_DoNotTrigger() => Rule.Method("""
        private static readonly string[] s_kinds = ["setosa", "versicolor", "virginica"];
        object Pipeline(MLContext ml) => ml.Transforms.Conversion.MapValueToKey("Label", "Kind",
            keyOrdinality: Microsoft.ML.Transforms.ValueToKeyMappingEstimator.KeyOrdinality.ByValue);
        void Ordered(Guess answer)
        {
            for (var i = 0; i < s_kinds.Length; i++)
                Console.WriteLine(s_kinds[i] + answer.Score[i]);
        }
        """, Rows);

    [Fact]
    public Task Names_that_the_code_writes_out_Trigger() => Rule.Method("""
        private static readonly string[] s_kinds = ["setosa", "versicolor", "virginica"];
        void Loop(Guess answer)
        {
            for (var i = 0; i < answer.Score.Length; i++)
                Console.WriteLine($"{{|MLG1043:s_kinds[i]|}}: {answer.Score[i]}");
        }
        string Best(Guess answer)
        {
            string[] kinds = new[] { "setosa", "versicolor", "virginica" };
            var scores = answer.Score;
            var best = Array.IndexOf(scores, scores.Max());
            return {|MLG1043:kinds[best]|};
        }
        Kind Number(Guess answer)
        {
            var best = answer.Score.ToList().IndexOf(answer.Score.Max());
            return {|MLG1043:(Kind)best|};
        }
        private string[] _kinds = new string[] { "setosa", "versicolor", "virginica" };
        float Searched(Guess answer) => {|MLG1043:answer.Score[Array.IndexOf(_kinds, answer.PredictedLabel)]|};
        float SearchedFirst(Guess answer)
        {
            var at = s_kinds.ToList().FindIndex(kind => kind == answer.PredictedLabel);
            var index = Array.FindIndex(s_kinds, kind => kind == answer.PredictedLabel);
            return at + {|MLG1043:answer.Score[index]|};
        }
        object Pairs(Guess answer) => {|MLG1043:s_kinds.Zip(answer.Score)|}.ToList();
        object Others(Guess answer) => {|MLG1043:answer.Score.Zip(Enum.GetNames(typeof(Kind)))|}.ToList();
        object Counted(Guess answer) => answer.Score.Select((score, i) => (Name: {|MLG1043:s_kinds[i]|}, score)).ToList();
        """, Rows);
}
