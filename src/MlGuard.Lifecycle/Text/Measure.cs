namespace MlGuard.Lifecycle.Text;

/// <summary>A number with its unit, in one scale a kind: seconds, fractions of one, single coins.</summary>
/// <param name="Amount">In the base unit.</param>
/// <param name="Kind">What it measures.</param>
/// <param name="Unit">Currency, or the noun that was counted; empty for a bare number and for kinds with one base unit.</param>
/// <param name="PerSeconds">Length of the period that a rate is for; 0 when it is no rate.</param>
internal readonly record struct Measure(double Amount, MeasureKind Kind, string Unit, double PerSeconds)
{
    private const double SecondsOfYear = 365.25 * 86400;

    public bool IsRate => PerSeconds > 0;

    public double PerYear => Amount * SecondsOfYear / PerSeconds;

    public double PerSecond => Amount / PerSeconds;
}
