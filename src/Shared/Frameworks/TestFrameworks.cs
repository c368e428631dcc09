namespace MlGuard.Frameworks;

/// <summary>xUnit, NUnit, MSTest and the assertion libraries on top of them.</summary>
internal static class TestFrameworks
{
    public static Framework Framework { get; } = new("Test frameworks", [], IsMachineLearning: false,
    [
        new("Xunit.FactAttribute", ".ctor", Role.Test),
        new("Xunit.TheoryAttribute", ".ctor", Role.Test),
        new("NUnit.Framework.TestAttribute", ".ctor", Role.Test),
        new("NUnit.Framework.TestCaseAttribute", ".ctor", Role.Test),
        new("NUnit.Framework.TestCaseSourceAttribute", ".ctor", Role.Test),
        new("NUnit.Framework.TheoryAttribute", ".ctor", Role.Test),
        new("Microsoft.VisualStudio.TestTools.UnitTesting.TestMethodAttribute", ".ctor", Role.Test),
        new("Microsoft.VisualStudio.TestTools.UnitTesting.DataTestMethodAttribute", ".ctor", Role.Test),
        new("TUnit.Core.TestAttribute", ".ctor", Role.Test),
        new("Xunit.Assert", "*", Role.Assert),
        new("NUnit.Framework.Assert", "*", Role.Assert),
        new("NUnit.Framework.Legacy.ClassicAssert", "*", Role.Assert),
        new("NUnit.Framework.CollectionAssert", "*", Role.Assert),
        new("NUnit.Framework.StringAssert", "*", Role.Assert),
        new("Microsoft.VisualStudio.TestTools.UnitTesting.Assert", "*", Role.Assert),
        new("Microsoft.VisualStudio.TestTools.UnitTesting.CollectionAssert", "*", Role.Assert),
        new("Microsoft.VisualStudio.TestTools.UnitTesting.StringAssert", "*", Role.Assert),
        new("FluentAssertions.AssertionExtensions", "Should*", Role.Assert),
        new("Shouldly.ShouldBeTestExtensions", "*", Role.Assert),
        new("AwesomeAssertions.AssertionExtensions", "Should*", Role.Assert),
    ]);
}
