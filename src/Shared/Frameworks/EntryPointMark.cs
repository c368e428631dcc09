namespace MlGuard.Frameworks;

/// <summary>What marks a method as an entry point.</summary>
internal enum EntryPointMark
{
    /// <summary>It is a public method of a type that derives from <see cref="EntryPointRow.Type"/>.</summary>
    PublicMethodOf,

    /// <summary>It overrides or implements a method of <see cref="EntryPointRow.Type"/>.</summary>
    ImplementationOf,

    /// <summary>It overrides a method and takes a parameter of <see cref="EntryPointRow.Type"/>.</summary>
    OverrideTaking,

    /// <summary>It is public and takes a parameter of <see cref="EntryPointRow.Type"/>.</summary>
    PublicTaking,

    /// <summary>It bears an attribute of <see cref="EntryPointRow.Type"/>.</summary>
    Attribute,

    /// <summary>It is passed as a delegate to a method or constructor of <see cref="EntryPointRow.Type"/>.</summary>
    PassedTo,
}
