using System.Text.Json.Nodes;
using MlGuard.Lifecycle.Text;
using MlGuard.Lifecycle.Writers.Reports;
using MlGuard.Lifecycle.Writers.Reports.Html;

namespace MlGuard.Lifecycle.Writers.Exports;

/// <summary>The earned stage for a page that introduces the product: for shields.io to draw, or drawn.</summary>
internal static class Badge
{
    private const string Label = "MlGuard";
    private const double LetterWidth = 6.6;

    private static readonly ImmutableDictionary<string, (string Name, string Colour)> s_colours =
        new Dictionary<string, (string, string)>
        {
            ["maturity"] = ("brightgreen", "#1f7a1f"), ["growth"] = ("green", "#4c7a12"), ["mvp"] = ("blue", "#1667a8"),
        }.ToImmutableDictionary();

    /// <summary>For the endpoint of shields.io.</summary>
    public static string Json(ReportModel model) =>
        ExportJson.Text(new JsonObject
        {
            ["schemaVersion"] = 1,
            ["label"] = Label,
            ["message"] = Message(model),
            ["color"] = ColourOf(model).Name,
        });

    /// <summary>A picture that asks nobody.</summary>
    public static string Svg(ReportModel model)
    {
        var message = Message(model);
        var left = (Label.Length * LetterWidth) + 12;
        var right = (message.Length * LetterWidth) + 12;
        var svg = new MarkupWriter();
        using (svg.In(
            "svg", ("xmlns", "http://www.w3.org/2000/svg"), ("width", Numbers.Written(left + right)), ("height", "20"), ("role", "img"),
            ("aria-label", $"{Label}: {message}")))
        {
            svg.Leaf("title", $"{Label}: {message}");
            Box(svg, 0, left, "#444c56", Label);
            Box(svg, left, right, ColourOf(model).Colour, message);
        }

        return svg.ToString();
    }

    public static string Message(ReportModel model)
    {
        var verdict = model.Verdict;
        string[] parts =
        [
            verdict.Earned ?? "no stage", verdict.Profile is "" or "standard" ? "" : verdict.Profile,
            verdict.MlTestScore is { } score ? $"test score {Numbers.Written(score.Strict)}" : "",
            verdict.Waivers.Length switch
            {
                0 => "",
                1 => "1 waiver",
                var count => $"{Numbers.Counted(count, "waiver")}",
            },
        ];
        return string.Join(" · ", parts.Where(part => part.Length > 0));
    }

    private static (string Name, string Colour) ColourOf(ReportModel model) =>
        s_colours.GetValueOrDefault(model.Verdict.Earned ?? "", ("red", "#b3261e"));

    private static void Box(MarkupWriter svg, double x, double width, string colour, string text)
    {
        svg.Leaf("rect", "", ("x", Numbers.Written(x)), ("width", Numbers.Written(width)), ("height", "20"), ("fill", colour));
        svg.Leaf(
            "text", text, ("x", Numbers.Written(x + (width / 2))), ("y", "14"), ("fill", "#fff"), ("text-anchor", "middle"),
            ("font-family", "Verdana,DejaVu Sans,sans-serif"), ("font-size", "11"));
        svg.Constant("\n");
    }
}
