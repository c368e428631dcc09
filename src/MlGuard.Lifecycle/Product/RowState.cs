namespace MlGuard.Lifecycle.Product;

/// <summary>How a row of the manifest is known.</summary>
internal enum RowState
{
    /// <summary>Checked against code, files or evidence outside the manifest, and true.</summary>
    Proven,

    /// <summary>A known person vouches for it, with evidence, not long ago.</summary>
    Attested,

    /// <summary>Said and well-formed; nothing has checked it against the product.</summary>
    Declared,

    /// <summary>Shown by results that nothing binds to the assemblies of this build: enough before maturity.</summary>
    Unbound,

    /// <summary>Not fulfilled, and accepted by somebody until a day.</summary>
    Waived,

    /// <summary>Does not apply to this product.</summary>
    NotApplicable,

    /// <summary>Rests on evidence that does not exist yet.</summary>
    Pending,

    /// <summary>So on some ways through the code and not on others, or on ways that cannot be followed.</summary>
    Conditional,

    /// <summary>Not fulfilled.</summary>
    Failed,

    /// <summary>The evidence cannot be used: unreadable, no such pointer, not a number, another model.</summary>
    Broken,
}
