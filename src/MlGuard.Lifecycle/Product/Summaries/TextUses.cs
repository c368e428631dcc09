using MlGuard.Frameworks;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Facts.Il.Texts;

namespace MlGuard.Lifecycle.Product.Summaries;

/// <summary>
/// Which texts that methods are given reach a place where they may do harm, and which methods return what a language model said; followed
/// from method to method, each once. A text that something looks at, or that goes where nobody knows, says nothing.
/// </summary>
internal sealed class TextUses(ProductFacts facts, KnownMethods references)
{
    private readonly Dictionary<(ProductMethod Method, int Parameter), ImmutableArray<TextUse>?> _uses = [];
    private readonly Dictionary<ProductMethod, MethodTraits> _answers = [];

    public ImmutableArray<TextUse> Of(ProductMethod method) =>
    [
        .. Enumerable.Range(0, method.ParameterCount).SelectMany(parameter => Of(method, parameter) ?? [])
            .Distinct().OrderBy(use => use.Parameter).ThenBy(use => use.Role).ThenBy(use => use.What, StringComparer.Ordinal),
    ];

    /// <summary>Whose text it returns: a language model's, or that of the network, a database or a search.</summary>
    public MethodTraits AnswersOf(ProductMethod method)
    {
        if (_answers.TryGetValue(method, out var known))
            return known;
        _answers.Add(method, MethodTraits.None);
        var texts = method.Fact.Reading.Texts;
        return _answers[method] = texts.Where(text => text.Call.Length == 0 && text.From.Parameter < 0)
            .Select(text => (text.From, Traits: AnswersOf(Call.Parse(text.From.Call), method)))
            .Where(text => text.Traits != MethodTraits.None && texts.Where(other => other.From == text.From && other.Call.Length > 0)
                .All(other => Follow(method, other) is not null))
            .Aggregate(MethodTraits.None, (traits, text) => traits | text.Traits);
    }

    private MethodTraits AnswersOf(Call call, ProductMethod method)
    {
        const MethodTraits Either = MethodTraits.AnswersAsModel | MethodTraits.AnswersForeign;
        if (RoleIndex.Plays(call.Type, call.Name, Role.Predict))
            return RoleIndex.IsRemote(call.Type) && call.Name.IndexOf("Embed", StringComparison.Ordinal) < 0
                && call.Type.IndexOf("Embedding", StringComparison.Ordinal) < 0
                    ? MethodTraits.AnswersAsModel
                    : MethodTraits.None;
        if (TextCallees.IsForeign(call.Type, call.Name))
            return MethodTraits.AnswersForeign;
        return facts.Graph.TargetsOf(call, method).Take(2).ToImmutableArray() is [var only]
            ? AnswersOf(only)
            : references.Of(call).Aggregate(MethodTraits.None, (traits, known) => traits | (known.Traits & Either));
    }

    /// <summary>What becomes of the text of a parameter; null where nobody knows, or something looks at it.</summary>
    private ImmutableArray<TextUse>? Of(ProductMethod method, int parameter)
    {
        if (_uses.TryGetValue((method, parameter), out var known))
            return known;
        // A helper that calls itself adds nothing.
        _uses.Add((method, parameter), []);
        var all = method.Fact.Reading.Texts.Where(text => text.From.Parameter == parameter).Select(text => Follow(method, text)).ToList();
        return _uses[(method, parameter)] = all.Any(uses => uses is null)
            ? null
            : [.. all.SelectMany(uses => uses!.Value).Select(use => use with { Parameter = parameter }).Distinct()];
    }

    private ImmutableArray<TextUse>? Follow(ProductMethod method, HandedText text)
    {
        if (text.Call.Length == 0)
            return [];
        var call = Call.Parse(text.Call);
        if (TextTargets.IsKnown(call))
            return [.. TextTargets.At(text, call).Select(row => new TextUse(0, row.Role, row.What))];
        if (RoleIndex.IsOfInterest(call.Type, call.Name))
            return [];
        if (facts.Graph.TargetsOf(call, method).Take(2).ToImmutableArray() is [var only])
            return text.Argument < 0 ? [] : Of(only, text.Argument);
        var uses = references.Of(call).SelectMany(known => known.Texts).Where(use => use.Parameter == text.Argument).ToImmutableArray();
        return uses.IsEmpty ? null : uses;
    }
}
