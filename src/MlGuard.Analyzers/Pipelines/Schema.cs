namespace MlGuard.Analyzers.Pipelines;

/// <summary>What is known about the columns of data, or of what a pipeline makes of it.</summary>
internal sealed class Schema
{
    private readonly ImmutableDictionary<string, Column> _columns;

    private Schema(ImmutableDictionary<string, Column> columns, bool isOpen, TrainerUse? trainer, bool isNormalized)
    {
        _columns = columns;
        IsOpen = isOpen;
        Trainer = trainer;
        IsNormalized = isNormalized;
    }

    /// <summary>Data of which nothing is known.</summary>
    public static Schema Open { get; } = new(
        ImmutableDictionary.Create<string, Column>(StringComparer.Ordinal), isOpen: true, trainer: null, isNormalized: false);

    /// <summary>Whether there may be columns that nobody named.</summary>
    public bool IsOpen { get; }

    /// <summary>The trainer that scored the rows last.</summary>
    public TrainerUse? Trainer { get; }

    /// <summary>Whether a step has brought columns to one scale.</summary>
    public bool IsNormalized { get; }

    public IEnumerable<string> Names =>
        _columns.Values.Where(column => !column.IsAbsent).Select(column => column.Name).OrderBy(name => name, StringComparer.Ordinal);

    public static Schema Of(IEnumerable<Column> columns)
    {
        var known = ImmutableDictionary.CreateBuilder<string, Column>(StringComparer.Ordinal);
        foreach (var column in columns)
            known[column.Name] = column;
        return new Schema(known.ToImmutable(), isOpen: false, trainer: null, isNormalized: false);
    }

    public Column Find(string name)
    {
        if (_columns.TryGetValue(name, out var column))
            return column;
        return IsOpen ? Column.Unknown(name) : Column.Absent(name);
    }

    public Schema With(Column column) => new(_columns.SetItem(column.Name, column), IsOpen, Trainer, IsNormalized);

    public Schema With(TrainerUse? trainer) => new(_columns, IsOpen, trainer, IsNormalized);

    /// <summary>After a step that brings columns to one scale.</summary>
    public Schema Normalized() => new(_columns, IsOpen, Trainer, isNormalized: true);

    public Schema Without(IEnumerable<string> names) =>
        new(
            _columns.SetItems(
                names.Select(name => new KeyValuePair<string, Column>(name, Column.Absent(name)))), IsOpen, Trainer, IsNormalized);

    public Schema Only(IEnumerable<string> names) =>
        new(
            names.Distinct(StringComparer.Ordinal)
                .ToImmutableDictionary(name => name, Find, StringComparer.Ordinal), isOpen: false, Trainer, IsNormalized);

    /// <summary>Either this or <paramref name="other"/>, depending on how the code runs.</summary>
    public Schema Or(Schema other)
    {
        if (ReferenceEquals(this, other))
            return this;

        // Two ways mostly differ in a column or two.
        var columns = _columns.ToBuilder();
        foreach (var pair in other._columns)
        {
            if (!columns.TryGetValue(pair.Key, out var own) || !ReferenceEquals(own, pair.Value))
                columns[pair.Key] = Find(pair.Key).Or(pair.Value);
        }

        foreach (var pair in _columns)
        {
            if (!other._columns.ContainsKey(pair.Key))
                columns[pair.Key] = pair.Value.Or(other.Find(pair.Key));
        }

        return new Schema(
            columns.ToImmutable(), IsOpen
                || other.IsOpen, Equals(Trainer, other.Trainer) ? Trainer : null, IsNormalized || other.IsNormalized);
    }
}
