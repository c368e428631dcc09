namespace MlGuard.Lifecycle.Facts;

/// <summary>Where requests, messages and schedules enter the product.</summary>
internal static class EntryPoints
{
    /// <summary>Types whose methods a framework calls; an empty name stands for every public method.</summary>
    private static readonly ImmutableArray<(string Base, string Method)> s_called =
    [
        ("Microsoft.AspNetCore.Mvc.RazorPages.PageModel", "On"), ("Microsoft.AspNetCore.SignalR.Hub", ""), ("Microsoft.AspNetCore.SignalR.Hub`1", ""),
        ("Microsoft.Extensions.Hosting.BackgroundService", "ExecuteAsync"), ("Microsoft.Extensions.Hosting.IHostedService", "StartAsync"),
        ("MediatR.IRequestHandler`1", "Handle"), ("MediatR.IRequestHandler`2", "Handle"), ("MediatR.INotificationHandler`1", "Handle"),
        ("MassTransit.IConsumer`1", "Consume"), ("Quartz.IJob", "Execute"),
    ];

    private static readonly ImmutableHashSet<string> s_controllers = ["Microsoft.AspNetCore.Mvc.ControllerBase", "Microsoft.AspNetCore.Mvc.Controller"];

    public static ImmutableArray<EntryPoint> Of(ProductFacts facts, ImmutableArray<string> declared) =>
        [.. facts.Graph.Places.Where(place => !place.Assembly.IsTestProject).Select(place => Of(facts, place, declared)).OfType<EntryPoint>()];

    private static EntryPoint? Of(ProductFacts facts, Place place, ImmutableArray<string> declared)
    {
        var method = place.Method;
        if (Mark.ValueOf(method.Marks, Mark.Entry) is { } name)
            return new(name, place, AccessOf(method.Marks));
        if (declared.Contains(place.Symbol))
            return new(place.Short, place, AccessOf(method.Marks));
        // An obfuscator may leave a method without a name.
        if (method.Name.Length == 0)
            return null;
        if (method.Visibility == SymbolVisibility.Hidden || method.Name[0] == '.' || method.Name.StartsWith("get_", StringComparison.Ordinal) || method.Name.StartsWith("set_", StringComparison.Ordinal))
            return facts.Graph.Bases(method.Type).Overlaps(s_called.Select(called => called.Base)) && IsCalled(facts, method) ? new(place.Short, place, null) : null;
        var type = facts.Types(SymbolName.Of(method.Type)).FirstOrDefault();
        var bases = facts.Graph.Bases(method.Type);
        if (bases.Overlaps(s_controllers) || type?.Marks.Contains(Mark.Controller) == true)
            return method.Visibility != SymbolVisibility.Public || method.Marks.Contains(Mark.NoAction) ? null : Action(place, type);
        return IsCalled(facts, method) || IsRpc(method, bases) ? new(place.Short, place, AccessOf(method.Marks) ?? AccessOf(type?.Marks ?? [])) : null;
    }

    private static EntryPoint Action(Place place, TypeFact? type)
    {
        var http = Mark.ValueOf(place.Method.Marks, Mark.Http);
        var prefix = Mark.ValueOf(type?.Marks ?? [], Mark.Route) ?? "";
        var verb = http is null ? "ANY" : http.Split(' ')[0];
        var template = http?.Substring(http.IndexOf(' ') + 1) is { Length: > 0 } own ? own : Mark.ValueOf(place.Method.Marks, Mark.Route) ?? "";
        var route = template.StartsWith("/", StringComparison.Ordinal) || template.StartsWith("~/", StringComparison.Ordinal) ? template.TrimStart('~') : $"/{prefix.Trim('/')}/{template}".TrimEnd('/');
        var simple = SymbolName.Of(place.Method.Type);
        var controller = simple.Substring(1 + simple.LastIndexOf('.'));
        if (controller.EndsWith("Controller", StringComparison.Ordinal))
            controller = controller.Substring(0, controller.Length - "Controller".Length);
        return new($"{verb} {route.Replace("//", "/").Replace("[controller]", controller).Replace("[action]", place.Method.Name)}", place, AccessOf(place.Method.Marks) ?? AccessOf(type?.Marks ?? []));
    }

    private static bool IsCalled(ProductFacts facts, MethodFact method)
    {
        var bases = facts.Graph.Bases(method.Type);
        return s_called.Any(called => bases.Contains(called.Base)
            && (called.Method.Length == 0 ? method.Visibility == SymbolVisibility.Public && method.Name[0] != '.' : called.Method == "On" ? method.Name.StartsWith("On", StringComparison.Ordinal) : method.Name == called.Method));
    }

    /// <summary>gRPC generates <c>Scorer+ScorerBase</c>, whose overrides end in a context.</summary>
    private static bool IsRpc(MethodFact method, ImmutableHashSet<string> bases) =>
        method.Parameters.EndsWith("Grpc.Core.ServerCallContext", StringComparison.Ordinal) && bases.Any(name => name.IndexOf('+') > 0 && name.EndsWith("Base", StringComparison.Ordinal));

    private static bool? AccessOf(ImmutableArray<string> marks) =>
        marks.Contains(Mark.Anonymous) ? false : marks.Contains(Mark.Authorized) ? true : null;
}

/// <summary>One way into the product.</summary>
/// <param name="Name">Verb and route, or the method.</param>
/// <param name="Place">What runs.</param>
/// <param name="IsAuthorized">Whether somebody is asked who they are; null when nothing is said.</param>
internal sealed record EntryPoint(string Name, Place Place, bool? IsAuthorized)
{
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
