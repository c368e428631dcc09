using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Facts.Serving;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Evidence.Documents;

/// <summary>One operation of an interface's description.</summary>
/// <param name="Endpoint">Verb and path, comparable with an endpoint of the code.</param>
/// <param name="RequestProperties">The names in its JSON body; empty when they are not known.</param>
/// <param name="IsSecured">Whether it asks who is calling.</param>
internal sealed record ApiOperation(string Endpoint, ImmutableArray<string> RequestProperties, bool IsSecured);

/// <summary>An OpenAPI 3 description, in JSON or YAML.</summary>
internal sealed record ApiDescription(ImmutableArray<ApiOperation> Operations)
{
    private const int MaxReferences = 16;
    private const int MaxOperations = 10_000;
    private const string SchemaPrefix = "#/components/schemas/";
    private const string BodyPrefix = "#/components/requestBodies/";

    private static readonly ImmutableHashSet<string> s_verbs = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

    public static Reading<ApiDescription> Read(byte[] bytes)
    {
        var (root, fault) = ForeignYaml.Read(bytes);
        if (root is null)
            return fault!;
        if (root.TextAt("swagger") is not null)
            return new Fault("is Swagger 2, and OpenAPI 3 is asked for");
        if (root.TextAt("openapi")?.StartsWith("3.", StringComparison.Ordinal) != true)
            return new Fault("is not OpenAPI 3");
        if (root.At("paths") is not MapNode paths)
            return new Fault("describes no path");
        return Reading<ApiDescription>.Of(new([.. paths.Entries.SelectMany(path => OperationsOf(root, path)).Take(MaxOperations)]));
    }

    public ApiOperation? Find(string endpoint) =>
        Operations.FirstOrDefault(operation => operation.Endpoint == EntryPoint.Normalized(endpoint));

    private static IEnumerable<ApiOperation> OperationsOf(MapNode root, MapEntry path) =>
        from operation in path.Value.Entries()
        where s_verbs.Contains(operation.Key)
        select new ApiOperation(
            EntryPoint.Normalized($"{operation.Key} {path.Key}"), PropertiesOf(root, operation.Value), IsSecured(root, operation.Value));

    private static bool IsSecured(MapNode root, Node operation) => !((operation.At("security") ?? root.At("security")).Items()).IsEmpty;

    private static ImmutableArray<string> PropertiesOf(MapNode root, Node operation)
    {
        var content = Resolved(root, operation.At("requestBody")).At("content");
        var json = content.Entries().FirstOrDefault(entry => entry.Key.IndexOf("json", StringComparison.OrdinalIgnoreCase) >= 0)?.Value;
        return SchemaProperties.Of(json.At("schema"), schema => Resolved(root, schema));
    }

    private static Node? Resolved(MapNode root, Node? node)
    {
        for (var step = 0; step < MaxReferences && node.TextAt("$ref") is { } reference; step++)
            node = Referenced(root, reference);
        return node;
    }

    private static Node? Referenced(MapNode root, string reference)
    {
        if (reference.StartsWith(SchemaPrefix, StringComparison.Ordinal))
            return root.At("components", "schemas", reference.Substring(SchemaPrefix.Length));
        return reference.StartsWith(BodyPrefix, StringComparison.Ordinal)
            ? root.At("components", "requestBodies", reference.Substring(BodyPrefix.Length))
            : null;
    }
}

/// <summary>
/// The names in a schema and in all that it is made of. References can lead in circles, and double at every turn, so steps are counted and
/// not levels.
/// </summary>
internal sealed class SchemaProperties(Func<Node?, Node?> resolve)
{
    private const int MaxSteps = 2_000;

    private readonly SortedSet<string> _names = new(StringComparer.Ordinal);
    private int _steps;

    public static ImmutableArray<string> Of(Node? schema, Func<Node?, Node?> resolve)
    {
        var properties = new SchemaProperties(resolve);
        properties.Visit(schema);
        return [.. properties._names];
    }

    private void Visit(Node? first)
    {
        var open = new Queue<Node?>([first]);
        while (open.Count > 0 && ++_steps < MaxSteps)
        {
            var schema = resolve(open.Dequeue());
            _names.UnionWith(schema.At("properties").Entries().Select(property => property.Key));
            foreach (var part in schema.At("allOf").Items().Take(MaxSteps))
                open.Enqueue(part);
            if (schema.At("items") is { } item)
                open.Enqueue(item);
        }
    }
}
