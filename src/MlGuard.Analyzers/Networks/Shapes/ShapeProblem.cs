namespace MlGuard.Analyzers.Networks.Shapes;

/// <summary>A size that cannot fit, whatever the unknown sizes are.</summary>
/// <param name="Place">Where it shows.</param>
/// <param name="Wanted">What takes which sizes.</param>
/// <param name="Given">Which sizes it gets, and what made them.</param>
internal sealed record ShapeProblem(Location Place, string Wanted, string Given);
