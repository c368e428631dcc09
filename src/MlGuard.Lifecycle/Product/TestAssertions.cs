using MlGuard.Frameworks;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Facts.Ways;

namespace MlGuard.Lifecycle.Product;

/// <summary>Whether a test can fail: it asserts something that could be otherwise, and whoever runs it learns what it found.</summary>
internal sealed class TestAssertions(ProductFacts facts)
{
    /// <summary>What a failed assertion throws, as far as the frameworks' own types go.</summary>
    private static readonly ImmutableHashSet<string> s_failures =
    [
        "Xunit.Sdk.XunitException", "NUnit.Framework.AssertionException", "NUnit.Framework.ResultStateException",
        "Microsoft.VisualStudio.TestTools.UnitTesting.AssertFailedException",
        "Microsoft.VisualStudio.TestTools.UnitTesting.UnitTestAssertException",
    ];

    private readonly MethodSet _asserting =
        facts.Graph.Reaching(facts.Graph.Methods.Where(method => facts.Plays(method, Role.Assert)));

    private readonly Dictionary<ProductMethod, string?> _lacks = [];

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
        if (!_asserting.Contains(test))
            return test.Fact.Marks.Contains(Mark.ExpectsFailure) ? null : "asserts nothing, so it cannot fail";
        if (test.Ways.IsEmpty || test.Ways.Any(body => body.Steps.IsEmpty))
            return null;
        if (AssertsOnlyConstants(test))
            return "asserts only constants, so it cannot fail";
        var ways = new WayAnalysis(
            facts, (_, call) => IsAssertion(call), _asserting, [test], new(WayKind.Failure, [], []) { CatchAll = s_failures }).Of(test);
        return ways.Open is null && ways.Gap is not { IsUnseen: true }
            ? "swallows what its assertions find, or nobody waits for them, so it cannot fail"
            : null;
    }

    /// <summary>Whether it throws where something is not as it should be, and nothing catches that.</summary>
    private static bool ThrowsItself(ProductMethod test) =>
        test.Ways is [{ Steps: var steps }, ..]
        && steps.Any(step => step is { Throws: not null, Handlers.IsEmpty: true })
        && steps.Any(step => step.Next.Length > 1);

    private bool IsAssertion(Call call) => facts.Plays(call, Role.Assert);

    private bool AssertsOnlyConstants(ProductMethod test)
    {
        var calls = test.Ways.SelectMany(body => body.Steps).SelectMany(step => step.Moves)
            .Where(move => move.Kind == MoveKind.Call && move.Number < test.Calls.Length);
        var isAny = false;
        foreach (var move in calls)
        {
            var call = test.Calls[move.Number];
            if (IsAssertion(call) && move.Sources.IsEmpty && call.Name != "Fail")
                isAny = true;
            else if (IsAssertion(call) || facts.Graph.TargetsOf(call, test).Any(_asserting.Contains))
                return false;
        }

        return isAny;
    }
}
