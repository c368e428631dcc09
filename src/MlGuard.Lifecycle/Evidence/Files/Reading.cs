using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Evidence.Files;

/// <summary>What a reader made of a file: a value, or why there is none.</summary>
internal readonly record struct Reading<T>(T? Value, Fault? Fault) where T : class
{
    public static Reading<T> Of(T value) => new(value, null);

    public static implicit operator Reading<T>(Fault fault) => new(null, fault);
}

/// <summary>
/// Why a file cannot be used, to stand after its name. No text of the file is ever part of it: a file may hold what nobody should read in a
/// build log.
/// </summary>
/// <param name="What">A clause such as "is not JSON".</param>
/// <param name="Line">From 1; 0 is no position.</param>
/// <param name="Column">From 1; 0 is no position.</param>
internal sealed record Fault(string What, int Line = 0, int Column = 0)
{
    /// <summary>Whether the file is not there, as against there and of no use.</summary>
    public bool IsAbsent { get; init; }

    public static Fault Absent { get; } = new("is not there") { IsAbsent = true };

    /// <summary>
    /// Whoever sealed a file of measurements said that it is what was measured. A file that differs from its seal is something else,
    /// whatever model it names.
    /// </summary>
    public static Fault Edited { get; } = new("has changed since it was sealed, so nobody knows who wrote its numbers");

    /// <summary>Whoever takes a seal away, and leaves it in git, has something to hide or has lost it.</summary>
    public static Fault Unsealed { get; } = new("has lost its seal, which git still holds, so nobody knows who wrote its numbers");

    /// <summary>Whether the file differs from what its seal says, or should have one.</summary>
    public bool IsOfSeal => this == Edited || this == Unsealed;

    public string Text => Line == 0 ? What : $"{What} (line {Number(Line)}{(Column > 0 ? $", column {Number(Column)}" : "")})";

    private static string Number(int value) => Numbers.Written(value);
}
