namespace MlGuard.Frameworks;

/// <summary>A library as MlGuard sees it: the assemblies that give it away, and the roles of its members.</summary>
/// <param name="Name">As its makers write it.</param>
/// <param name="Assemblies">Simple names of assemblies; one of them referenced means the framework is in use. Empty when it comes with
/// .NET.</param>
/// <param name="IsMachineLearning">Whether a reference to it turns the analyzers on.</param>
/// <param name="Rows">The roles.</param>
internal sealed record Framework(string Name, ImmutableArray<string> Assemblies, bool IsMachineLearning, ImmutableArray<RoleRow> Rows)
{
    /// <summary>The names that a program mentions to make the library report its own calls: trace sources, meters and switches.</summary>
    public ImmutableArray<string> OwnTelemetry { get; init; } = [];

    /// <summary>
    /// Whether only a client that passes through a builder with telemetry reports, whatever sources the program listens to.
    /// </summary>
    public bool TracesThroughBuilder { get; init; }

    /// <summary>
    /// Base types of models that have no predicting member themselves. A type that derives from one, or from a type with such a member, is
    /// a model, and what it calls are its parts.
    /// </summary>
    public ImmutableArray<string> ModelBases { get; init; } = [];

    /// <summary>Whether its models answer over HTTP, where a resilience handler can stand between.</summary>
    public bool IsRemote { get; init; }
}
