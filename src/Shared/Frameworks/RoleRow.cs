namespace MlGuard.Frameworks;

/// <summary>One row of a framework's table: this member of this type plays this role.</summary>
/// <param name="Type">Metadata name of the declaring type, nested types after <c>+</c>, arity after a backtick.</param>
/// <param name="Member">Method name, <c>.ctor</c> for constructors, a name with one <c>*</c> for whatever stands there, <c>*</c> for every
/// member.</param>
/// <param name="Role">What it is for.</param>
/// <param name="ModelArgument">Name of the parameter that carries the model's path or id, if it has one.</param>
internal readonly record struct RoleRow(string Type, string Member, Role Role, string? ModelArgument = null)
{
    /// <summary>Whether this row speaks of a member called <paramref name="name"/>.</summary>
    public bool Names(string name) => NamePattern.Matches(Member, name);
}
