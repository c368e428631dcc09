using MlGuard.Lifecycle.Manifest;

namespace MlGuard.Lifecycle.Promotion;

/// <summary>Turns a short form into the long one in place, where the stage asks for more than the short one can say: <c>gain: 2.4M EUR/year</c> becomes <c>gain: { amount: 2.4M EUR/year }</c>.</summary>
internal sealed class LongForms(ManifestText text)
{
    private const string Step = "  ";

    public IEnumerable<Edit> In(Site site) => [.. site.Below(text).SelectMany(In), .. site.IsTooShort ? Rewrite(site) : []];

    private IEnumerable<Edit> Rewrite(Site site)
    {
        var name = site.Known.Short!.Name;
        if (site.Holder is not { } holder || site.IsInFlow || CanStandInBrackets(site.Node))
            return InBrackets(site, name);
        var indent = new string(' ', holder.KeySpan.Column - 1) + Step;
        if (text.IsFlow(site.Node) || site.Node is ScalarNode)
            return OnALineOfItsOwn(site, holder, indent + name);
        return AboveAList(site, holder, indent, name);
    }

    private IEnumerable<Edit> InBrackets(Site site, string name) =>
        [Edit.Insert(site.Path, text.StartOf(site.Node.Span), $"{{ {name}: "), Edit.Insert(site.Path, text.EndOf(site.Node), " }")];

    private IEnumerable<Edit> OnALineOfItsOwn(Site site, MapEntry holder, string start)
    {
        var at = text.StartOf(site.Node.Span);
        if (site.Node.Span.Line > holder.KeySpan.EndLine)
            return [Edit.Insert(site.Path, at, site.Known.Short!.Name + ": ")];
        var colon = at;
        while (colon > 0 && text.Text[colon - 1] is ' ' or '\t')
            colon--;
        return [new Edit(site.Path, colon, at, $"{text.LineEnd}{start}: ")];
    }

    /// <summary>A list may stand as far left as its key; only one that stands at its old key moves.</summary>
    private IEnumerable<Edit> AboveAList(Site site, MapEntry holder, string indent, string name)
    {
        var column = site.Node.Span.Column;
        var stays = column > holder.KeySpan.Column;
        yield return Edit.Insert(site.Path, text.EndOfLine(holder.KeySpan.EndLine), $"{text.LineEnd}{(stays ? new string(' ', column - 1) : indent)}{name}:");
        for (var line = site.Node.Span.Line; !stays && line <= text.LastLine(holder); line++)
            if (!text.IsBlank(line))
                yield return Edit.Insert(site.Path, text.StartOfLine(line), Step);
    }

    private bool CanStandInBrackets(Node node)
    {
        if (node is not ScalarNode scalar || node.Span.Line != node.Span.EndLine)
            return false;
        var start = text.StartOf(node.Span);
        return scalar.IsPlain
            ? text.Text.IndexOfAny([',', '[', ']', '{', '}'], start, text.EndOf(node) - start) < 0
            : text.Text[start] is '"' or '\'';
    }
}
