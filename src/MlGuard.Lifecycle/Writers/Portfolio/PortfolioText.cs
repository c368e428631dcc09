using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using MlGuard.Lifecycle.Writers.Exports;
using MlGuard.Lifecycle.Writers.Reports.Html;

namespace MlGuard.Lifecycle.Writers.Portfolio;

/// <summary>The products of a portfolio for a terminal and for programs.</summary>
internal static class PortfolioText
{
    public static ImmutableArray<string> Columns { get; } =
        ["Product", "Score", "Gain a year", "Confidence", "Cost", "Complexity", "Stage", "Earned", "Blocked by"];

    public static ImmutableArray<string> Cells(PortfolioProduct product) =>
    [
        product.Name, Short(product.Score), product.Worth?.GainText ?? "", Short(product.Worth?.Confidence), product.Worth?.CostText ?? "",
        Short(product.Complexity), product.Stage, product.Earned, string.Join("; ", product.Blocked),
    ];

    public static string Table(ProductPortfolio portfolio)
    {
        ImmutableArray<ImmutableArray<string>> lines =
            [Columns, .. portfolio.Products.Select(product => Cells(product).Select(VisibleText.Plain).ToImmutableArray())];
        ImmutableArray<int> widths = [.. Columns.Select((_, column) => lines.Max(line => line[column].Length))];
        var text = new StringBuilder();
        foreach (var line in lines)
            text.Append(string.Join("  ", line.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd()).Append('\n');
        return text.ToString();
    }

    public static string Json(ProductPortfolio portfolio) =>
        ExportJson.Text(new JsonObject
        {
            ["products"] = ExportJson.List(portfolio.Products.Select(product => (JsonNode)new JsonObject
            {
                ["name"] = product.Name,
                ["manifest"] = product.Place,
                ["stage"] = product.Stage,
                ["earned"] = product.Earned,
                ["score"] = product.Score,
                ["gainPerYear"] = product.Worth?.Gain,
                ["cost"] = product.Worth?.Cost,
                ["currency"] = product.Currency,
                ["confidence"] = product.Worth?.Confidence,
                ["complexity"] = product.Complexity,
                ["blocked"] = ExportJson.Texts(product.Blocked),
            })),
        });

    private static string Short(double? value) => value is { } number ? number.ToString("0.##", CultureInfo.InvariantCulture) : "";
}
