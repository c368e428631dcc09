using MlGuard.Frameworks;
using MlGuard.Lifecycle.Facts;

namespace MlGuard.Lifecycle.Product;

/// <summary>
/// Whether tests see what some members give. Who only expects a failure of them passes as well where they never give anything.
/// </summary>
internal sealed class SeenTargets
{
    /// <summary>What NUnit's <c>Assert.That</c> is passed where it runs code.</summary>
    private static readonly ImmutableArray<string> s_codes = ["NUnit.Framework.TestDelegate", "NUnit.Framework.ActualValueDelegate"];

    private readonly ProductFacts _facts;
    private readonly ImmutableHashSet<ProductMethod> _targets;
    private readonly Lazy<MethodSet> _leading;
    private readonly Lazy<MethodSet> _expecting;
    private readonly Lazy<MethodSet> _asserting;

    public SeenTargets(ProductFacts facts, ImmutableArray<ProductMethod> targets)
    {
        (_facts, _targets) = (facts, [.. targets]);
        _leading = new(() => facts.Graph.Reaching(targets));
        var tests = facts.Tests.Select(test => test.Assembly).ToImmutableHashSet();
        _expecting = new(() => Reaching(method =>
            method.Calls.Any(call => Expects(method, call)) || (tests.Contains(method.Assembly) && Catches(method))));
        _asserting = new(() => Reaching(method => facts.Plays(method, Role.Assert)));
    }

    /// <summary>
    /// Why a test has not seen what the targets give, to stand after its name; null where it has, or where nobody can follow it.
    /// </summary>
    public string? LackOf(ProductMethod test) => OnlyExpectsFailure(test) ? "only expects it to throw, so it sees no result" : null;

    private bool OnlyExpectsFailure(ProductMethod test)
    {
        if (test.Fact.Marks.Contains(Mark.ExpectsFailure) && !_asserting.Value.Contains(test))
            return true;
        if (!_expecting.Value.Contains(test))
            return false;
        var question = new WayQuestion(WayKind.Failure, [], []) { Fails = AlwaysFails };
        var written = Answer(test, question);
        var expecting = Answer(test, question with { Expects = Expects, Keeps = Keeps, ExpectsWhereNothingPasses = true });
        return (Fails(written) && !Fails(expecting)) || (Meets(written) && !Meets(expecting));
    }

    private WayAnswer Answer(ProductMethod test, WayQuestion question) =>
        new WayAnalysis(_facts, IsTarget, _leading.Value, [test], question).Of(test);

    /// <summary>Whether the test fails where the targets do.</summary>
    private static bool Fails(WayAnswer answer) => answer is { Open: not null } or { Gap.IsUnseen: true };

    /// <summary>Whether a failure of the targets is met at all, be it by a handler.</summary>
    private static bool Meets(WayAnswer answer) => answer is { Open: not null } or { Gap: not null } or { Hidden: not null };

    private static bool Catches(ProductMethod method) => method.Ways.Any(body => body.Steps.Any(step => !step.Handlers.IsEmpty));

    private bool IsTarget(ProductMethod caller, Call call) => _facts.Graph.TargetsOf(call, caller).Any(_targets.Contains);

    private MethodSet Reaching(Func<ProductMethod, bool> does) => _facts.Graph.Reaching(_facts.Graph.Methods.Where(does));

    private bool AlwaysFails(Call call) => AssertionNames.AlwaysFail(call.Name) && _facts.Plays(call, Role.Assert);

    private static bool Keeps(Call call) => ExpectedFailures.Keep(call.Type, call.Name);

    private static bool Expects(ProductMethod method, Call call) =>
        ExpectedFailures.Expect(call.Type, call.Name)
        || (call is { Type: "NUnit.Framework.Assert", Name: "That" }
            && s_codes.Any(code => call.Text.IndexOf($"({code}", StringComparison.Ordinal) >= 0)
            && ConstraintsOf(method) is { IsEmpty: false } constraints
            && !constraints.Contains(ExpectedFailures.Nothing));

    private static ImmutableArray<string> ConstraintsOf(ProductMethod method) =>
        [.. method.Calls.Where(call => call.Type == ExpectedFailures.Constraints).Select(call => call.Name)];
}
