namespace MlGuard.Lifecycle.Facts;

/// <summary>
/// Names of types that are local to a file, as source generators write them: the compiler puts a hash of the file's path into them, so
/// the same code in another folder has other names (<c>&lt;RegexGenerator_g&gt;F6467C6...__Utilities</c>).
/// </summary>
internal static class FileLocalNames
{
    private const int HashDigits = 64;

    /// <summary>The heap of names with a zero in place of each digit of such a hash.</summary>
    public static ImmutableArray<byte> Masked(ImmutableArray<byte> names)
    {
        ImmutableArray<byte>.Builder? masked = null;
        for (var i = 0; i + HashDigits + 3 < names.Length; i++)
            if (names[i] == '>' && names[i + 1] == 'F' && IsHash(names, i + 2))
            {
                masked ??= names.ToBuilder();
                for (var digit = 0; digit < HashDigits; digit++)
                    masked[i + 2 + digit] = (byte)'0';
            }

        return masked?.ToImmutable() ?? names;
    }

    private static bool IsHash(ImmutableArray<byte> names, int start)
    {
        for (var i = start; i < start + HashDigits; i++)
            if (names[i] is not (>= (byte)'0' and <= (byte)'9' or >= (byte)'A' and <= (byte)'F'))
                return false;
        return names[start + HashDigits] == '_' && names[start + HashDigits + 1] == '_';
    }
}
