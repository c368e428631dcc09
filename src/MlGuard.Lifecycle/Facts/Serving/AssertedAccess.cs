namespace MlGuard.Lifecycle.Facts.Serving;

/// <summary>Which endpoints are behind assertions in code alone, so that nobody is known to be asked.</summary>
internal sealed class AssertedAccess
{
    private readonly ImmutableHashSet<string> _serving;
    private readonly ImmutableArray<(string Project, string Mark)> _asserted;

    public AssertedAccess(ProductFacts facts, IEnumerable<EntryPoint> entries)
    {
        _serving = [.. entries.Where(entry => EntryPoint.IsEndpoint(entry.Name)).Select(entry => entry.Method.Assembly.Project)];
        _asserted =
        [
            .. from method in facts.Graph.Methods
               where !method.Assembly.IsTestProject
               from mark in method.Fact.Marks
               where mark.StartsWith(Mark.AssertedPolicy, StringComparison.Ordinal) || mark is Mark.AssertedDefault or Mark.AssertedFallback
               select (method.Assembly.Project, mark),
        ];
    }

    /// <summary>Whether all that guards an endpoint asserts; where nothing is said at it, the program's fallback guards it.</summary>
    public bool Guards(EntryPoint entry) =>
        entry.Guards.IsEmpty ? Has(entry, Mark.AssertedFallback) : entry.Guards.All(guard => IsAsserted(entry, guard));

    private bool IsAsserted(EntryPoint entry, string guard) => guard switch
    {
        Mark.Asserted => true,
        Mark.Authorized => Has(entry, Mark.AssertedDefault),
        _ => guard != Mark.AuthorizedBy && Has(entry, Mark.AssertedPolicy + guard.Substring(Mark.AuthorizedBy.Length)),
    };

    /// <summary>Another service's policies are none of this one's; those of a library may be.</summary>
    private bool Has(EntryPoint entry, string mark) =>
        _asserted.Any(asserted => asserted.Mark == mark
            && (asserted.Project == entry.Method.Assembly.Project || !_serving.Contains(asserted.Project)));
}
