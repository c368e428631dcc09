using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Writers.Promotion;

/// <summary>
/// Turns a short form into the long one in place, where the stage asks for more than the short one can say: <c>gain: 2.4M EUR/year</c>
/// becomes <c>amount: 2.4M EUR/year</c> on a line of its own below <c>gain:</c>.
/// </summary>
internal sealed class LongForms(ManifestText text)
{
    private const string Step = "  ";

    public IEnumerable<Edit> In(PromotionTarget target) =>
        [.. target.Below(text).SelectMany(In), .. target.IsTooShort ? Rewrite(target) : []];

    private IEnumerable<Edit> Rewrite(PromotionTarget target)
    {
        var name = target.Known.Short!.Name;
        if (target.Holder is not { } holder || target.IsInFlow)
            return InBrackets(target, name);
        var indent = new string(' ', holder.KeySpan.Column - 1) + Step;
        if (text.IsFlow(target.Node) || target.Node is ScalarNode)
            return OnALineOfItsOwn(target, holder, indent + name);
        return AboveAList(target, holder, indent, name);
    }

    private IEnumerable<Edit> InBrackets(PromotionTarget target, string name) =>
        [Edit.Insert(target.Path, text.StartOf(target.Node.Span), $"{{ {name}: "), Edit.Insert(target.Path, text.EndOf(target.Node), " }")];

    private IEnumerable<Edit> OnALineOfItsOwn(PromotionTarget target, MapEntry holder, string start)
    {
        var at = text.StartOf(target.Node.Span);
        if (target.Node.Span.Line > holder.KeySpan.EndLine)
            return [Edit.Insert(target.Path, at, target.Known.Short!.Name + ": ")];
        var colon = at;
        while (colon > 0 && text.Text[colon - 1] is ' ' or '\t')
            colon--;
        return [new Edit(target.Path, colon, at, $"{text.LineEnd}{start}: ")];
    }

    /// <summary>A list may stand as far left as its key; only one that stands at its old key moves.</summary>
    private IEnumerable<Edit> AboveAList(PromotionTarget target, MapEntry holder, string indent, string name)
    {
        var column = target.Node.Span.Column;
        var stays = column > holder.KeySpan.Column;
        yield return Edit.Insert(
            target.Path, text.EndOfLine(holder.KeySpan.EndLine), $"{text.LineEnd}{(stays ? new string(' ', column - 1) : indent)}{name}:");
        for (var line = target.Node.Span.Line; !stays && line <= text.LastLine(holder); line++)
            if (!text.IsBlank(line))
                yield return Edit.Insert(target.Path, text.StartOfLine(line), Step);
    }
}
