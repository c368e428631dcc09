namespace MlGuard.Catalogue;

/// <summary>How far a product is. Stages are cumulative: growth asks for all of mvp, maturity for all of growth.</summary>
internal enum Stage
{
    Mvp,
    Growth,
    Maturity,
}
