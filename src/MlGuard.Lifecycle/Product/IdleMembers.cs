using System.Globalization;
using MlGuard.Lifecycle.Facts;

namespace MlGuard.Lifecycle.Product;

/// <summary>Declared members that make nothing of what they are passed. What nobody can read is believed.</summary>
internal static class IdleMembers
{
    /// <summary>Whether a method answers with its parameter as it is, or with something that has nothing to do with any.</summary>
    public static bool DecidesNothing(CallGraph graph, ProductMethod method) =>
        Bodies(graph, method) is { IsEmpty: false } bodies
        && bodies.All(body => body.Fact.Marks.Contains(Mark.GivesBack)
            || (body.ParameterCount > 0 && Ignored(body).Length == body.ParameterCount));

    /// <summary>Whether a method is passed something of some types and uses nothing of any such parameter.</summary>
    public static bool Drops(CallGraph graph, ProductMethod method, Func<string, bool> isMeant) =>
        Bodies(graph, method) is { IsEmpty: false } bodies
        && bodies.All(body => Places(body, isMeant) is { IsEmpty: false } places && places.All(Ignored(body).Contains));

    /// <summary>What answers for a method: itself, or what stands behind its contract.</summary>
    private static ImmutableArray<ProductMethod> Bodies(CallGraph graph, ProductMethod method) =>
        method.Fact.Body == MethodBody.None
            ? [.. graph.Overriding(method).SelectMany(dispatch => dispatch.Targets).Where(target => target != method).Distinct()]
            : [method];

    private static ImmutableArray<int> Places(ProductMethod method, Func<string, bool> isMeant) =>
    [
        .. method.Fact.Parameters.Split(',').Select((type, place) => (type, place)).Where(pair => isMeant(pair.type))
            .Select(pair => pair.place),
    ];

    private static ImmutableArray<int> Ignored(ProductMethod method) =>
        Mark.ValueOf(method.Fact.Marks, Mark.Ignores) is { } places
            ? [.. places.Split(',').Select(place => int.Parse(place, NumberStyles.None, CultureInfo.InvariantCulture))]
            : [];
}
