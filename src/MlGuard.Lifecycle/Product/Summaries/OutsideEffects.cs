using MlGuard.Lifecycle.Facts;

namespace MlGuard.Lifecycle.Product.Summaries;

/// <summary>What the methods of a project come to do to the world outside of the program, themselves or by what they call.</summary>
internal sealed class OutsideEffects
{
    private readonly ImmutableArray<(OutsideEffect Effect, MethodSet Having)> _effects;

    public OutsideEffects(ProductFacts facts, KnownMethods references)
    {
        var own = facts.Graph.Methods
            .SelectMany(method => Of(method, references), (method, effect) => (method, effect))
            .GroupBy(pair => pair.effect, pair => pair.method);
        _effects =
        [
            .. own.OrderBy(group => group.Key.What, StringComparer.Ordinal).ThenBy(group => group.Key.IsDestructive)
                .Select(group => (group.Key, facts.Graph.Reaching(group))),
        ];
    }

    public ImmutableArray<OutsideEffect> Of(ProductMethod method) =>
        [.. _effects.Where(effect => effect.Having.Contains(method)).Select(effect => effect.Effect)];

    private static IEnumerable<OutsideEffect> Of(ProductMethod method, KnownMethods references) =>
        method.Fact.Reading.Outside.Select(row => new OutsideEffect(row.What, row.IsDestructive))
            .Concat(method.Calls.SelectMany(call => references.Of(call)).SelectMany(known => known.Effects)).Distinct();
}
