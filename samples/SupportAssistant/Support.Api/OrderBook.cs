namespace Support.Api;

/// <summary>An order of one customer.</summary>
public sealed record Order(string Number, string Customer, string State, decimal Total);

/// <summary>The orders of the shop. A real one asks its database, with parameters.</summary>
public sealed class OrderBook
{
    private readonly Dictionary<string, Order> _orders = new(StringComparer.Ordinal)
    {
        ["A-1001"] = new("A-1001", "mira", "on its way", 129.00m),
        ["A-1002"] = new("A-1002", "mira", "delivered", 18.50m),
        ["B-2001"] = new("B-2001", "jonas", "being packed", 640.00m),
    };

    private readonly HashSet<string> _refunded = new(StringComparer.Ordinal);

    /// <summary>The customer's own order; the order of somebody else is none.</summary>
    public Order? Find(string customer, string number)
    {
        lock (_orders)
        {
            return _orders.GetValueOrDefault(number) is { } order && order.Customer == customer ? order : null;
        }
    }

    /// <summary>Pays an order back once; false where there is nothing to pay back.</summary>
    public bool Refund(string customer, string number)
    {
        lock (_orders)
        {
            return Find(customer, number) is not null && _refunded.Add(number);
        }
    }

    /// <summary>Whether an order was paid back.</summary>
    public bool IsRefunded(string number)
    {
        lock (_orders)
        {
            return _refunded.Contains(number);
        }
    }
}
