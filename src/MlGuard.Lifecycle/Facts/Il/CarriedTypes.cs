using System.Reflection.Metadata;

namespace MlGuard.Lifecycle.Facts.Il;

/// <summary>
/// The types that are worth knowing of an object that is passed on as a whole: those that may have a property that says which model
/// answered.
/// </summary>
/// <param name="own">The types of this assembly; those of another are judged where all facts are together.</param>
internal sealed class CarriedTypes(IEnumerable<TypeFact> own)
{
    private static readonly char[] s_separators = ['<', '>', ';', '&', '*', '[', ']'];

    private readonly ImmutableHashSet<string> _plain =
    [
        .. own.Where(type => type.Columns.All(column => ModelWords.In(column) is null) && type.Bases.All(IsOfFramework))
            .Select(type => type.Name),
    ];
    private readonly Dictionary<string, ImmutableArray<string>> _known = new(StringComparer.Ordinal);

    /// <summary>The types that a type is made of, as the words of a trace.</summary>
    public ImmutableArray<string> In(string type)
    {
        if (!_known.TryGetValue(type, out var words))
            _known.Add(
                type,
                words = type.IndexOf("+<", StringComparison.Ordinal) >= 0
                    ? []
                    : [
                        .. type.Split(s_separators, StringSplitOptions.RemoveEmptyEntries)
                            .Where(part => !IsForeign(part) && !_plain.Contains(part)).Select(part => CarriedNames.TypeMark + part),
                    ]);
        return words;
    }

    private static bool IsForeign(string type) =>
        type[0] is '!' or ','
            || char.IsDigit(type[0])
            || IsOfFramework(type)
            || type == "method"
            || Enum.TryParse<PrimitiveTypeCode>(type, out _);

    private static bool IsOfFramework(string type) =>
        type.StartsWith("System.", StringComparison.Ordinal) || type.StartsWith("Microsoft.", StringComparison.Ordinal);
}
