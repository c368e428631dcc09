using MlGuard.Frameworks;

namespace MlGuard.Lifecycle.Facts.Serving;

/// <summary>Where requests, messages and schedules enter the product.</summary>
internal static class EntryPoints
{
    private const string ControllerBase = "Microsoft.AspNetCore.Mvc.ControllerBase";

    /// <summary>Types whose methods a framework calls. Attributes and delegates are marked where they are read.</summary>
    private static readonly ImmutableArray<EntryPointRow> s_called =
        [
            .. EntryPointTable.All.Where(row => row.Mark is EntryPointMark.PublicMethodOf or EntryPointMark.ImplementationOf
                && row.Type != ControllerBase),
        ];

    private static readonly ImmutableArray<EntryPointRow> s_taking =
        [.. EntryPointTable.All.Where(row => row.Mark == EntryPointMark.PublicTaking)];

    private static readonly ImmutableHashSet<string> s_disposing = ["Dispose", "DisposeAsync"];

    private static readonly ImmutableHashSet<string> s_controllers = [ControllerBase, "Microsoft.AspNetCore.Mvc.Controller"];

    public static ImmutableArray<EntryPoint> Of(ProductFacts facts, ImmutableArray<string> declared) =>
        [
            .. facts.Graph.Methods.Where(method => !method.Assembly.IsTestProject).Select(method => Of(facts, method, declared))
                .OfType<EntryPoint>(),
        ];

    private static EntryPoint? Of(ProductFacts facts, ProductMethod place, ImmutableArray<string> declared)
    {
        var method = place.Fact;
        if (Mark.EntryOf(method.Marks) is var (mark, name))
            return new(name.Length == 0 ? place.Short : name, place, AccessOf(method.Marks))
            {
                Mark = mark, Guards = [.. GuardsOf(method.Marks)],
            };
        if (declared.Contains(place.Symbol))
            return new(place.Short, place, AccessOf(method.Marks));
        // An obfuscator may leave a method without a name.
        if (method.Name.Length == 0)
            return null;
        if (method.Visibility == SymbolVisibility.Hidden
            || method.Name[0] == '.'
            || method.Name.StartsWith("get_", StringComparison.Ordinal)
            || method.Name.StartsWith("set_", StringComparison.Ordinal))
            return IsCalled(facts, method) ? new(place.Short, place, null) : null;
        var (type, bases) = (MarksOf(facts, method.Type), facts.Graph.Bases(method.Type));
        if (bases.Overlaps(s_controllers) || type.Contains(Mark.Controller))
            return method.Visibility != SymbolVisibility.Public || method.Marks.Contains(Mark.NoAction) ? null : Action(place, type);
        return IsCalled(facts, method) || IsRpc(method, bases) || IsTaking(method)
            ? new(place.Short, place, AccessOf(method.Marks) ?? AccessOf(type))
            : null;
    }

    /// <summary>What a type says and what its base classes do; of routes those that stand nearest.</summary>
    private static ImmutableArray<string> MarksOf(ProductFacts facts, string type)
    {
        var (marks, seen) = (ImmutableArray.CreateBuilder<string>(), new HashSet<string>(StringComparer.Ordinal));
        for (var next = ClassOf(facts, type); next is not null && seen.Add(next.Name);
            next = next.Bases.Select(name => ClassOf(facts, name)).FirstOrDefault(known => known is not null))
        {
            var hasRoute = marks.Any(IsRoute);
            marks.AddRange(next.Marks.Where(mark => !(hasRoute && IsRoute(mark)) && !marks.Contains(mark)));
        }

        return marks.ToImmutable();
    }

    private static TypeFact? ClassOf(ProductFacts facts, string type) =>
        facts.Types(SymbolName.Of(type)).FirstOrDefault(known => !known.IsInterface);

    private static bool IsRoute(string mark) => mark.StartsWith(Mark.Route, StringComparison.Ordinal);

