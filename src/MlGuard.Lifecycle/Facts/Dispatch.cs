namespace MlGuard.Lifecycle.Facts;

/// <summary>
/// The methods of the product that can answer calls of one meaning. All calls that mean the same share one, compared by identity, so that
/// a walk visits its targets once however many callers there are.
/// </summary>
internal sealed class Dispatch(ImmutableArray<ProductMethod> targets)
{
    public ImmutableArray<ProductMethod> Targets { get; } = targets;
}
