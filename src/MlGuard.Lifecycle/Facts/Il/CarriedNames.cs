namespace MlGuard.Lifecycle.Facts.Il;

/// <summary>
/// What a value is known by on its way through a body: names that say which model answered, and types that it carries as a whole. Copies of
/// a reference share it, as they share the object.
/// </summary>
internal sealed class CarriedNames
{
    /// <summary>Before a type that is carried as a whole.</summary>
    public const char TypeMark = ':';

    private const int Most = 32;

    private SortedDictionary<int, CarriedNames>? _elements;
    private SortedSet<string>? _names;
    private bool _isKept;

    /// <summary>The parameter or own field that the value is, unchanged; null where it is made of something else.</summary>
    public ParameterFlow.Source? Origin { get; private set; }

    public IEnumerable<string> Names => _names ?? Enumerable.Empty<string>();

    public bool IsEmpty => _names is null;

    /// <summary>Whether it is true or false: which of two answered, and no name of a model.</summary>
    public bool IsTruth { get; init; }

    /// <summary>The constant that the value is.</summary>
    public int? Number { get; init; }

    /// <summary>The text that the value is, whatever way leads there; null where nobody knows.</summary>
    public string? Text { get; init; }

    /// <summary>What was put into the array that the value is, each at its place.</summary>
    public IReadOnlyCollection<CarriedNames> Elements => _elements is null ? [] : _elements.Values;

    /// <summary>The same value where it is one of several that a variable was given.</summary>
    public CarriedNames WithoutText() => Text is null ? this : new CarriedNames().Add(this);

    public void Put(int place, CarriedNames element) => (_elements ??= [])[place] = element;

    public CarriedNames From(ParameterFlow.Source origin)
    {
        Origin = origin;
        return this;
    }

    /// <summary>A variable that is given a value; with a second one it is neither.</summary>
    public void Keep(CarriedNames value)
    {
        Origin = _isKept ? null : value.Origin;
        _isKept = true;
        Add(value);
    }

    public CarriedNames Add(string? word)
    {
        if (word is { Length: > 0 } && (_names is null || _names.Count < Most))
            (_names ??= new(StringComparer.Ordinal)).Add(word);
        return this;
    }

    public CarriedNames Add(CarriedNames other)
    {
        if (!ReferenceEquals(this, other))
            foreach (var word in other.Names)
                Add(word);
        return this;
    }

    /// <summary>A part of a value is not the value: the whole does not go along.</summary>
    public CarriedNames AddNames(CarriedNames other)
    {
        foreach (var word in other.Names.Where(word => word[0] != TypeMark).ToArray())
            Add(word);
        return this;
    }
}
