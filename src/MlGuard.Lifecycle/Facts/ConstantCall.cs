namespace MlGuard.Lifecycle.Facts;

/// <summary>
/// Constants that code passes: <c>Type::Name</c> and what stands in the call itself, or the name of a model's file wherever it stands.
/// </summary>
/// <param name="Callee"><c>Type::Name</c>; empty for a model's file.</param>
/// <param name="Values">In the order of the code; numbers as digits.</param>
internal sealed record ConstantCall(string Callee, ImmutableArray<string> Values)
{
    /// <summary>A value that is given and is no constant.</summary>
    public const string Unknown = "?";

    /// <summary>The member of TorchSharp that sets the seed.</summary>
    public const string TorchSeed = "manual_seed";

    /// <summary>The setter by which the options of a request name the hosted model that answers it.</summary>
    public const string ModelIdSetter = "set_ModelId";

    /// <summary>What stands in place of a member where a parameter of any names the hosted model that is asked.</summary>
    public const string ModelParameter = "#model";

    /// <summary>The field by which the options of a trainer of ML.NET name the label.</summary>
    public const string LabelOfOptions = "Microsoft.ML.Trainers::LabelColumnName";

    private const char Separator = '\u001f';
    private const int LongestValue = 200;

    private static readonly ImmutableArray<string> s_modelFiles = [".zip", ".onnx", ".mlnet", ".gguf"];

    public static ConstantCall Parse(string text)
    {
        var cells = text.Split(Separator);
        return new(cells[0], [.. cells.Skip(1)]);
    }

    public static string Write(ConstantCall call) => Write(call.Callee, call.Values);

    public static string Write(string callee, IEnumerable<string> values) =>
        string.Join(Separator.ToString(), new[] { callee }.Concat(values.Select(Clean)));

    public static bool NamesModel(string literal) =>
        literal.Length is > 4 and <= LongestValue
            && s_modelFiles.Any(ending => literal.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    private static string Clean(string value) =>
        (value.Length > LongestValue ? value.Substring(0, LongestValue) : value).Replace(Separator, ' ');
}
