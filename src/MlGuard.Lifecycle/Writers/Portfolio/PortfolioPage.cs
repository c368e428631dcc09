using MlGuard.Lifecycle.Text;
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

    /// <summary>How far two points stand apart at least.</summary>
    private const double Apart = 20;

    public static string Write(ProductPortfolio portfolio) =>
        HtmlReport.Page("Portfolio of machine learning", html =>
        {
            using (html.In("header", ("class", "page")))
            {
                html.Leaf("p", "MlGuard portfolio", ("class", "eyebrow"));
                html.Leaf("h1", "Gain against cost");
                html.Leaf(
                    "p",
                    $"{Numbers.Counted(portfolio.Products.Length, "product")}, the most worth while first. "
                        + "The score is the gain a year, as "
                        + "far as it is sure, for each coin and each step of complexity.",
                    ("class", "lead"));
            }

            using var main = html.In("main");
            using (html.In("div", ("class", "scatter")))
                foreach (var group in Ranked(portfolio).Where(product => product.Product.Worth is not null)
                    .GroupBy(product => product.Product.Currency).OrderBy(group => group.Key, StringComparer.Ordinal))
                    Scatter(html, group.Key, [.. group]);
            using var part = html.In("section", ("class", "audit"), ("aria-label", "Ranking"));
            HtmlTable.Write(
                html, "Ranking", "", PortfolioText.Columns,
                Ranked(portfolio).Select(product => PortfolioText.Cells(product.Product)
                    .SetItem(0, $"{Numbers.Written(product.Rank)}. {product.Product.Name}")));
        });

    private static IEnumerable<(PortfolioProduct Product, int Rank)> Ranked(ProductPortfolio portfolio) =>
        portfolio.Products.Select((product, index) => (product, index + 1));

    private static void Scatter(MarkupWriter html, string currency, ImmutableArray<(PortfolioProduct Product, int Rank)> products)
    {
        var cost = Math.Max(1, products.Max(product => product.Product.Worth!.Cost) * 1.15);
        var gain = Math.Max(1, products.Max(product => product.Product.Worth!.Gain) * 1.15);
        new Picture(
            $"scatter-{currency}", $"Gain a year against cost, in {currency}",
            string.Join("; ", products.Select(product =>
                $"{product.Product.Name}: gain {product.Product.Worth!.GainText}, cost {product.Product.Worth.CostText}")) + ".",
            Ground + 26)
        {
            Note = "Each number is a product of the ranking; a ring is blocked. Up and to the left is more worth while.",
        }.Write(html, () =>
        {
            Picture.Line(html, Left, Top, Left, Ground, "axis");
            Picture.Line(html, Left, Ground, Right, Ground, "axis");
            Picture.Words(html, Left - 6, Top + 8, Short(gain), "small muted end");
            Picture.Words(html, Left - 6, Ground, "gain", "small muted end");
            Picture.Words(html, Left, Ground + 20, "cost", "small muted");
            Picture.Words(html, Right, Ground + 20, Short(cost), "small muted end");
            List<(double X, double Y)> taken = [];
            foreach (var (product, rank) in products)
                Point(html, product, rank, Free(
                    taken, Left + (product.Worth!.Cost / cost * (Right - Left)), Ground - (product.Worth.Gain / gain * (Ground - Top))));
        });
    }

    /// <summary>The next place to the right that no other product has.</summary>
    private static (double X, double Y) Free(List<(double X, double Y)> taken, double x, double y)
    {
        while (taken.Exists(other => Math.Abs(other.X - x) < Apart && Math.Abs(other.Y - y) < Apart))
            x += Apart;
        taken.Add((x, y));
        return (x, y);
    }

    private static void Point(MarkupWriter html, PortfolioProduct product, int rank, (double X, double Y) place)
    {
        Picture.Dot(html, place.X, place.Y, Apart / 2, product.Blocked.IsEmpty ? "dot" : "dot open");
        Picture.Words(
            html, place.X, place.Y + 4, Numbers.Written(rank), product.Blocked.IsEmpty ? "small middle on-accent" : "small middle muted");
    }

    private static string Short(double amount)
    {
        (double From, string Unit)[] units = [(1e9, "bn"), (1e6, "M"), (1e3, "k"), (1, "")];
        var (from, unit) = units.FirstOrDefault(one => amount >= one.From) is { From: > 0 } found ? found : (1, "");
        return (amount / from).ToString("0.#", System.Globalization.CultureInfo.InvariantCulture) + unit;
    }
}
