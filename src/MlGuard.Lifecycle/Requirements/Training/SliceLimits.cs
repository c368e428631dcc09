using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Evidence.Model;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Requirements.Training;

/// <summary>What each slice has to keep: the least for what grows with quality, the most for an error.</summary>
/// <param name="Min">The least that a slice may be.</param>
/// <param name="Max">The most that a slice may be.</param>
/// <param name="MeasuresShares">Whether every metric of the model is one that is never above one.</param>
internal sealed record SliceLimits(Bound? Min, Bound? Max, bool MeasuresShares)
{
    /// <summary>Whether slices are measured by what is never above one, and bounded by a part of one.</summary>
    public bool AreShares => MeasuresShares && Min is { Amount: <= 1 };

    /// <summary>The limits, to stand after the slices that keep them.</summary>
    public string Words => (Min, Max) switch
    {
        ({ } min, { } max) => $"between {min.Text} and {max.Text}",
        (null, { } max) => $"at {max.Text} or less",
        ({ } min, null) => $"at {min.Text} or better",
        _ => "without a limit",
    };

    public static SliceLimits Of(RowContext context) =>
        new(
            Bound.At(context.Entry("training.slices.min")),
            Bound.At(context.Entry("training.slices.max")),
            Metric.All(context) is { IsEmpty: false } metrics && metrics.All(metric => Shares.Names(metric.Name)));

    /// <summary>Limits that no slice misses, whatever was measured.</summary>
    public Problem? ProblemOfItself(RowContext context, ManifestEntry from)
    {
        if (Min is null && Max is null)
            return Problem.Absent(
                "'training.slices' has no limit, so any slice passes", "Write 'min', or 'max' where the model is measured by an error.",
                from.Span);
        if (MeasuresShares && Min is null)
            return Problem.Failed(
                $"the slices have a maximum and no minimum, and {Metric.All(context)[0].Name} grows with quality, so every worse slice passes",
                "Write the least that each slice needs, as 'min'.", Max!.Span);
        return Min is { Amount: <= 0 } min && Max is null
            ? Problem.Failed(
                $"the minimum {min.Text} is met by a slice that always fails", "Write the least that each slice needs.", min.Span)
            : null;
    }

    /// <summary>How a measured slice misses its limits; null where it keeps them.</summary>
    public string? Missed(double measured)
    {
        if (measured < Min?.Amount)
            return $"below {Min!.Text}";
        return measured > Max?.Amount ? $"above {Max!.Text}" : null;
    }

    /// <summary>Limits that even the worst of the slices is far from.</summary>
    public Problem? ProblemBeside(ImmutableArray<double> measured)
    {
        if (measured.IsEmpty)
            return null;
        var (least, most) = (measured.Min(), measured.Max());
        if (Min is { } min && Max is null && VacuousBound.IsFarBelow(min.Amount, least))
            return Problem.Failed(
                $"the minimum {min.Text} is far below the worst slice's {Numbers.Written(least)}, so any model passes",
                "Write the least that each slice needs.", min.Span);
        return Max is { } max && Min is not { Amount: > 0 } && VacuousBound.IsFarAbove(max.Amount, most)
            ? Problem.Failed(
                $"the maximum {max.Text} is far above the worst slice's {Numbers.Written(most)}, so any model passes",
                "Write the most that each slice may be.", max.Span)
            : null;
    }
}
