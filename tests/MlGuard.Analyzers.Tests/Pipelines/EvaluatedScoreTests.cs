using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlGuard.Analyzers.Tests.Pipelines;

/// <summary>ML.NET judges which shape of a score each evaluation reads.</summary>
public sealed class EvaluatedScoreTests
{
    private static readonly ImmutableArray<(string Task, bool TakesVector, Action<MLContext, IDataView> Evaluate)> s_all =
    [
        ("binary", false, (ml, rows) => ml.BinaryClassification.Evaluate(rows, "Flag", predictedLabelColumnName: "Flag")),
        ("binary, not calibrated", false, (ml, rows) => ml.BinaryClassification.EvaluateNonCalibrated(rows, "Flag", "Score", "Flag")),
        ("regression", false, (ml, rows) => ml.Regression.Evaluate(rows, "Number")),
        ("ranking", false, (ml, rows) => ml.Ranking.Evaluate(rows, "Number", "Key")),
        ("anomaly", false, (ml, rows) => ml.AnomalyDetection.Evaluate(rows, "Number", predictedLabelColumnName: "Flag")),
        ("multiclass", true, (ml, rows) => ml.MulticlassClassification.Evaluate(rows, "Key", predictedLabelColumnName: "Key")),
        ("clustering", true, (ml, rows) => ml.Clustering.Evaluate(rows)),
    ];

    public static TheoryData<string> Tasks => [.. s_all.Select(row => row.Task)];

    [Theory]
    [MemberData(nameof(Tasks))]
    public void An_evaluation_reads_a_score_of_one_shape(string task)
    {
        var (_, takesVector, evaluate) = s_all.Single(row => row.Task == task);
        var ml = new MLContext(1);

        var single = Record.Exception(() => evaluate(ml, ml.Data.LoadFromEnumerable(Rows<OfOne>((row, at) => row.Score = at % 3))));
        var vector = Record.Exception(() => evaluate(
            ml, ml.Data.LoadFromEnumerable(Rows<OfClasses>((row, at) => row.Score = [at % 3, 1, 2]))));

        Assert.True(takesVector == vector is null, $"vector: {vector}");
        Assert.True(takesVector != single is null, $"single: {single}");
    }

    private static IEnumerable<TRow> Rows<TRow>(Action<TRow, int> score)
        where TRow : Row, new() =>
        Enumerable.Range(0, 30).Select(at =>
        {
            var row = new TRow { Flag = at % 2 == 0, Number = at % 2, Key = (uint)(1 + (at % 3)), Probability = 0.5f };
            score(row, at);
            return row;
        });

    private class Row
    {
        public bool Flag { get; set; }

        public float Number { get; set; }

        [KeyType(3)]
        public uint Key { get; set; }

        [KeyType(3), ColumnName("PredictedLabel")]
        public uint Cluster => Key;

        public float Probability { get; set; }
    }

    private sealed class OfOne : Row
    {
        public float Score { get; set; }
    }

    private sealed class OfClasses : Row
    {
        [VectorType(3)]
        public float[] Score { get; set; } = [];
    }
}
