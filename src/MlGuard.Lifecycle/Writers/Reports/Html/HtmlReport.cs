using System.Security.Cryptography;
using System.Text;
using MlGuard.Lifecycle.Text;
using MlGuard.Lifecycle.Writers.Reports.Html.Pictures;

namespace MlGuard.Lifecycle.Writers.Reports.Html;

/// <summary>
/// The report as one file that needs no network and runs no script: what a policy in its head forbids as well, whatever a manifest says.
/// </summary>
internal static class HtmlReport
{
    /// <summary>The parts of the page; those of a manifest that cannot be read are fewer.</summary>
    private static readonly ImmutableArray<(string Id, string Name, bool IsAlways)> s_parts =
    [
        ("next", "Next", true), ("pictures", "Pictures", false), ("rows", "Rows", false), ("audit", "Audit", true),
        ("said", "Manifest", true),
    ];

    public static string Write(ReportModel model) =>
        Page($"{model.Title}: {model.Verdict.Earned ?? "no stage"} earned", html =>
        {
            SummaryPart.Write(html, model);
            Contents(html, model);
            using var main = html.In("main");
            SummaryPart.Next(html, model);
            if (model.IsReadable)
            {
                Pictures(html, model);
                RowsPart.Write(html, model);
            }

            AuditPart.Write(html, model);
            Said(html, model.Verdict);
        });

    /// <summary>A whole page around a body.</summary>
    public static string Page(string title, Action<MarkupWriter> body)
    {
        var html = new MarkupWriter();
        html.Constant("<!DOCTYPE html>\n");
        using (html.In("html", ("lang", "en")))
        {
            using (html.In("head"))
            {
                html.Void("meta", ("charset", "utf-8"));
                html.Void("meta", ("http-equiv", "Content-Security-Policy"), ("content", Policy));
                html.Void("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
                html.Void("meta", ("name", "color-scheme"), ("content", "light dark"));
                html.Void("meta", ("name", "referrer"), ("content", "no-referrer"));
                html.Leaf("title", title);
                html.Constant($"<style>{s_style}</style>\n");
            }

            using (html.In("body"))
            {
                html.Leaf("a", "Skip to the content", ("class", "skip"), ("href", "#content"));
                using (html.In("div", ("class", "sheet"), ("id", "content"), ("tabindex", "-1")))
                    body(html);
            }
        }

        return html.ToString();
    }

    /// <summary>Nothing but this very style: no script, no picture, no request.</summary>
    private static string Policy => $"default-src 'none'; style-src 'sha256-{s_styleHash}'; base-uri 'none'; form-action 'none'";

    private static readonly string s_style = ReadStyle();

    private static readonly string s_styleHash = Hash(s_style);

    private static void Contents(MarkupWriter html, ReportModel model)
    {
        using var nav = html.In("nav", ("aria-label", "Contents"));
        foreach (var (id, name, _) in s_parts.Where(part => part.IsAlways || model.IsReadable))
            html.Leaf("a", name, ("href", $"#{id}"));
    }

    private static void Pictures(MarkupWriter html, ReportModel model)
    {
        using var part = html.In("section", ("aria-labelledby", "pictures"));
        html.Leaf("h2", "Pictures", ("id", "pictures"));
        using var grid = html.In("div", ("class", "pictures"));
        StageLadder.Write(html, model);
        StepChart.Write(html, model);
        ScoreBars.Write(html, model);
        MetricBars.Write(html, model);
        WayMap.Write(html, model);
        Timeline.Write(html, model);
        GainAgainstCost.Write(html, model);
        StageHistory.Write(html, model);
    }

    private static void Said(MarkupWriter html, VerdictDocument verdict)
    {
        using var part = html.In("section", ("aria-labelledby", "said"), ("class", "audit"));
        html.Leaf("h2", "Manifest", ("id", "said"));
        using var details = html.In("details", ("class", "rows said"));
        using (html.In("summary"))
        {
            html.Leaf("span", "All that the manifest says", ("class", "name"));
            html.Leaf("span", $"{Numbers.Counted(verdict.Manifest.Length, "value")}", ("class", "muted"));
        }

        HtmlTable.Write(
            html, "Values of the manifest", "The manifest says nothing.", ["Key", "Value", "Line"],
            verdict.Manifest.Select(said => ImmutableArray.Create(said.Path, said.Value, Numbers.Written(said.Line))));
    }

    private static string ReadStyle()
    {
        using var stream = typeof(HtmlReport).Assembly.GetManifestResourceStream("report.css")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().Replace("\r\n", "\n");
    }

    private static string Hash(string text)
    {
        using var sha = SHA256.Create();
        return Convert.ToBase64String(sha.ComputeHash(Encoding.UTF8.GetBytes(text)));
    }
}
