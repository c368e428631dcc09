namespace MlGuard.Lifecycle.Tests;

/// <summary>Tests that look at a clock run alone: what others take of the machine is not theirs.</summary>
[CollectionDefinition(nameof(TimedTests), DisableParallelization = true)]
public sealed class TimedTests;
