namespace MlGuard.Analyzers.Flow;

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

    /// <summary>It is handed as a delegate to a method or constructor of <see cref="EntryPointRow.Type"/>.</summary>
    HandedTo,
}

/// <summary>One kind of entry point, as data.</summary>
/// <param name="Mark">What marks it.</param>
/// <param name="Type">Metadata name of the type that <paramref name="Mark"/> speaks of.</param>
/// <param name="Member">Name of the method, or of the method that is handed a handler; a trailing <c>*</c> stands for any ending.</param>
/// <param name="Kind">How it is called.</param>
internal readonly record struct EntryPointRow(EntryPointMark Mark, string Type, string Member, EntryPointKind Kind)
{
    public bool Names(string name) =>
        Member[Member.Length - 1] == '*'
            ? name.StartsWith(Member.Substring(0, Member.Length - 1), StringComparison.Ordinal)
            : string.Equals(name, Member, StringComparison.Ordinal);
}
