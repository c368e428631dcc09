using System.Text;

namespace MlGuard.Lifecycle.Evidence.Files;

/// <summary>
/// From a file's bytes to text. Bytes that are none become the replacement character: what reads the text then says what is wrong with it.
/// </summary>
internal static class EvidenceText
{
    private static readonly ImmutableArray<Encoding> s_marked = [new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode];

    /// <summary>Whether bytes are a text that somebody can read: they decode, and hold no characters that steer machines.</summary>
    public static bool IsText(byte[] bytes)
    {
        var text = Of(bytes);
        return text.IndexOf('\uFFFD') < 0
            && !text.Any(character => char.IsControl(character) && character is not ('\t' or '\n' or '\r' or '\f'));
    }

    public static string Of(byte[] bytes)
    {
        foreach (var encoding in s_marked)
            if (encoding.GetPreamble() is var mark && bytes.AsSpan().StartsWith(mark))
                return encoding.GetString(bytes, mark.Length, bytes.Length - mark.Length);
        return Encoding.UTF8.GetString(bytes);
    }
}
