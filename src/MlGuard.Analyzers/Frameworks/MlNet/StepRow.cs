using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Frameworks.MlNet;

/// <summary>One method that makes a transform or trainer: what it wants of the columns, and which it makes.</summary>
/// <param name="Type">Metadata name of the declaring type.</param>
/// <param name="Method">Its name; all its overloads take their columns by parameters of the same names.</param>
/// <param name="Form">How it says which columns it reads and makes.</param>
internal sealed record StepRow(string Type, string Method, StepForm Form)
{
    /// <summary>Metadata name of what it is called on, where that distinguishes it from others of the same name.</summary>
    public string? Catalog { get; init; }

    public ColumnType Wants { get; init; } = ColumnType.Any;

    public StepOutput Output { get; init; } = StepOutput.Same;

    /// <summary>Whether it learns from the rows that it is fitted on, so that fitting it on test rows leaks.</summary>
    public bool Learns { get; init; }

    /// <summary>Whether its output still shows what the input was, so that a label stays a label.</summary>
    public bool KeepsOrigin { get; init; }

    /// <summary>
    /// What a transform that learns from a label wants of it; null when it has none, or does not look at it before it is fitted.
    /// </summary>
    public ColumnType? WantsLabel { get; init; }

    public TrainerTask Task { get; init; }

    /// <summary>Whether its documentation asks for features of one scale.</summary>
    public bool WantsNormalized { get; init; }

    /// <summary>Whether it runs on several threads that race, so that a seed alone does not make it repeatable.</summary>
    public bool Races => RacingTrainers.Contain(Type, Method);

    /// <summary>How often it passes over its rows by default, counted with 1,000 of them; most copy them on the first pass.</summary>
    public int Passes { get; init; } = 1;

    /// <summary>Whether it passes once for each iteration that the code asks for.</summary>
    public bool PassesEachIteration { get; init; }

    /// <summary>Whether two unseeded runs differ.</summary>
    public bool IsRandom { get; init; }
}
