using System.ComponentModel;
using Microsoft.Extensions.AI;

namespace Support.Api;

/// <summary>What the model may do for one customer. The customer comes from the request, never from the model.</summary>
public sealed class OrderTools(OrderBook orders, string customer)
{
    /// <summary>The tools as the manifest declares them: one reads, one pays back and asks first.</summary>
    public IList<AITool> All() =>
    [
        AIFunctionFactory.Create(Status, "order_status"),
        new ApprovalRequiredAIFunction(AIFunctionFactory.Create(Refund, "refund_order")),
    ];

    [Description("Says what state an order of this customer is in.")]
    private string Status([Description("The number of the order, such as A-1001.")] string number) =>
        orders.Find(customer, number) is { } order ? $"{order.Number} is {order.State}" : "no such order";

    [Description("Pays an order of this customer back.")]
    private string Refund([Description("The number of the order, such as A-1001.")] string number) =>
        orders.Refund(customer, number) ? $"{number} was paid back" : $"nothing to pay back for {number}";
}
