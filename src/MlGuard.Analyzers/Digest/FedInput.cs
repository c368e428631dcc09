using System.Globalization;

namespace MlGuard.Analyzers.Digest;

/// <summary>An input that code of another project feeds to a model whose path it is handed.</summary>
/// <param name="Name">Of the input.</param>
/// <param name="Element">Metadata name of its elements' type; empty where nobody knows.</param>
/// <param name="Shape">Its dimensions, null for each that is unknown; default when not even their number is known.</param>
internal readonly record struct FedInput(string Name, string Element, ImmutableArray<long?> Shape)
{
    /// <summary>The dimensions as a summary writes them: <c>1x3x?x640</c>.</summary>
    public static ImmutableArray<long?> ShapeOf(string cell) => cell.Length == 0
        ? default
        : [.. cell.Split('x').Select(size => long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : (long?)null)];
}
