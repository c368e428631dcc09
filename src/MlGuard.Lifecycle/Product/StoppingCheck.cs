using MlGuard.Frameworks;
using MlGuard.Lifecycle.Facts;

namespace MlGuard.Lifecycle.Product;

/// <summary>
/// Whether a check stops the training when it finds something: what it throws ends it, or something depends on what it gives.
/// </summary>
internal sealed class StoppingCheck
{
    private readonly ProductFacts _facts;
    private readonly ImmutableArray<ProductMethod> _checks;
    private readonly MethodSet _leading;
    private readonly MethodSet _training;

    public StoppingCheck(ProductFacts facts, ImmutableArray<ProductMethod> checks)
    {
        (_facts, _checks) = (facts, checks);
        _leading = facts.Graph.Reaching(checks);
        _training = facts.Graph.Reaching(facts.Playing(Role.Fit, Role.CrossValidate));
    }

    /// <summary>Why nothing stops when the check finds something, to stand after its name; null when something does.</summary>
    public string? LackFrom(ProductMethod start)
    {
        var givesAnswer = _checks.Any(check => check.Fact.Result is not ("Void" or "System.Threading.Tasks.Task"));
        if (givesAnswer && SomebodyAsks(start))
            return null;
        if (givesAnswer && !_facts.Graph.Reach(_checks).Any(Throws))
            return "gives what it finds to nobody who acts on it";
        var question = new WayQuestion(WayKind.Failure, [], [])
        {
            Thrown = ThrownType(),
            End = start,
            IsForbidden = Trains,
        };
        var ways = new WayAnalysis(_facts, IsCheck, _leading, [start], question).Of(start);
        var isStopped = ways.Open is not null || (ways.Gap is null && !ways.Proof.IsEmpty);
        return isStopped || ways.Gap is { IsUnseen: true } ? null : "is caught when it finds something, or nobody waits for it";
    }

    private bool SomebodyAsks(ProductMethod start)
    {
        var analysis = new WayAnalysis(_facts, (_, _) => false, _leading, [start], new(WayKind.Failure, [.. _checks], []));
        return _leading.Except(_checks).Any(method => method.Ways.IsEmpty
            ? method.Calls.Any(call => IsCheck(method, call))
            : Enumerable.Range(0, method.Ways.Length).Any(body => WayRun.AsksForResult(analysis, method, body)));
    }

    /// <summary>The one type of what the checks throw; null where there are several.</summary>
    private string? ThrownType()
    {
        var thrown = _facts.Graph.Reach(_checks).SelectMany(method => method.Ways).SelectMany(body => body.Steps)
            .Where(step => step.Next.IsEmpty && !step.IsExit).Select(step => step.Throws).Distinct().ToArray();
        return thrown is [var one] ? one : null;
    }

    private bool Trains(ProductMethod method, Call call) =>
        _facts.Plays(call, Role.Fit) || _facts.Plays(call, Role.CrossValidate)
            || _facts.Graph.TargetsOf(call, method).Any(target => _training.Contains(target) && !_checks.Contains(target));

    private bool IsCheck(ProductMethod method, Call call) => _facts.Graph.TargetsOf(call, method).Any(_checks.Contains);

    private static bool Throws(ProductMethod method) =>
        method.Ways.Any(body => body.Steps.IsEmpty || body.Steps.Any(step => step.Next.IsEmpty && !step.IsExit));
}
