using MlGuard.Lifecycle.Product;

namespace MlGuard.Lifecycle.Tests.Architecture;

/// <summary>The public enumerations are cast to those of the layers below, so both must name the same values in the same order.</summary>
public sealed class MirroredEnumTests
{
    [Theory]
    [InlineData(typeof(FindingSeverity), typeof(Severity))]
    [InlineData(typeof(GateMode), typeof(EnforcementMode))]
    public void Public_values_are_those_of_the_layer_below(Type shown, Type inner) =>
        Assert.Equal(Values(inner), Values(shown));

    private static IEnumerable<(string, int)> Values(Type type) =>
        Enum.GetNames(type).Select(name =>
            (name, Convert.ToInt32(Enum.Parse(type, name), System.Globalization.CultureInfo.InvariantCulture)));
}
