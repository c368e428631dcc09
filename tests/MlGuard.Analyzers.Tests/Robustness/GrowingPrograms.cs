namespace MlGuard.Analyzers.Tests.Robustness;

/// <summary>Ordinary code of the shapes in which a walk that is not linear shows: each of any length.</summary>
internal static class GrowingPrograms
{
    private const string Head = """
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading.Tasks;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.Extensions.AI;
        using Microsoft.ML;
        using Microsoft.ML.Data;

        public class Row { [LoadColumn(0)] public float Amount; [LoadColumn(1)] public bool Label; }
        public class Answer { public float Score; }
        public interface IScorer { float Score(Row row); }

        """;

    private static readonly ImmutableDictionary<string, Func<int, string>> s_shapes = new Dictionary<string, Func<int, string>>
    {
        // Decorators: each class calls the contract that all of them keep, twice.
        ["implementations"] = length => Head + Lines(length, number => $$"""
            public sealed class Scorer{{number}}(IScorer next, PredictionEngine<Row, Answer> engine) : IScorer
            {
                public float Score(Row row) => next.Score(row) + next.Score(row) + engine.Predict(row).Score;
            }
            """) + """
            public class ScoreController(IScorer scorer) : ControllerBase { public float Score(Row row) => scorer.Score(row); }
            """,
        ["a chain of helpers"] = length => InController(Lines(length, number =>
            $"float Step{number}(Row row) => engine.Predict(row).Score + Step{number + 1}(row);")
            + $"float Step{length}(Row row) => 0;\npublic float Score(Row row) => Step0(row);"),
        ["a circle of helpers"] = length => InController(Lines(length, number =>
            $"float Step{number}(Row row) => engine.Predict(row).Score + Step{(number + 1) % length}(row);")
            + "public float Score(Row row) => Step0(row);"),
        ["a wide hierarchy"] = length => Head + """
            public abstract class Base(PredictionEngine<Row, Answer> engine)
            {
                protected readonly PredictionEngine<Row, Answer> Engine = engine;
                public virtual float Score(Row row) => Engine.Predict(row).Score;
            }
            public class ScoreController(Base scorer) : ControllerBase { public float Score(Row row) => scorer.Score(row); }

            """ + Lines(length, number => $$"""
            public sealed class Derived{{number}}(PredictionEngine<Row, Answer> engine) : Base(engine)
            {
                public override float Score(Row row) => base.Score(row) + Engine.Predict(row).Score;
            }
            """),
        ["parts of a class"] = length => Head + Lines(length, number => $$"""
            public partial class ScoreController
            {
                private float _last{{number}};
                public float Score{{number}}(Row row) => _last{{number}} = _engine.Predict(row).Score;
            }
            """) + """
            public partial class ScoreController(PredictionEngine<Row, Answer> engine) : ControllerBase
            {
                private readonly PredictionEngine<Row, Answer> _engine = engine;
            }
            """,
        ["appends"] = length => Head + """
            public static class Training
            {
                public static ITransformer Train(MLContext ml)
                {
                    var data = ml.Data.LoadFromTextFile<Row>("rows.csv", separatorChar: ',');
                    IEstimator<ITransformer> pipeline = ml.Transforms.CopyColumns("C0", "Amount");

            """ + Lines(length, number => $"""pipeline = pipeline.Append(ml.Transforms.CopyColumns("C{number + 1}", "C{number}"));""") + """
                    return pipeline.Append(ml.Transforms.Concatenate("Features", "Amount")).Append(
                        ml.BinaryClassification.Trainers.FastTree()).Fit(data);
                }
            }
            """,
        ["text that grows"] = length => Head + """
            public class ChatController(IChatClient client) : ControllerBase
            {
                public async Task<string> Ask(string question)
                {
                    var text = "";

            """ + Lines(length, number => $"text += question + {number};") + """
                    return (await client.GetResponseAsync(text)).Text;
                }
            }
            """,
        ["predictions one after another"] = length => InController($$"""
            public float Score(Row row)
            {
                var sum = 0f;
                {{Lines(length, number => $"var answer{number} = engine.Predict(row);\nsum += answer{number}.Score;")}}
                return sum;
            }
            """),
    }.ToImmutableDictionary();

    public static IEnumerable<string> Names => s_shapes.Keys.Order(StringComparer.Ordinal);

    public static string Of(string name, int length) => s_shapes[name](length);

    private static string InController(string members) => $$"""
        {{Head}}
        public class ScoreController(PredictionEngine<Row, Answer> engine) : ControllerBase
        {
        {{members}}
        }
        """;

    private static string Lines(int count, Func<int, string> line) =>
        string.Concat(Enumerable.Range(0, count).Select(number => line(number) + "\n"));
}
