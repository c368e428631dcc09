namespace MlGuard.Lifecycle.Facts;

/// <summary>A method.</summary>
/// <param name="Type">Metadata name of the declaring type.</param>
/// <param name="Name">Name in metadata.</param>
/// <param name="Parameters">Parameter types, comma separated.</param>
/// <param name="Visibility">Who can see it.</param>
/// <param name="IsObsolete">Whether it is marked obsolete.</param>
/// <param name="Body">What it does, as far as its shape tells.</param>
/// <param name="IsTest">Whether a test framework runs it.</param>
/// <param name="SkipReason">Why the test is skipped; null when it is not.</param>
/// <param name="Calls">What it calls, directly or in its lambdas, local functions and state machines: <c>Type::Name(parameters)</c>, virtual calls with a leading <c>*</c>.</param>
public sealed record MethodFact(
    string Type, string Name, string Parameters, SymbolVisibility Visibility, bool IsObsolete, MethodBody Body,
    bool IsTest, string? SkipReason, ImmutableArray<string> Calls);
