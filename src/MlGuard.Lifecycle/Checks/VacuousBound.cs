namespace MlGuard.Lifecycle.Checks;

/// <summary>Bounds so far from what was measured that they limit nothing.</summary>
internal static class VacuousBound
{
    private const double Factor = 100;

    public static bool IsFarBelow(double least, double measured) => least * Factor < measured;

    public static bool IsFarAbove(double most, double measured) => measured > 0 && most > Factor * measured;
}
