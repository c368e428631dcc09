namespace MlGuard.Frameworks;

/// <summary>One row of the tables about text: this member plays this role.</summary>
/// <param name="Type">Metadata name of the declaring type, nested types after <c>+</c>, arity after a backtick.</param>
/// <param name="Member">Method or property, <c>.ctor</c> for constructors; a <see cref="NamePattern"/>.</param>
/// <param name="Role">What it does to text.</param>
/// <param name="Argument">For a sink that is called: the parameters that take the text, with <c>|</c> between their names; those of text
/// when left out.</param>
/// <param name="What">What a message calls it.</param>
internal readonly record struct TextRow(string Type, string Member, TextRole Role, string? Argument, string What)
{
    /// <summary>The parameter that decides whether the member plays the role at all.</summary>
    public string? DecidingArgument { get; init; }

    /// <summary>What the deciding argument is then: a constant text that holds it, or a member of that name.</summary>
    public ImmutableArray<string> DecidingValues { get; init; }

    /// <summary>
    /// Whether the parameters are others than the first texts of each overload: where only the types of parameters are known, nobody can
    /// tell which.
    /// </summary>
    public bool IsNotFirst { get; init; }

    /// <summary>The type of a parameter by which an overload is known of which that is true; null for none.</summary>
    public string? OtherwiseWith { get; init; }

    public bool Names(string name) => NamePattern.Matches(Member, name);

    public bool Takes(string parameter) => Argument is null || Argument.Split('|').Contains(parameter, StringComparer.Ordinal);
}
