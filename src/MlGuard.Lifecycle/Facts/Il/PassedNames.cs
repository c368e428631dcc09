using System.Reflection.Metadata;
using System.Text.RegularExpressions;

namespace MlGuard.Lifecycle.Facts.Il;

/// <summary>
/// What one method, with all folded into it, passes to what it calls and to its caller: names that say which model answered, numbers
/// of versions, and objects as wholes.
/// </summary>
/// <remarks>
/// A log that names the version of the model has it passed to something; the name of a value is what is left of it in IL: that of a
/// parameter, property, field, tag or place in a template.
/// </remarks>
internal sealed class PassedNames(MetadataReader metadata, TypeNames names, CarriedTypes types)
{
    /// <summary>Before text that holds the number of a version.</summary>
    public const char NumberMark = '=';

    private const int LongestLiteral = 400;

    private static readonly Regex s_number = new(@"[A-Za-z0-9_-]{0,80}[0-9]\.[0-9][A-Za-z0-9_.-]{0,80}", RegexOptions.CultureInvariant);

    private readonly SortedDictionary<string, CarriedNames> _found = new(StringComparer.Ordinal);
    private readonly Dictionary<int, CarriedNames> _shared = [];
    private readonly HashSet<ParameterFlow> _flows = [];

    public ImmutableArray<ConstantCall> Found =>
        [.. _found.Where(pair => !pair.Value.IsEmpty).Select(pair => new ConstantCall(pair.Key, [.. pair.Value.Names]))];

    /// <summary>The texts that the method hands on.</summary>
    public ImmutableArray<ParameterFlow> Flows => [.. _flows];

    /// <param name="method">A method that is folded into the one that is read, or that one.</param>
    /// <param name="isOwn">Whether it is that one, whose parameters callers give.</param>
    public StackWalk Enter(MethodDefinition method, bool isOwn) => new(metadata, names, method, this, isOwn);

    public void Flow(ParameterFlow flow) => _flows.Add(flow);

    /// <summary>Something was passed to a call; <paramref name="callee"/> is empty where no product's code can stand behind it.</summary>
    public void Pass(string callee, CarriedNames names)
    {
        if (names.IsEmpty)
            return;
        if (!_found.TryGetValue(callee, out var known))
            _found.Add(callee, known = new());
        known.Add(names);
    }

    /// <summary>What a field of a closure or a state machine holds: it is a local of the method.</summary>
    public CarriedNames Shared(int token, Func<CarriedNames> first)
    {
        if (!_shared.TryGetValue(token, out var names))
            _shared.Add(token, names = first());
        return names;
    }

    public static CarriedNames Literal(string text)
    {
        if (text.Length > LongestLiteral)
            return new();
        var literal = new CarriedNames { Text = text };
        return literal.Add(ModelWords.In(LogTemplate.NamesIn(text)) ?? Number(text));
    }

    /// <summary>The number of a version in a text, as a word; null where there is none.</summary>
    public static string? Number(string text) =>
        text.IndexOf('.') > 0 && s_number.Match(text) is { Success: true } number ? NumberMark + number.Value : null;

    /// <summary>An object of a type, as a whole.</summary>
    public CarriedNames Whole(string type, CarriedNames names)
    {
        foreach (var word in types.In(type))
            names.Add(word);
        return names;
    }
}
