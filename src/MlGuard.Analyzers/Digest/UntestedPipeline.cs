namespace MlGuard.Analyzers.Digest;

/// <summary>A pipeline that no test reached when the gate last looked.</summary>
/// <param name="Symbol"><c>Namespace.Type</c> or <c>Namespace.Type.Member</c>, as the manifest writes it.</param>
/// <param name="Day">When the gate looked, <c>yyyy-MM-dd</c>.</param>
internal readonly record struct UntestedPipeline(string Symbol, string Day);
