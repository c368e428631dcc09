using MlGuard.Lifecycle.Text;
using MlGuard.Lifecycle.Writers.Reports;
using MlGuard.Lifecycle.Writers.Reports.Html;
using MlGuard.Lifecycle.Writers.Reports.Html.Pictures;

namespace MlGuard.Lifecycle.Writers.Portfolio;

/// <summary>The products of a portfolio as a page: the scatter of gain against cost, and the ranking.</summary>
internal static class PortfolioPage
{
    private const double Left = 56;
    private const double Right = 424;
    private const double Top = 14;
    private const double Ground = 250;

    public static string Write(ProductPortfolio portfolio) =>
        HtmlReport.Page("Portfolio of machine learning", html =>
        {
            using (html.In("header", ("class", "page")))
            {
                html.Leaf("p", "MlGuard portfolio", ("class", "eyebrow"));
                html.Leaf("h1", "Gain against cost");
                html.Leaf(
                    "p",
                    $"{Numbers.Written(portfolio.Products.Length)} products, the most worth while first. The score is the gain a year, as far "
                        + "as it is sure, for each coin and each step of complexity.",
                    ("class", "lead"));
            }

            using var main = html.In("main");
            using (html.In("div", ("class", "scatter")))
                foreach (var currency in portfolio.Products.Where(product => product.Worth is not null).Select(product => product.Currency)
                    .Distinct().OrderBy(name => name, StringComparer.Ordinal))
                    Scatter(html, currency,
                        [.. portfolio.Products.Where(product => product.Currency == currency && product.Worth is not null)]);
            using var part = html.In("section", ("class", "audit"), ("aria-label", "Ranking"));
            HtmlTable.Write(html, "Ranking", "", PortfolioText.Columns, portfolio.Products.Select(PortfolioText.Cells));
        });

    private static void Scatter(MarkupWriter html, string currency, ImmutableArray<PortfolioProduct> products)
    {
        var (cost, gain) = (products.Max(product => product.Worth!.Cost) * 1.15, products.Max(product => product.Worth!.Gain) * 1.15);
        double X(Worth worth) => Left + (worth.Cost / Math.Max(cost, 1) * (Right - Left));
        double Y(Worth worth) => Ground - (worth.Gain / Math.Max(gain, 1) * (Ground - Top));
        new Picture(
            $"scatter-{currency}", $"Gain a year against cost, in {currency}",
            string.Join("; ", products.Select(product => $"{product.Name}: gain {product.Worth!.GainText}, cost {product.Worth.CostText}"))
                + ".",
            Ground + 26) { Note = "A ring is blocked. Up and to the left is more worth while." }.Write(html, () =>
        {
            Picture.Line(html, Left, Top, Left, Ground, "axis");
            Picture.Line(html, Left, Ground, Right, Ground, "axis");
            Picture.Words(html, Left - 6, Top + 8, Short(gain), "small muted end");
            Picture.Words(html, Left - 6, Ground, "gain", "small muted end");
            Picture.Words(html, Left, Ground + 20, "cost", "small muted");
            Picture.Words(html, Right, Ground + 20, Short(cost), "small muted end");
            foreach (var product in products)
                Point(html, product, X(product.Worth!), Y(product.Worth!));
        });
    }

    private static void Point(MarkupWriter html, PortfolioProduct product, double x, double y)
    {
        Picture.Dot(html, x, y, 7, product.Blocked.IsEmpty ? "dot" : "dot open");
        var isRight = x > (Left + Right) / 2;
        Picture.Words(html, isRight ? x - 12 : x + 12, y + 4, product.Name, isRight ? "end" : "", 26);
    }

    private static string Short(double amount)
    {
        (double From, string Unit)[] units = [(1e9, "bn"), (1e6, "M"), (1e3, "k"), (1, "")];
        var (from, unit) = units.FirstOrDefault(one => amount >= one.From) is { From: > 0 } found ? found : (1, "");
        return (amount / from).ToString("0.#", System.Globalization.CultureInfo.InvariantCulture) + unit;
    }
}
