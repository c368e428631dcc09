namespace MlGuard.Lifecycle.Tests.Architecture;

/// <summary>Arrows point down: docs/design.md has the drawing.</summary>
public sealed class LayerTests
{
    [Fact]
    public void Every_reference_points_down()
    {
        var map = LayerMap.OfSources();

        Assert.Equal("", string.Join("\n", map.Unresolved()));
        Assert.Equal("", string.Join("\n", map.ArrowsUp()));
    }

    [Fact]
    public void A_namespace_is_a_folder_and_a_folder_is_a_layer() => Assert.Equal("", string.Join("\n", LayerMap.OfSources().Misplaced()));

    [Fact]
    public void Only_the_top_layer_is_public() => Assert.Equal("", string.Join("\n", LayerMap.OfSources().PublicBelowApi()));

    [Fact]
    public void An_arrow_that_points_up_is_printed()
    {
        var map = LayerMap.Of(
            ("Checks/Low.cs",
                "namespace MlGuard.Lifecycle.Checks; internal static class Low { public static int Of(object o) => o.ToString()!.Length "
                    + "+ MlGuard.Lifecycle.Decisions.High.Rank; }"),
            ("Decisions/High.cs",
                "namespace MlGuard.Lifecycle.Decisions; internal static class High { public static int Rank => "
                    + "MlGuard.Lifecycle.Checks.Low.Of(1); }"),
            ("Text/Wide.cs", "namespace MlGuard.Lifecycle.Elsewhere; public static class Wide;"));

        Assert.Equal(["Checks/Low.cs -> Decisions/High"], map.ArrowsUp());
        Assert.Equal(["Text/Wide.cs"], map.Misplaced());
        Assert.Equal(["Text/Wide.cs: Wide"], map.PublicBelowApi());
    }

    /// <summary>A member reached through <c>var</c> or an extension method names no type, and is a reference all the same.</summary>
    [Fact]
    public void A_reference_without_a_type_name_is_seen()
    {
        var map = LayerMap.Of(
            ("Text/Low.cs",
                "using MlGuard.Lifecycle.Facts; namespace MlGuard.Lifecycle.Text { internal static class Low { public static int "
                    + "Of(string text) => text.Twice(); } }"),
            ("Facts/High.cs",
                "namespace MlGuard.Lifecycle.Facts; internal static class High { public static int Twice(this string text) => 2 * "
                    + "text.Length; }"));

        Assert.Equal(["Text/Low.cs -> Facts/High"], map.ArrowsUp());
    }
}
