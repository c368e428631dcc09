namespace MlGuard.Lifecycle.Product;

/// <summary>How much is asked of a product, by its size and by what it can do to people.</summary>
internal enum ProductProfile
{
    /// <summary>Two people and one model: the practices, evaluation, rollback and monitoring. What a plan holds is advice.</summary>
    Small,

    /// <summary>Every row that applies.</summary>
    Standard,

    /// <summary>Governance as well, whatever the product says of people and of risk.</summary>
    Regulated,
}
