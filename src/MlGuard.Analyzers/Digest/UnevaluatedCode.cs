namespace MlGuard.Analyzers.Digest;

/// <summary>Code that gives a model its instructions, and that no evaluation of answers ran when the gate last looked.</summary>
/// <param name="Symbol"><c>Namespace.Type.Member</c>, or <c>*</c> where the product has no evaluation at all.</param>
/// <param name="Day">When the gate looked, <c>yyyy-MM-dd</c>.</param>
internal readonly record struct UnevaluatedCode(string Symbol, string Day)
{
    public bool IsAll => Symbol == "*";
}
