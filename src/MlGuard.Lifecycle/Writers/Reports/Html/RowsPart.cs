using MlGuard.Lifecycle.Decisions;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Writers.Reports.Html;

/// <summary>Every row: its state, how it is known, the path that proves it, its evidence with the seal, and the manifest's line.</summary>
internal static class RowsPart
{
    /// <summary>Which rows are shown; the style hides the others, so no script is needed.</summary>
    private static readonly ImmutableArray<(string Id, string Label)> s_filters =
        [("all", "All"), ("open", "Open"), ("accepted", "Waived or attested"), ("said", "Only declared"), ("later", "Of later stages")];

    private const string LastStage = "maturity";

    public static void Write(MarkupWriter html, ReportModel model)
    {
        using var part = html.In("section", ("aria-labelledby", "rows"));
        html.Leaf("h2", "Rows", ("id", "rows"), ("tabindex", "-1"));
        Filters(html);
        foreach (var section in ReportSection.Of(model.Verdict.Rows))
            Section(html, model, section, [.. model.Verdict.Rows.Where(row => row.Section == section.Id)]);
    }

    private static void Filters(MarkupWriter html)
    {
        using var group = html.In("fieldset", ("class", "filters"));
        html.Leaf("legend", "Show");
        foreach (var (id, label) in s_filters)
        {
            using var choice = html.In("label");
            html.Void("input", ("type", "radio"), ("name", "show"), ("id", $"show-{id}"), id == "all" ? ("checked", "") : ("value", id));
            html.Leaf("span", label);
        }
    }

    private static void Section(MarkupWriter html, ReportModel model, ReportSection section, ImmutableArray<RowDocument> rows)
    {
        (string, string)[] attributes = rows.Any(row => row is { Open: true, Binds: true })
            ? [("class", "rows"), ("open", "")]
            : [("class", "rows")];
        using var details = html.In("details", attributes);
        using (html.In("summary"))
        {
            html.Leaf("span", section.Step == 0 ? section.Title : $"{Numbers.Written(section.Step)} {section.Title}", ("class", "name"));
            html.Leaf("span", StateMark.Counts(rows.Where(model.IsAsked)), ("class", "muted"));
        }

        using var table = html.In("table");
        html.Leaf("caption", $"Rows of {section.Id}", ("class", "quiet"));
        HtmlTable.Head(html, ["Row", "State", "How it is known", "Evidence", "Manifest"]);
        using var body = html.In("tbody");
        foreach (var row in rows)
            Row(html, model, row);
    }

    private static void Row(MarkupWriter html, ReportModel model, RowDocument row)
    {
        using var line = html.In("tr", ("class", ClassOf(model, row)));
        using (html.In("th", ("scope", "row")))
        {
            html.Leaf("span", row.Title, ("dir", "auto"));
            html.Leaf("code", row.Rule);
        }

        using (html.In("td", ("data-label", "State")))
        {
            StateMark.Write(html, row.State);
            html.Leaf("small", Reach(model, row));
        }

        using (html.In("td", ("data-label", "How it is known"), ("class", row.Reason.Contains(" > ") ? "path" : ""), ("dir", "auto")))
        {
            html.Text(row.Reason);
            if (row.Remedy.Length > 0)
                html.Leaf("p", row.Remedy, ("class", "muted small"));
            if (row.Seen.Length > 0)
                html.Leaf("p", NoAttestation(row), ("class", "muted small"));
        }

        using (html.In("td", ("data-label", "Evidence")))
            foreach (var file in row.Files)
                Evidence(html, model, file);
        html.Leaf(
            "td", row.Line == 0 ? "" : $"line {Numbers.Written(row.Line)}, column {Numbers.Written(row.Column)}",
            ("data-label", "Manifest"),
            ("class", "place"));
    }

    private static void Evidence(MarkupWriter html, ReportModel model, string file)
    {
        using var evidence = html.In("div", ("class", "file"));
        html.Leaf("code", file, ("dir", "auto"));
        if (model.Verdict.Evidence.FirstOrDefault(known => known.File == file) is { } seal)
            html.Leaf("small", AuditPart.Binding(seal));
    }

    /// <summary>Only what is not the plain case: a row binds from the stage that asks for it, and is fulfilled for all stages.</summary>
    private static string Reach(ReportModel model, RowDocument row)
    {
        if (row.Stage.Length == 0)
            return $"asked by no stage of profile {model.Verdict.Profile}";
        var bindsByStage = row.BindsFrom.Length > 0 && StageOrder.IsWithin(row.BindsFrom, model.Verdict.Declared);
        string[] parts =
        [
            $"from {row.Stage}", row.BindsFrom == row.Stage ? "" : Binding(row.BindsFrom),
            row.Binds == bindsByStage ? "" : RaisedOrLowered(row), row.Open ? "open" : "",
            row.Reaches == LastStage ? "" : $"good for {(row.Reaches.Length > 0 ? row.Reaches : "no stage")}",
        ];
        return string.Join(" · ", parts.Where(part => part.Length > 0));
    }

    private static string NoAttestation(RowDocument row) =>
        row.Seen == row.Reason
            ? "It was seen, so no attestation counts against it."
            : $"This was seen, so no attestation counts against it: {row.Seen}";

    private static string Binding(string stage) => stage.Length > 0 ? $"binds from {stage}" : "never binds";

    private static string RaisedOrLowered(RowDocument row) => row.Binds ? "binds in this product" : "does not bind in this product";

    private static string ClassOf(ReportModel model, RowDocument row)
    {
        string[] classes =
        [
            row.Open && model.IsAsked(row) ? "is-open" : "", row.State is "waived" or "attested" ? "is-accepted" : "",
            row.State == "declared" ? "is-said" : "", model.IsAsked(row) ? "" : "is-later",
        ];
        return string.Join(" ", classes.Where(name => name.Length > 0));
    }
}
