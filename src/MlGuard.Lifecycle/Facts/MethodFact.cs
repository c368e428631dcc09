using MlGuard.Lifecycle.Facts.Il;

namespace MlGuard.Lifecycle.Facts;

/// <summary>A method.</summary>
/// <param name="Type">Metadata name of the declaring type.</param>
/// <param name="Name">Name in metadata; an endpoint that is a lambda is called by its verb and route, as in <c>POST /v1/score</c>.</param>
/// <param name="Parameters">Parameter types, comma separated.</param>
/// <param name="Result">The type that it returns.</param>
/// <param name="Visibility">Who can see it.</param>
/// <param name="IsObsolete">Whether it is marked obsolete.</param>
/// <param name="Body">What it does, as far as its shape shows.</param>
/// <param name="IsTest">Whether a test framework runs it.</param>
/// <param name="SkipReason">Why the test is skipped; null when it is not.</param>
/// <param name="Marks">What its attributes say, see <see cref="Mark"/>.</param>
/// <param name="Constants">What it passes to members of interest, and the names of models in it, see <see cref="ConstantCall"/>.</param>
/// <param name="Passed">What it passes to calls that could write it, see <see cref="PassedNames"/>: as in <see cref="ConstantCall"/>,
/// the callee where product code can stand behind it and else none.</param>
/// <param name="Calls">What it calls in the order of its code, directly or in its lambdas, local functions and state machines:
/// <c>Type::Name(parameters)</c> after <c>*</c> for virtual, <c>~</c> for caught and <c>^</c> for after a failure.</param>
internal sealed record MethodFact(
    string Type, string Name, string Parameters, string Result, SymbolVisibility Visibility, bool IsObsolete, MethodBody Body,
    bool IsTest,
        string? SkipReason, ImmutableArray<string> Marks, ImmutableArray<string> Constants, ImmutableArray<string> Passed,
        ImmutableArray<string> Calls)
{
    /// <summary>The ways through it, see <see cref="Ways.WaysText"/>; empty where nothing in it is asked about.</summary>
    public string Ways { get; init; } = "";

    public LibraryEffects Effects { get; init; }

    /// <summary>
    /// The types that it names and does not call, as type arguments or by <c>typeof</c>; <see cref="Call.Unknown"/> among them where it
    /// makes objects of types that only run time knows.
    /// </summary>
    public ImmutableArray<string> Named { get; init; } = [];

    public MethodReading Reading { get; init; } = MethodReading.None;
}
