namespace MlGuard.Lifecycle.Product.Summaries;

/// <summary>What other projects can know of a project's assembly, closed over what it refers to.</summary>
/// <param name="Assembly">Simple name.</param>
/// <param name="Methods">The methods that there is something to say of.</param>
/// <param name="Engines">Fields that hold a prediction engine and are used without a lock: metadata name of the type, and the
/// field.</param>
internal sealed record ProjectSummary(
    string Assembly, ImmutableArray<MethodSummary> Methods, ImmutableArray<(string Type, string Field)> Engines)
{
    public bool IsEmpty => Methods.IsEmpty && Engines.IsEmpty;
}
