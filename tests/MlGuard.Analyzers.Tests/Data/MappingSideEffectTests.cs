using Microsoft.ML;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Data.MappingSideEffectAnalyzer>;

namespace MlGuard.Analyzers.Tests.Data;

public class MappingSideEffectTests
{
    [Fact]
    public Task Mappings_of_their_row_alone_DoNotTrigger() => Rule.Method("""
        private static readonly Dictionary<float, float> s_known = new();
        private readonly float _rate = 2;
        private string? _name;
        void Pure(MLContext ml, float factor) => ml.Transforms.CustomMapping<Row, Answer>((row, answer) =>
        {
            var twice = row.Amount * factor;
            twice += _rate;
            var parts = new List<float>();
            parts.Add(twice);
            answer.Score = parts[0];
        }, null);
        void Cached(MLContext ml) => ml.Transforms.CustomMapping<Row, Answer>((row, answer) =>
        {
            if (!s_known.TryGetValue(row.Amount, out var score))
                s_known.Add(row.Amount, score = row.Amount * 2);
            answer.Score = score;
        }, null);
        void Lazy(MLContext ml) => ml.Transforms.CustomMapping<Row, Answer>((row, answer) => { _name ??= "x"; }, null);
        void Seeded(MLContext ml) =>
            ml.Transforms.CustomMapping<Row, Answer>((row, answer) => answer.Score = new Random((int)row.Amount).Next(), null);
        """);

    [Fact]
    public Task Mappings_that_remember_or_ask_Trigger() => Rule.Method("""
        private int _count;
        void Counts(MLContext ml) =>
            ml.Transforms.CustomMapping<Row, Answer>((row, answer) => answer.Score = {|MLG1042:_count++|}, null);
        void Collects(MLContext ml)
        {
            var seen = new List<float>();
            ml.Transforms.CustomMapping<Row, Answer>((row, answer) => {|MLG1042:seen.Add(row.Amount)|}, null);
        }
        void Last(MLContext ml)
        {
            var last = 0f;
            ml.Transforms.CustomMapping<Row, Answer>((row, answer) => { answer.Score = row.Amount - last; {|MLG1042:last = row.Amount|}; }, null);
        }
        void Draws(MLContext ml, Random random) =>
            ml.Transforms.CustomMapping<Row, Answer>((row, answer) => answer.Score = {|MLG1042:random.Next()|}, null);
        void Clock(MLContext ml) =>
            ml.Transforms.CustomMapping<Row, Answer>((row, answer) => answer.Score = {|MLG1042:DateTime.Now|}.Hour, null);
        """);

    /// <summary>ML.NET is the judge: one view, read twice.</summary>
    [Fact]
    public void Two_passes_over_one_view_give_different_rows()
    {
        var ml = new MLContext(seed: 1);
        var random = new Random(5);
        var rows = ml.Data.LoadFromEnumerable(Enumerable.Range(0, 50).Select(i => new Source { Amount = i }).ToList());
        var view = ml.Transforms.CustomMapping<Source, Made>(
            (from, to) => to.Group = random.Next(), contractName: null).Fit(rows).Transform(rows);

        Assert.NotEqual(Read(), Read());

        List<int> Read() => [.. ml.Data.CreateEnumerable<Made>(view, reuseRowObject: false).Select(row => row.Group)];
    }

    private sealed class Source
    {
        public float Amount { get; set; }
    }

    private sealed class Made
    {
        public int Group { get; set; }
    }
}
