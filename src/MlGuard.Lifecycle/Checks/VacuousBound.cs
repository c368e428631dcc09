namespace MlGuard.Lifecycle.Checks;

/// <summary>Bounds so far from what was measured that they limit nothing.</summary>
internal static class VacuousBound
{
    /// <summary>A share that is limited from below comes near its limit before it is gone; an error has no end.</summary>
    private const double FactorBelow = 20, FactorAbove = 100;

    public static bool IsFarBelow(double least, double measured) => least * FactorBelow < measured;

    public static bool IsFarAbove(double most, double measured) => measured > 0 && most > FactorAbove * measured;
}
