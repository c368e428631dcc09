using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Manifest;

namespace MlGuard.Lifecycle.Evidence;

/// <summary>One operation of an interface's description.</summary>
/// <param name="Endpoint">Verb and path, comparable with an endpoint of the code.</param>
/// <param name="RequestProperties">The names in its JSON body; empty when they cannot be told.</param>
/// <param name="IsSecured">Whether it asks who is calling.</param>
internal sealed record ApiOperation(string Endpoint, ImmutableArray<string> RequestProperties, bool IsSecured);

/// <summary>An OpenAPI 3 description, in JSON or YAML.</summary>
internal sealed record ApiDescription(ImmutableArray<ApiOperation> Operations)
{
    private const int MaxReferences = 16;
    private const int MaxOperations = 10_000;
    private const string SchemaPrefix = "#/components/schemas/";

    private static readonly ImmutableHashSet<string> s_verbs = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

    public static Reading<ApiDescription> Read(byte[] bytes)
    {
        var (root, flaw) = ForeignYaml.Read(bytes);
        if (root is null)
            return flaw!;
        if (root.TextAt("swagger") is not null)
            return new Flaw("is Swagger 2, and OpenAPI 3 is asked for");
        if (root.TextAt("openapi")?.StartsWith("3.", StringComparison.Ordinal) != true)
            return new Flaw("is not OpenAPI 3");
        if (root.At("paths") is not MapNode paths)
            return new Flaw("describes no path");
        return Reading<ApiDescription>.Of(new([.. paths.Entries.SelectMany(path => OperationsOf(root, path)).Take(MaxOperations)]));
    }

    public ApiOperation? Find(string endpoint) => Operations.FirstOrDefault(operation => operation.Endpoint == EntryPoint.Normalized(endpoint));

    private static IEnumerable<ApiOperation> OperationsOf(MapNode root, MapEntry path) =>
        from operation in path.Value.Entries()
        where s_verbs.Contains(operation.Key)
        select new ApiOperation(EntryPoint.Normalized($"{operation.Key} {path.Key}"), PropertiesOf(root, operation.Value), IsSecured(root, operation.Value));

    private static bool IsSecured(MapNode root, Node operation) => !((operation.At("security") ?? root.At("security")).Items()).IsEmpty;

    private static ImmutableArray<string> PropertiesOf(MapNode root, Node operation)
    {
        var content = Resolved(root, operation.At("requestBody")).At("content");
        var json = content.Entries().FirstOrDefault(entry => entry.Key.IndexOf("json", StringComparison.OrdinalIgnoreCase) >= 0)?.Value;
        var names = new SortedSet<string>(StringComparer.Ordinal);
        Collect(root, json.At("schema"), names, MaxReferences);
        return [.. names];
    }

    private static void Collect(MapNode root, Node? schema, SortedSet<string> names, int depth)
    {
        if (depth == 0)
            return;
        var resolved = Resolved(root, schema);
        foreach (var property in resolved.At("properties").Entries())
            names.Add(property.Key);
        foreach (var part in resolved.At("allOf").Items())
            Collect(root, part, names, depth - 1);
        if (resolved.At("items") is { } item)
            Collect(root, item, names, depth - 1);
    }

    private static Node? Resolved(MapNode root, Node? node)
    {
        for (var step = 0; step < MaxReferences && node.TextAt("$ref") is { } reference; step++)
            node = reference.StartsWith(SchemaPrefix, StringComparison.Ordinal) ? root.At("components", "schemas", reference.Substring(SchemaPrefix.Length))
                : reference.StartsWith("#/components/requestBodies/", StringComparison.Ordinal) ? root.At("components", "requestBodies", reference.Substring("#/components/requestBodies/".Length))
                : null;
        return node;
    }
}