    /// <param name="method">The action.</param>
    /// <param name="type">What is said of its controller.</param>
    private static EntryPoint Action(ProductMethod method, ImmutableArray<string> type)
    {
        var http = Mark.ValueOf(method.Fact.Marks, Mark.Http);
        var prefix = Mark.ValueOf(type, Mark.Route) ?? "";
        var verb = http is null ? "ANY" : http.Split(' ')[0];
        var template = http?.Substring(http.IndexOf(' ') + 1) is { Length: > 0 } own
            ? own
            : Mark.ValueOf(method.Fact.Marks, Mark.Route) ?? "";
        var route = template.StartsWith("/", StringComparison.Ordinal) || template.StartsWith("~/", StringComparison.Ordinal)
            ? template.TrimStart('~')
            : $"/{prefix.Trim('/')}/{template}".TrimEnd('/');
        // The route that MVC gives where nobody writes one.
        if (route.Length <= 1 && prefix.Length == 0)
            route = "/[controller]/[action]";
        var simple = SymbolName.Of(method.Fact.Type);
        var controller = simple.Substring(1 + simple.LastIndexOf('.'));
        if (controller.EndsWith("Controller", StringComparison.Ordinal))
            controller = controller.Substring(0, controller.Length - "Controller".Length);
        return new(
            $"{verb} {route.Replace("//", "/").Replace("[controller]", controller).Replace("[action]", method.Fact.Name)}", method,
            AccessOf(method.Fact.Marks) ?? AccessOf(type))
        {
            Guards = [.. GuardsOf(method.Fact.Marks).Concat(GuardsOf(type)).Distinct()],
        };
    }

    private static bool IsCalled(ProductFacts facts, MethodFact method)
    {
        var bases = facts.Graph.Bases(method.Type);
        return s_called.Any(row => bases.Contains(row.Type) && row.Names(method.Name)
            && (row.Mark == EntryPointMark.ImplementationOf
                || (method.Visibility == SymbolVisibility.Public && method.Name[0] != '.' && !s_disposing.Contains(method.Name))));
    }

    /// <summary>gRPC generates <c>Scorer+ScorerBase</c>, whose overrides end in a context.</summary>
    private static bool IsRpc(MethodFact method, ImmutableHashSet<string> bases) =>
        method.Parameters.EndsWith("Grpc.Core.ServerCallContext", StringComparison.Ordinal)
            && bases.Any(name => name.IndexOf('+') > 0 && name.EndsWith("Base", StringComparison.Ordinal));

    private static bool IsTaking(MethodFact method) =>
        method.Visibility == SymbolVisibility.Public
        && s_taking.Any(row => row.Names(method.Name) && method.Parameters.Split(',').Contains(row.Type));

    private static bool? AccessOf(ImmutableArray<string> marks)
    {
        if (marks.Contains(Mark.Anonymous))
            return false;
        return GuardsOf(marks).Any() ? true : null;
    }

    private static IEnumerable<string> GuardsOf(ImmutableArray<string> marks) =>
        marks.Where(mark => mark is Mark.Authorized or Mark.Asserted || mark.StartsWith(Mark.AuthorizedBy, StringComparison.Ordinal));
}

/// <summary>One way into the product.</summary>
/// <param name="Name">Verb and route, or the method.</param>
/// <param name="Method">What runs.</param>
/// <param name="IsAuthorized">Whether somebody is asked who they are; null when nothing is said.</param>
internal sealed record EntryPoint(string Name, ProductMethod Method, bool? IsAuthorized)
{
    /// <summary>How it is marked in the facts.</summary>
    public string Mark { get; init; } = Facts.Mark.Entry;

    /// <summary>What asks who is calling, as marks; empty where nothing is said.</summary>
    public ImmutableArray<string> Guards { get; init; } = [];

    /// <summary>Whether a language model calls it, which is told when it fails and answers without it.</summary>
    public bool IsTool => Mark == Facts.Mark.Tool;

    /// <summary>Whether a library calls it now and then, so that the program may have other ways in.</summary>
    public bool IsCallback => Mark == Facts.Mark.Callback;

    /// <summary>Whether a name is a verb and a route.</summary>
    public static bool IsEndpoint(string name) => name.IndexOf(" /", StringComparison.Ordinal) > 0;

    /// <summary>Verb and route of an endpoint, comparable with what OpenAPI writes.</summary>
    public string Endpoint => Normalized(Name);

    public static string Normalized(string endpoint)
    {
        var space = endpoint.IndexOf(' ');
        var verb = space < 0 ? "" : endpoint.Substring(0, space).ToUpperInvariant();
        var route = System.Text.RegularExpressions.Regex.Replace(endpoint.Substring(space + 1), @"\{[^{}]*\}", "{}");
        return $"{verb} /{route.Trim('/').ToLowerInvariant()}";
    }
}
