namespace MlGuard.Lifecycle.Text;

/// <summary>What a number measures.</summary>
internal enum MeasureKind
{
    Number,
    Percent,
    Duration,
    Money,
    Count,
}
