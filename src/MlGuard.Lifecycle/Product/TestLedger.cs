using MlGuard.Lifecycle.Evidence;
using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Evidence.Tests;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Product;

/// <summary>The product's tests: what they reach, whether they assert, and how they ended.</summary>
internal sealed class TestLedger
{
    private readonly ProductFacts _facts;
    private readonly ImmutableArray<string> _assemblies;

    public TestLedger(ProductFacts facts, ManifestDocument manifest, EvidenceStore files)
    {
        _facts = facts;
        _assemblies = [.. facts.Assemblies.Select(assembly => assembly.Assembly)];
        All = [.. _facts.Tests];
        Assertions = new(facts);
        if (manifest.Text(ManifestPaths.DocsTestsResults) is { } path)
            (Results, Fault) = files.TestResults(path) is var read ? (read.Value, read.Fault) : default;
        if (manifest.Text(ManifestPaths.DocsTestsCoverageFrom) is { } coverage)
            Coverage = files.Coverage(coverage).Value;
    }

    public ImmutableArray<ProductMethod> All { get; }

    public TestAssertions Assertions { get; }

    /// <summary>Null when the manifest names none, or when they cannot be used.</summary>
    public TestResults? Results { get; }

    public Fault? Fault { get; }

    public Coverage? Coverage { get; }

    /// <summary>What is known of a sound test, to stand after its name: that it passed, or only that it would fail.</summary>
    public string Passed => Results is null ? "asserts, and no results say that it passed" : "passed";

    public TestOutcome? OutcomeOf(ProductMethod test) => Results?.OutcomeOf(test.Symbol);

    /// <summary>The tests that call one of some methods, or lead to it.</summary>
    public ImmutableArray<ProductMethod> Reaching(IEnumerable<ProductMethod> targets)
    {
        var reaching = _facts.Graph.Reaching(targets);
        return [.. All.Where(reaching.Contains)];
    }

    /// <summary>The same, and behind them the tests of a class whose objects are made by one of the methods.</summary>
    public ImmutableArray<ProductMethod> Running(ImmutableArray<ProductMethod> targets)
    {
        var reaching = Reaching(targets);
        // To make an object in a field is to use nothing of it yet.
        var settingUp = _facts.Graph.Reaching(targets.Where(target => !target.IsConstructor));
        return [.. reaching, .. All.Except(reaching).Where(test => IsSetUp(test, settingUp))];
    }

    /// <summary>Whether what makes the object of a test is among some methods: its constructor, with what its fields begin with.</summary>
    private bool IsSetUp(ProductMethod test, MethodSet methods) =>
        _facts.Graph.MethodsOf(test.Fact.Type).Any(method =>
            method.Fact.Name == ".ctor" && method.Assembly == test.Assembly && methods.Contains(method));

    /// <summary>The tests that run some members, to be asked which of them saw what those give.</summary>
    public SeenTargets Of(IEnumerable<ProductMethod> targets) => new(_facts, [.. targets]);

    /// <summary>
    /// Whether lines of the code ran under test, or of what only it calls: over HTTP, by reflection and through a container no reading of
    /// code follows who runs it.
    /// </summary>
    /// <param name="symbol">As the manifest names it.</param>
    /// <param name="bodies">Its methods.</param>
    public bool HasRun(string symbol, ImmutableArray<ProductMethod> bodies) =>
        Coverage is { } coverage
        && (bodies.Select(method => method.Assembly.Assembly).Distinct().Any(assembly => LinesOf(symbol, assembly).Hit > 0)
            || _facts.Graph.Own(bodies).Any(method =>
                coverage.HasRun(method.Fact.Type, method.Fact.Name, PlaceOf(method.Assembly.Assembly))));

    /// <summary>Lines of a type or method that ran under test, and lines there are, in one assembly.</summary>
    public (int Hit, int All) LinesOf(string symbol, string assembly) => Coverage?.Of(symbol, PlaceOf(assembly)) ?? default;

    /// <summary>The same in each assembly of the product in which the symbol stands.</summary>
    public (int Hit, int All) LinesOf(string symbol) =>
        _facts.Bodies(symbol).Where(method => !method.Assembly.IsTestProject).Select(method => method.Assembly.Assembly).Distinct()
            .Select(assembly => LinesOf(symbol, assembly))
            .Aggregate((Hit: 0, All: 0), (sum, lines) => (sum.Hit + lines.Hit, sum.All + lines.All));

    /// <summary>
    /// A test among <paramref name="tests"/> that would fail if something broke: it asserts, runs, and, where results are there, passed.
    /// Otherwise what the nearest one lacks, to stand after its name, or that one failed.
    /// </summary>
    /// <param name="tests">Those to choose from.</param>
    /// <param name="seen">What it has to have seen the results of; null for nothing in particular.</param>
    public (ProductMethod? Test, string? Lack) Sound(ImmutableArray<ProductMethod> tests, SeenTargets? seen = null)
    {
        var lack = ((ProductMethod?)null, (string?)null);
        foreach (var test in tests)
        {
            var missing = LackOf(test) ?? seen?.LackOf(test);
            if (missing is null)
                return (test, null);
            if (lack.Item1 is null || (OutcomeOf(test) == TestOutcome.Failed && OutcomeOf(lack.Item1) != TestOutcome.Failed))
                lack = (test, missing);
        }

        return lack;
    }

    /// <summary>
    /// A row whose nearest test is not sound: nobody saw it hold, or, where that test failed, somebody saw that it does not.
    /// </summary>
    public Problem Unsound(ProductMethod test, string what, string remedy, Span span) =>
        OutcomeOf(test) == TestOutcome.Failed ? Problem.Failed(what, remedy, span) : Problem.Absent(what, remedy, span);

    private CodePlace PlaceOf(string assembly) => new(assembly, _assemblies);

    private string? LackOf(ProductMethod test)
    {
        if (OutcomeOf(test) == TestOutcome.Failed)
            return "failed";
        if (Assertions.LackOf(test) is { } lack)
            return lack;
        if (test.Fact.SkipReason is not null)
            return "is skipped";
        if (Results is null)
            return null;
        return OutcomeOf(test) switch
        {
            null => "is not among the results, so it did not run",
            TestOutcome.Skipped => "was skipped in the run",
            _ => null,
        };
    }
}
