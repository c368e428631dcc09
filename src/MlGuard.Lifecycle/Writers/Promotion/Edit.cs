using System.Text;

namespace MlGuard.Lifecycle.Writers.Promotion;

/// <summary>A change of the manifest's text.</summary>
/// <param name="Path">The key that it is for.</param>
/// <param name="Start">Where.</param>
/// <param name="End">One past the last character that goes.</param>
/// <param name="Text">What comes.</param>
internal sealed record Edit(string Path, int Start, int End, string Text)
{
    public static Edit Insert(string path, int at, string text) => new(path, at, at, text);

    /// <summary>Edits of one place keep their order: what belongs further inside comes first.</summary>
    public static string Apply(string text, IEnumerable<Edit> edits)
    {
        var result = new StringBuilder(text.Length * 2);
        var at = 0;
        foreach (var edit in edits.OrderBy(edit => edit.Start))
        {
            result.Append(text, at, Math.Max(0, edit.Start - at)).Append(edit.Text);
            at = Math.Max(at, edit.End);
        }

        return result.Append(text, at, text.Length - at).ToString();
    }
}
