namespace MlGuard.Lifecycle.Facts.Serving;

/// <summary>A function that code offers to a language model.</summary>
/// <param name="Name">As the model sees it; empty where it cannot be read off the code.</param>
/// <param name="Asks">Whether the function is wrapped so that a person is asked first; null where that is another's business.</param>
/// <param name="Hint">What the code says of its effect: <c>read</c> or <c>destructive</c>; empty where it says nothing.</param>
internal sealed record OfferedTool(string Name, bool? Asks, string Hint)
{
    public const string Read = "read";
    public const string Destructive = "destructive";

    private const char Separator = '\u001f';
    private const string Ending = "Async";

    /// <summary>What every library calls a method that answers later.</summary>
    public static string WithoutAsync(string method) =>
        method.EndsWith(Ending, StringComparison.Ordinal) ? method.Substring(0, method.Length - Ending.Length) : method;

    public string Write() => string.Join(
        Separator.ToString(), Mark.Offers + Name, Asks switch { true => "asks", false => "bare", null => "" }, Hint);

    /// <summary>All tools of a product, tests aside, each with the method that offers it.</summary>
    public static ImmutableArray<(OfferedTool Tool, ProductMethod Method)> Of(ProductFacts facts) =>
    [
        .. from method in facts.Graph.Methods
           where !method.Assembly.IsTestProject
           from text in Mark.ValuesOf(method.Fact.Marks, Mark.Offers)
           select (Parse(text), method),
    ];

    private static OfferedTool Parse(string text)
    {
        var cells = text.Split(Separator);
        return new(
            cells[0], cells.ElementAtOrDefault(1) switch { "asks" => true, "bare" => false, _ => null }, cells.ElementAtOrDefault(2) ?? "");
    }
}
