using System.Text;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Writers.Reports.Html;

/// <summary>
/// Writes elements that are always closed, with text that is always escaped. No caller can write markup of its own, so nothing that a
/// manifest says becomes any.
/// </summary>
internal sealed class MarkupWriter
{
    private static readonly ImmutableHashSet<string> s_inline =
        ["a", "b", "bdi", "code", "span", "small", "strong", "text", "time", "tspan", "title", "desc"];

    private readonly StringBuilder _text = new();

    public override string ToString() => _text.ToString();

    /// <summary>An element whose content is written until the answer is disposed of.</summary>
    public Element In(string tag, params (string Name, string Value)[] attributes)
    {
        Start(tag, attributes);
        if (!s_inline.Contains(tag))
            _text.Append('\n');
        return new(this, tag);
    }

    /// <summary>An element that holds text alone.</summary>
    public MarkupWriter Leaf(string tag, string text, params (string Name, string Value)[] attributes)
    {
        Start(tag, attributes);
        Text(text);
        End(tag);
        return this;
    }

    /// <summary>An element that holds nothing, in HTML.</summary>
    public void Void(string tag, params (string Name, string Value)[] attributes)
    {
        Start(tag, attributes);
        _text.Append('\n');
    }

    public MarkupWriter Text(string text)
    {
        _text.Append(VisibleText.Escaped(text));
        return this;
    }

    /// <summary>A constant of this assembly: the document's type, and its style.</summary>
    public void Constant(string text) => _text.Append(text);

    /// <summary>A shape of a picture.</summary>
    public void Shape(string tag, string kind, params (string Name, double Value)[] sizes) =>
        Leaf(tag, "", [("class", kind), .. sizes.Select(size => (size.Name, Numbers.Written(size.Value)))]);

    private void Start(string tag, (string Name, string Value)[] attributes)
    {
        _text.Append('<').Append(tag);
        foreach (var (name, value) in attributes)
            _text.Append(' ').Append(name).Append("=\"").Append(VisibleText.Escaped(value)).Append('"');
        _text.Append('>');
    }

    private void End(string tag)
    {
        _text.Append("</").Append(tag).Append('>');
        if (!s_inline.Contains(tag))
            _text.Append('\n');
    }

    /// <summary>An open element.</summary>
    public readonly struct Element(MarkupWriter writer, string tag) : IDisposable
    {
        public void Dispose() => writer.End(tag);
    }
}
