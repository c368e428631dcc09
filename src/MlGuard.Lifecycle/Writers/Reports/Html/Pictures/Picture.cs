using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Writers.Reports.Html.Pictures;

/// <summary>A picture of the report: inline SVG with a title and a description, so that nobody has to see it.</summary>
/// <param name="Id">Of its elements.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Description">What it says, in words.</param>
/// <param name="Height">In its own units; every picture is <see cref="Width"/> wide.</param>
internal sealed record Picture(string Id, string Title, string Description, double Height)
{
    /// <summary>Narrow enough to be read on a phone, where it is shown at four fifths.</summary>
    public const double Width = 440;

    /// <summary>A line of words under the picture; empty for none.</summary>
    public string Note { get; init; } = "";

    public void Write(MarkupWriter html, Action draw)
    {
        using var figure = html.In("figure", ("class", "card"));
        html.Leaf("h3", Title);
        using (html.In(
            "svg", ("viewBox", $"0 0 {Numbers.Written(Width)} {Numbers.Written(Height)}"), ("role", "img"),
            ("aria-labelledby", $"{Id}-title {Id}-text")))
        {
            html.Leaf("title", Title, ("id", $"{Id}-title"));
            html.Leaf("desc", Description, ("id", $"{Id}-text"));
            draw();
        }

        if (Note.Length > 0)
            html.Leaf("figcaption", Note);
    }

    /// <summary>Words in a picture, which do not wrap: what is longer ends in an ellipsis.</summary>
    public static void Words(MarkupWriter html, double x, double y, string text, string kind = "", int most = 200) =>
        html.Leaf(
            "text", VisibleText.Fitted(text, most), ("x", Numbers.Written(x)), ("y", Numbers.Written(y)), ("class", $"t {kind}".TrimEnd()));

    /// <summary>A rectangle with what it stands for, shown where a pointer rests.</summary>
    public static void Cell(MarkupWriter html, double x, double y, double width, double height, string kind, string meaning)
    {
        using var cell = html.In(
            "rect", ("class", kind), ("x", Numbers.Written(x)), ("y", Numbers.Written(y)), ("width", Numbers.Written(Math.Max(0, width))),
            ("height", Numbers.Written(height)), ("rx", "2"));
        html.Leaf("title", meaning);
    }

    public static void Line(MarkupWriter html, double x1, double y1, double x2, double y2, string kind) =>
        html.Shape("line", kind, ("x1", x1), ("y1", y1), ("x2", x2), ("y2", y2));

    public static void Dot(MarkupWriter html, double x, double y, double radius, string kind) =>
        html.Shape("circle", kind, ("cx", x), ("cy", y), ("r", radius));
}
