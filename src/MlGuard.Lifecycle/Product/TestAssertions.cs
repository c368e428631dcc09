using MlGuard.Frameworks;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Facts.Ways;

namespace MlGuard.Lifecycle.Product;

/// <summary>Whether a test can fail: it asserts something that could be otherwise, and whoever runs it learns what it found.</summary>
internal sealed class TestAssertions(ProductFacts facts)
{
    /// <summary>What a failed assertion throws, as far as the frameworks' own types go.</summary>
    public static readonly ImmutableHashSet<string> Failures =
    [
        "Xunit.Sdk.XunitException", "NUnit.Framework.AssertionException", "NUnit.Framework.ResultStateException",
        "Microsoft.VisualStudio.TestTools.UnitTesting.AssertFailedException",
        "Microsoft.VisualStudio.TestTools.UnitTesting.UnitTestAssertException",
    ];

    private readonly Dictionary<ProductMethod, string?> _lacks = [];
    private MethodSet? _asserting;
    private MethodSet? _idle;

    private MethodSet Asserting =>
        _asserting ??= facts.Graph.Reaching(facts.Graph.Methods.Where(method =>
            (facts.Plays(method, Role.Assert) && !AssertsIdly(method)) || ThrowsAsAssertion(method)));

    private MethodSet Idle => _idle ??= facts.Graph.Reaching(facts.Graph.Methods.Where(method =>
        facts.Plays(method, Role.Assert) && AssertsIdly(method)));

    /// <summary>Why a test cannot fail, to stand after its name; null when it can, or when nobody can follow it.</summary>
    public string? LackOf(ProductMethod test)
    {
        if (!_lacks.TryGetValue(test, out var lack))
            _lacks.Add(test, lack = Find(test));
        return lack;
    }

    private string? Find(ProductMethod test)
    {
        if (ThrowsItself(test))
            return null;
        if (!Asserting.Contains(test))
            return LackWithoutAssertion(test);
        if (test.Ways.IsEmpty || test.Ways.Any(body => body.Steps.IsEmpty))
            return null;
        var ways = new WayAnalysis(
            facts, (_, call) => IsAssertion(call), Asserting, [test],
            new(WayKind.Failure, [], []) { CatchAll = Failures, EntersHandlers = true, Raised = Failures }).Of(test);
        return ways.Open is null && ways.Gap is not { IsUnseen: true }
            ? "swallows what its assertions find, or nobody waits for them, so it cannot fail"
            : null;
    }

    private string? LackWithoutAssertion(ProductMethod test)
    {
        if (test.Fact.Marks.Contains(Mark.ExpectsFailure))
            return null;
        return Idle.Contains(test)
            ? "asserts only what always holds, so it cannot fail"
            : "asserts nothing, so it cannot fail";
    }

    /// <summary>Whether it throws where something is not as it should be, and nothing catches that.</summary>
    private static bool ThrowsItself(ProductMethod test) =>
        test.Ways is [{ Steps: var steps }, ..]
        && steps.Any(step => step is { Throws: not null, Handlers.IsEmpty: true })
        && steps.Any(step => step.Next.Length > 1);

    private static bool ThrowsAsAssertion(ProductMethod method) =>
        method.Ways.Any(body => body.Steps.Any(step => step.Throws is { } thrown && Failures.Contains(thrown)));

    private bool IsAssertion(Call call) => facts.Plays(call, Role.Assert);

    private static IEnumerable<Call> CallsOf(ProductMethod method, MoveKind kind) => method.Ways.SelectMany(body => body.Steps)
        .SelectMany(step => step.Moves).Where(move => move.Kind == kind && move.Number < method.Calls.Length)
        .Select(move => method.Calls[move.Number]);

    private static bool IsFollowed(ProductMethod method) =>
        !method.Ways.IsEmpty && method.Ways.Length < WayBody.Most && method.Ways.All(body => !body.Steps.IsEmpty);

    /// <summary>Whether every assertion that a method makes itself holds whatever it looks at.</summary>
    private bool AssertsIdly(ProductMethod method) =>
        IsFollowed(method) && CallsOf(method, MoveKind.Idle).Any() && !CallsOf(method, MoveKind.Call).Any(IsAssertion);
}
