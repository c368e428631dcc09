namespace MlGuard.Frameworks;

/// <summary>One kind of entry point, as data.</summary>
/// <param name="Mark">What marks it.</param>
/// <param name="Type">Metadata name of the type that <paramref name="Mark"/> speaks of.</param>
/// <param name="Member">Name of the method, or of the method that takes a handler; a <see cref="NamePattern"/>.</param>
/// <param name="Kind">How it is called.</param>
internal readonly record struct EntryPointRow(EntryPointMark Mark, string Type, string Member, EntryPointKind Kind)
{
    public bool Names(string name) => NamePattern.Matches(Member, name);
}
