using MlGuard.Frameworks;
using MlGuard.Lifecycle.Facts;

namespace MlGuard.Lifecycle.Product.Summaries;

/// <summary>
/// Which parameters end up as the path of a file: handed on from method to method, or kept in a field in between. Each parameter and field
/// is followed once.
/// </summary>
internal sealed class PathSinks(ProductFacts facts, KnownMethods references)
{
    private static readonly ImmutableArray<Role> s_roles = [Role.LoadData, Role.LoadModel, Role.SaveModel, Role.CreateSession];

    private readonly Dictionary<Place, ImmutableArray<PathSink>> _known = [];
    private readonly FedSessions _sessions = new(facts);
    private readonly ILookup<(string Type, string Field), (ProductMethod Method, ParameterFlow.Target To)> _fromFields =
        facts.Graph.Methods.SelectMany(method => method.Fact.Reading.Flows, (method, flow) => (method, flow))
            .Where(pair => pair.flow.From.Field.Length > 0)
            .ToLookup(pair => (pair.method.Fact.Type, pair.flow.From.Field), pair => (pair.method, pair.flow.To));

    public ImmutableArray<PathSink> Of(ProductMethod method) =>
    [
        .. Enumerable.Range(0, method.ParameterCount)
            .SelectMany(parameter => Of(new Place(method, parameter, "")).Select(sink => sink with { Parameter = parameter }))
            .Distinct().OrderBy(sink => sink.Parameter).ThenBy(sink => sink.Role).ThenBy(sink => sink.Separator),
    ];

    private ImmutableArray<PathSink> Of(Place place)
    {
        if (_known.TryGetValue(place, out var known))
            return known;
        // A helper that calls itself adds nothing.
        _known.Add(place, []);
        return _known[place] = [.. TargetsOf(place).SelectMany(to => Of(place.Method, to)).Distinct()];
    }

    private IEnumerable<ParameterFlow.Target> TargetsOf(Place place) => place.Field.Length > 0
        ? _fromFields[(place.Method.Fact.Type, place.Field)].Select(pair => pair.To)
        : place.Method.Fact.Reading.Flows.Where(flow => flow.From.Parameter == place.Parameter).Select(flow => flow.To);

    private IEnumerable<PathSink> Of(ProductMethod method, ParameterFlow.Target to)
    {
        if (to.Field.Length > 0)
            return Of(new Place(method, ParameterFlow.NoParameter, to.Field));
        var call = Call.Parse(to.Call);
        if (s_roles.Where(role => RoleIndex.Plays(call.Type, call.Name, role)).Cast<Role?>().FirstOrDefault() is { } role)
            return IsFirstText(to)
                ? [new(0, role, role == Role.LoadData ? to.Letter : null)
                    { Feeds = role == Role.CreateSession ? _sessions.FeedsOf(method.Fact.Type) : "" }]
                : [];
        var own = facts.Graph.TargetsOf(call, method).Take(2).ToImmutableArray();
        return own.Length == 1
            ? Of(new Place(own[0], to.Argument, ""))
            : references.Of(call).SelectMany(known => known.Sinks).Where(sink => sink.Parameter == to.Argument);
    }

    /// <summary>What a library's member is given first as text is the path, where it has one.</summary>
    private static bool IsFirstText(ParameterFlow.Target to)
    {
        var types = to.Call.Substring(to.Call.IndexOf('(') + 1).TrimEnd(')').Split(',');
        return Array.IndexOf(types, "String") == to.Argument;
    }

    private sealed record Place(ProductMethod Method, int Parameter, string Field)
    {
        /// <summary>All methods of a type share its fields.</summary>
        public bool Equals(Place? other) => other is not null && Parameter == other.Parameter && Field == other.Field
            && (Field.Length > 0 ? Method.Fact.Type == other.Method.Fact.Type : Method == other.Method);

        public override int GetHashCode() =>
            (Field.Length > 0 ? StringComparer.Ordinal.GetHashCode(Method.Fact.Type + Field) : Method.GetHashCode()) + Parameter;
    }
}
