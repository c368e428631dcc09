namespace MlGuard.Lifecycle.Facts;

/// <summary>
/// The methods of the product that can answer calls of one meaning. All calls that mean the same share one, compared by identity, so that
/// a walk visits its targets once however many callers there are.
/// </summary>
/// <param name="number">Which of its graph's it is.</param>
/// <param name="targets">The methods.</param>
internal sealed class Dispatch(int number, ImmutableArray<ProductMethod> targets)
{
    public int Number { get; } = number;

    public ImmutableArray<ProductMethod> Targets { get; } = targets;

    public override int GetHashCode() => Number;
}
