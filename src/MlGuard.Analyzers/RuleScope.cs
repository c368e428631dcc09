namespace MlGuard.Analyzers;

/// <summary>In which code a rule reports.</summary>
[Flags]
internal enum RuleScope
{
    Everywhere = 0,

    /// <summary>
    /// Not in test projects, and not in the tests and benchmarks of others: what is risky in a product is often fine there.
    /// </summary>
    NotInTests = 1,

    /// <summary>Not in files that Model Builder writes again on each training: nobody can fix them.</summary>
    NotInModelBuilderCode = 2,

    /// <summary>Only in test projects.</summary>
    OnlyInTestProjects = 4,
}
