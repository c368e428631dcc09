using MlGuard.Analyzers.Frameworks.MlNet;

namespace MlGuard.Analyzers.Pipelines;

/// <summary>A transform or trainer in a pipeline, with its column names read from the call that makes it.</summary>
/// <param name="Row">What is known about the method.</param>
/// <param name="Call">The call.</param>
internal sealed record Step(StepRow Row, IInvocationOperation Call)
{
    /// <summary>What it makes of what; null when it is not known.</summary>
    public ImmutableArray<ColumnPair>? Pairs { get; init; }

    /// <summary>The columns that it drops or keeps; null when they are not known.</summary>
    public ImmutableArray<NamedColumn>? Names { get; init; }

    public NamedColumn? Label { get; init; }

    public ImmutableArray<NamedColumn> Features { get; init; } = [];

    public NamedColumn? Weight { get; init; }

    public NamedColumn? Score { get; init; }

    /// <summary>The row class that a mapping reads.</summary>
    public ITypeSymbol? Source { get; init; }

    /// <summary>The row class that a mapping makes.</summary>
    public ITypeSymbol? Target { get; init; }
}
