namespace MlGuard.Lifecycle.Facts.Il;

/// <summary>What one own type writes out in its code, that of its lambdas and state machines too.</summary>
/// <param name="Texts">Its texts, and those of the read-only fields that it reads.</param>
/// <param name="Seeds">What it passes to each <c>MLContext</c>: a number, or the name of the property that it asks for one.</param>
/// <param name="Named">The texts that it gives to something with a name, see <see cref="NamedTexts"/>.</param>
/// <param name="Rows">The row classes into which it loads text files.</param>
/// <param name="SendsRequests">Whether it sends something over HTTP.</param>
/// <param name="LoadsText">Whether it loads the lines of text files as rows, of whatever class.</param>
internal sealed record TypeTexts(
    ImmutableHashSet<string> Texts, ImmutableArray<string> Seeds, ImmutableHashSet<(string Name, string Text)> Named,
    ImmutableHashSet<string> Rows, bool SendsRequests, bool LoadsText)
{
    public static TypeTexts None { get; } = new([], [], [], [], false, false);
}

/// <summary>What the types of an assembly write out.</summary>
/// <param name="Types">Each type.</param>
/// <param name="Parameters">The names of the parameters of the own members.</param>
internal sealed record AssemblyTexts(
    ImmutableArray<(string Type, TypeTexts Texts)> Types, ImmutableArray<KeyValuePair<string, string>> Parameters)
{
    public static AssemblyTexts None { get; } = new([], []);
}
