using MlGuard.Lifecycle.Facts.Il;

namespace MlGuard.Lifecycle.Writers.Start;

/// <summary>
/// The constants that stand in compiled code, by project and type; those of lambdas belong to the type that a person wrote.
/// </summary>
internal sealed class WrittenTexts
{
    private readonly ImmutableDictionary<(string Project, string Type), TypeTexts> _types;
    private readonly ImmutableDictionary<string, string> _parameters;

    private WrittenTexts(
        ImmutableDictionary<(string Project, string Type), TypeTexts> types, ImmutableDictionary<string, string> parameters) =>
        (_types, _parameters) = (types, parameters);

    public static WrittenTexts None { get; } =
        new(ImmutableDictionary<(string Project, string Type), TypeTexts>.Empty, ImmutableDictionary<string, string>.Empty);

    public TypeTexts this[string project, string type] => _types.TryGetValue((project, type), out var known) ? known : TypeTexts.None;

    public IEnumerable<TypeTexts> Types => _types.Values;

    /// <summary>The names of files, and what may be one, in the projects that load the lines of text files.</summary>
    public ImmutableHashSet<string> RowFiles
    {
        get
        {
            var loading = _types.Where(pair => pair.Value.LoadsText).Select(pair => pair.Key.Project).ToImmutableHashSet();
            return
            [
                .. _types.Where(pair => loading.Contains(pair.Key.Project)).SelectMany(pair => pair.Value.Texts)
                    .Select(NamedModels.FileName).Where(name => name.Length > 0),
            ];
        }
    }

    /// <summary>Whether any code writes a text.</summary>
    public bool Holds(string text) => _types.Values.Any(type => type.Texts.Contains(text));

    /// <summary>The texts that a type gives to something with a name, that of a parameter in another assembly too.</summary>
    public IEnumerable<(string Name, string Text)> NamedIn(string project, string type) => this[project, type].Named
        .Select(pair => _parameters.TryGetValue(pair.Name, out var name) ? (name, pair.Text) : pair);

    /// <summary>Those that can be read.</summary>
    public static WrittenTexts Of(IEnumerable<(string Assembly, string Project)> assemblies)
    {
        ImmutableArray<(string Project, AssemblyTexts Read)> read =
            [.. assemblies.Select(item => (item.Project, TypeTextReader.Read(item.Assembly)))];
        return new(
            read.SelectMany(item => item.Read.Types.Select(pair => (Key: (item.Project, pair.Type), pair.Texts)))
                .GroupBy(pair => pair.Key).ToImmutableDictionary(group => group.Key, group => group.First().Texts),
            read.SelectMany(item => item.Read.Parameters).GroupBy(pair => pair.Key, StringComparer.Ordinal)
                .ToImmutableDictionary(group => group.Key, group => group.First().Value));
    }
}
