namespace MlGuard.Lifecycle.Facts;

/// <summary>An input of an ONNX model that code feeds by a constant name.</summary>
/// <param name="Name">As the code names it; empty where it is no constant.</param>
/// <param name="Element">Of the tensor's elements: <c>Single</c>, <c>Int64</c>; empty where nobody knows.</param>
internal sealed record FedInput(string Name, string Element)
{
    /// <summary>Its dimensions, see <see cref="FedShape"/>.</summary>
    public string Shape { get; init; } = "";

    public static FedInput Unknown { get; } = new("", "");
}
