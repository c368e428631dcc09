using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Digest;

/// <summary>A team's own method around a machine-learning library, declared in the manifest under <c>apis:</c>.</summary>
/// <param name="Role">What it does.</param>
/// <param name="Member"><c>Namespace.Type.Member</c>.</param>
internal readonly record struct DeclaredApi(Role Role, string Member);
