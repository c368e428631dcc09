using System.Runtime.CompilerServices;

namespace MlGuard.Lifecycle.Facts;

/// <summary>What the gate knows about one compiled assembly; compared by identity, since it is the key of many lookups.</summary>
/// <param name="Project">Path of the project, relative to the manifest's folder, with forward slashes.</param>
/// <param name="TargetFramework">The framework it was compiled for.</param>
/// <param name="IsTestProject">Whether it holds tests, so that nothing in it is shipped.</param>
/// <param name="Assembly">Simple name.</param>
/// <param name="Fault">Why nothing is known about it; null when it was read.</param>
/// <param name="Types">Its own types that a person wrote.</param>
/// <param name="Methods">Its own methods that a person wrote; what the compiler made of them is folded in.</param>
internal sealed record AssemblyFacts(
    string Project,
    string TargetFramework,
    bool IsTestProject,
    string Assembly,
    string? Fault,
    ImmutableArray<TypeFact> Types,
    ImmutableArray<MethodFact> Methods)
{
    /// <summary>Which build it is of.</summary>
    public AssemblyOrigin Origin { get; init; } = AssemblyOrigin.Unknown;

    public bool Equals(AssemblyFacts? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}
