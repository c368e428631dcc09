using System.Diagnostics.Metrics;

namespace Tagging.Api;

/// <summary>Counts and times each answer by its tag and by who gave it.</summary>
public sealed class TagMetrics
{
    private readonly Histogram<double> _duration;

    /// <summary>Makes the instruments.</summary>
    public TagMetrics(IMeterFactory meters)
    {
        _duration = meters.Create("Tagging.Api").CreateHistogram<double>("tagging.answer.duration", unit: "s");
    }

    /// <summary>An answer was given.</summary>
    public void Answered(Tag tag, TimeSpan took) =>
        _duration.Record(took.TotalSeconds, new("tag", tag.Name), new KeyValuePair<string, object?>("by", tag.By));
}
