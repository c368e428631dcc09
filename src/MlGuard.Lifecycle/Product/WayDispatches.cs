using MlGuard.Lifecycle.Facts;

namespace MlGuard.Lifecycle.Product;

/// <summary>What is known of all that can answer a call, of which some may only stand before the others.</summary>
/// <param name="graph">Who calls whom.</param>
/// <param name="declared">The members that a question is about; they answer for themselves.</param>
/// <param name="answerOf">What is known of a method by now.</param>
internal sealed class WayDispatches(CallGraph graph, ImmutableHashSet<ProductMethod> declared, Func<ProductMethod, WayAnswer> answerOf)
{
    private const int MostTargets = 64;

    private readonly Dictionary<Dispatch, ImmutableArray<ProductMethod>> _targets = [];
    private readonly Dictionary<Dispatch, ImmutableArray<ProductMethod>> _decorators = [];
    private readonly Dictionary<Dispatch, WayAnswer> _answers = [];

    /// <summary>Another pass knows more of the methods.</summary>
    public void Forget() => _answers.Clear();

    /// <summary>
    /// Whoever can answer a call. What only stands before others does not where the product makes no object of it, and one of another.
    /// </summary>
    public ImmutableArray<ProductMethod> Targets(Dispatch dispatch)
    {
        if (!_targets.TryGetValue(dispatch, out var targets))
            _targets.Add(dispatch, targets = Answering(dispatch));
        return targets;
    }

    private ImmutableArray<ProductMethod> Answering(Dispatch dispatch)
    {
        if (dispatch.Targets.Length < 2 || !dispatch.Targets.Any(target => graph.Makes(target.Fact.Type)))
            return dispatch.Targets;
        return dispatch.Targets.RemoveAll(target => !graph.Makes(target.Fact.Type) && IsDecorator(dispatch, target));
    }

    /// <summary>The way to a prediction behind a call that is not cared for; null for none.</summary>
    public ImmutableArray<ProductMethod>? Open(ImmutableArray<Dispatch> dispatches, ProductMethod caller)
    {
        foreach (var dispatch in dispatches)
            if (Of(dispatch, caller).Open is { } open)
                return open;
        return null;
    }

    /// <summary>The one type of what comes through a call; null where there are several, or where it can be any.</summary>
    public string? Thrown(ImmutableArray<Dispatch> dispatches, ProductMethod caller) =>
        ThrownBy([.. dispatches.Select(dispatch => Of(dispatch, caller))]);

    /// <summary>All that can answer a call. Where some only stand before the others, they are who is called.</summary>
    public WayAnswer Of(Dispatch dispatch, ProductMethod caller)
    {
        var decorators = Decorators(dispatch);
        var isInside = decorators.Contains(caller);
        if (!isInside && _answers.TryGetValue(dispatch, out var known))
            return known;
        ImmutableArray<ProductMethod> outer = decorators.IsEmpty || isInside
            ? [.. Targets(dispatch).Where(target => target != caller)]
            : decorators;
        var answers = outer.Where(target => !declared.Contains(target)).Select(answerOf).ToImmutableArray();
        var isChosen = !decorators.IsEmpty && !isInside;
        var answer = new WayAnswer(
            isChosen && answers.Any(one => one.Open is null) ? null : answers.FirstOrDefault(one => one.Open is not null)?.Open,
            answers.FirstOrDefault(one => one.Gap is not null)?.Gap, [], HiddenBy(answers), Thrown: ThrownBy(answers),
            Parts: AnswerParts.Of(answers));
        if (!isInside)
            _answers[dispatch] = answer;
        return answer;
    }

    /// <summary>Who is called: those that stand before the others, where there are any.</summary>
    public IEnumerable<ProductMethod> Outer(ImmutableArray<Dispatch> dispatches, ProductMethod caller) =>
        dispatches.SelectMany(dispatch => Decorators(dispatch) is { IsEmpty: false } decorators && !decorators.Contains(caller)
            ? decorators
            : Targets(dispatch)).Where(target => target != caller).Take(MostTargets);

    private static string? ThrownBy(ImmutableArray<WayAnswer> answers) =>
        answers.Where(answer => answer.Open is not null).Select(answer => answer.Thrown).Distinct().ToArray() is [var one] ? one : null;

    private static HiddenFailure? HiddenBy(ImmutableArray<WayAnswer> answers)
    {
        ImmutableArray<HiddenFailure> hidden = [.. answers.Select(answer => answer.Hidden).OfType<HiddenFailure>()];
        if (hidden.IsEmpty)
            return null;
        return hidden.Aggregate((one, other) => one.Or(other));
    }

    /// <summary>Those of a call's targets that make the same call themselves, or call another one that they hold by its own type.</summary>
    private ImmutableArray<ProductMethod> Decorators(Dispatch dispatch)
    {
        var targets = Targets(dispatch);
        if (targets.Length < 2)
            return [];
        if (!_decorators.TryGetValue(dispatch, out var decorators))
        {
            decorators = [.. targets.Where(target => IsDecorator(dispatch, target))];
            _decorators.Add(dispatch, decorators);
        }

        return decorators;
    }

    private bool IsDecorator(Dispatch dispatch, ProductMethod target) => target.Calls.Any(call => StandsBefore(dispatch, target, call));

    /// <summary>What overrides a method and calls its base is the same object, and no other one.</summary>
    private bool StandsBefore(Dispatch dispatch, ProductMethod target, Call call) =>
        graph.DispatchesOf(call, target).Any(called => called == dispatch || called.Targets.Any(inner =>
            inner != target && dispatch.Targets.Contains(inner) && !graph.Bases(target.Fact.Type).Contains(inner.Fact.Type)));
}
