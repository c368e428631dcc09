namespace MlGuard.Lifecycle.Text;

/// <summary>A piece of the user's text inside a message: short, on one line, and never enough of it to be a secret.</summary>
internal static class Quoted
{
    private const int Longest = 32;
    private const int Head = 12;

    public static string Short(string text)
    {
        var line = new string([.. text.Take(Longest + 1).Select(character => char.IsControl(character) ? ' ' : character)]);
        return line.Length <= Longest ? line : line.Substring(0, Head) + "...";
    }
}
