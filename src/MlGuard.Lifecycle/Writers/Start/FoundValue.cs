namespace MlGuard.Lifecycle.Writers.Start;

/// <summary>A value of a first manifest that nobody had to type.</summary>
/// <param name="Path">The field's path, as in the table of rows.</param>
/// <param name="Value">What was found.</param>
/// <param name="Source">Where, to stand after "from"; empty for what a person answered.</param>
/// <param name="Item">The item of the list that it belongs to.</param>
internal sealed record FoundValue(string Path, string Value, string Source, int Item = 0)
{
    /// <summary>Stands where a person has to write something.</summary>
    public const string Open = "TODO";

    /// <summary>Whether only people know it, beside values of the same item that were found.</summary>
    public bool IsOpen => Value == Open;

    /// <summary>What stands in place of a name that the team chooses, such as that of a metric; empty where the path has none.</summary>
    public string Named { get; init; } = "";
}
