using MlGuard.Frameworks;
using MlGuard.Lifecycle.Evidence;
using MlGuard.Lifecycle.Facts;

namespace MlGuard.Lifecycle.Gates;

/// <summary>The product's tests: what they reach, whether they assert, and how they ended.</summary>
internal sealed class TestLedger
{
    private readonly ProductFacts _facts;
    private readonly ImmutableHashSet<Place> _asserting;

    public TestLedger(Product product)
    {
        _facts = product.Facts!;
        All = [.. _facts.Tests];
        _asserting = _facts.Graph.Reaching(_facts.Graph.Places.Where(place => _facts.Plays(place, Role.Assert)));
        if (product.Manifest.Text("docs.tests.results") is { } path)
            (Results, Flaw) = product.Files.TestResults(path) is var read ? (read.Value, read.Flaw) : default;
        if (product.Manifest.Text("docs.tests.coverage.from") is { } coverage)
            Coverage = product.Files.Coverage(coverage).Value;
    }

    public ImmutableArray<Place> All { get; }

    /// <summary>Null when the manifest names none, or when they cannot be used.</summary>
    public TestResults? Results { get; }

    public Flaw? Flaw { get; }

    public Coverage? Coverage { get; }

    public TestOutcome? OutcomeOf(Place test) => Results?.OutcomeOf(test.Symbol);

    public ImmutableArray<Place> Reaching(IEnumerable<Place> targets)
    {
        var reaching = _facts.Graph.Reaching(targets);
        return [.. All.Where(reaching.Contains)];
    }

    /// <summary>A test among <paramref name="tests"/> that would tell if something broke: it asserts, runs, and, where results are there, passed. Otherwise what the nearest one lacks, to stand after its name.</summary>
    public (Place? Test, string? Lack) Sound(ImmutableArray<Place> tests)
    {
        var lack = ((Place?)null, (string?)null);
        foreach (var test in tests)
        {
            var missing = LackOf(test);
            if (missing is null)
                return (test, null);
            lack = lack.Item1 is null ? (test, missing) : lack;
        }

        return lack;
    }

    private string? LackOf(Place test) =>
        !_asserting.Contains(test) ? "asserts nothing, so it cannot fail"
        : test.Method.SkipReason is not null ? "is skipped"
        : Results is null ? null
        : OutcomeOf(test) switch
        {
            null => "is not among the results, so it did not run",
            TestOutcome.Failed => "failed",
            TestOutcome.Skipped => "was skipped in the run",
            _ => null,
        };
}
