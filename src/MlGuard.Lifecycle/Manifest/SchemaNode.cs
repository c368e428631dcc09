namespace MlGuard.Lifecycle.Manifest;

/// <summary>
/// A node of the tree of all keys: what may stand at one place of the manifest. Made from the fields, so that no key is known here and not
/// there.
/// </summary>
internal sealed class SchemaNode
{
    private readonly List<SchemaNode> _children = [];

    private SchemaNode(string name) => Name = name;

    public string Name { get; }

    /// <summary>The types of a bare value here; none when only a map or a list can stand.</summary>
    public List<Field> Scalars { get; } = [];

    public IReadOnlyList<SchemaNode> Children => _children;

    /// <summary>What stands under a name that the team chooses, such as a metric's.</summary>
    public SchemaNode? AnyChild { get; private set; }

    /// <summary>What a list here consists of.</summary>
    public SchemaNode? Item { get; private set; }

    /// <summary>The child that a bare value or a list in this place stands for.</summary>
    public SchemaNode? Short { get; private set; }

    public bool IsMap => _children.Count > 0 || AnyChild is not null;

    public SchemaNode? Child(string name) => _children.Find(child => child.Name == name);

    public static SchemaNode Root(IEnumerable<Field> fields)
    {
        var root = new SchemaNode("");
        foreach (var field in fields)
            root.Add(field);
        return root;
    }

    private void Add(Field field)
    {
        var key = this;
        foreach (var segment in ManifestPath.Segments(field.Path))
            key = key.Step(segment);
        key.Scalars.Add(field);
    }

    private SchemaNode Step(string segment)
    {
        if (segment == ManifestPath.Item)
            return Item ??= new SchemaNode(segment);
        if (segment[0] == '<')
            return AnyChild ??= new SchemaNode(segment);
        var isShort = segment[0] == '!';
        var name = isShort ? segment.Substring(1) : segment;
        var child = Child(name);
        if (child is null)
            _children.Add(child = new SchemaNode(name));
        if (isShort)
            Short = child;
        return child;
    }
}
