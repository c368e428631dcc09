using MlGuard.Analyzers.Flow.Values;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Flow.Texts;

/// <summary>A place that takes text.</summary>
/// <param name="Row">What the place does with it.</param>
/// <param name="Value">The text.</param>
/// <param name="Onward">The way to the sink, where a method of the program passes the text on.</param>
/// <param name="IsTested">Whether a condition on that way looks at the text's form.</param>
internal sealed record TextSink(TextRow Row, IOperation Value, ImmutableArray<Location> Onward, bool IsTested)
{
    public static bool IsSink(TextRow row) => row.Role >= TextRole.Instruction;

    /// <summary>Whether the argument that decides says that the member is a sink here: a system message, a page.</summary>
    public static bool IsDecided(TextRow row, ImmutableArray<IArgumentOperation> arguments) =>
        row.DecidingArgument is not { } name
        || (arguments.Argument(name) is { } deciding && IsOne(deciding.Value, row.DecidingValues));

    private static bool IsOne(IOperation value, ImmutableArray<string> wanted) =>
        LocalValues.Origin(value) is IMemberReferenceOperation { Member: var member }
            && wanted.Contains(member.Name, StringComparer.Ordinal)
        || (Constants.Text(value) is { } text && wanted.Any(it => text.IndexOf(it, StringComparison.OrdinalIgnoreCase) >= 0));
}
