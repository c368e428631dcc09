using System.Globalization;
using Microsoft.CodeAnalysis.Text;

namespace MlGuard.Analyzers.Flow.Calls;

/// <summary>
/// The words of a text that may be identifiers, those of its comments and strings among them. Read off the characters, a tenth of the
/// price of its tokens.
/// </summary>
internal sealed class IdentifierSet
{
    private const uint FnvBasis = 2166136261;
    private const uint FnvPrime = 16777619;
    private const int ChunkLength = 4096;

    private readonly HashSet<uint> _hashes = [];

    /// <summary>Whether an identifier may be spelt otherwise than it is called: with <c>\u</c> escapes or formatting characters.</summary>
    private bool _mayBeRespelt;

    public static IdentifierSet Of(SourceText text)
    {
        var set = new IdentifierSet();
        var buffer = new char[ChunkLength];
        var (hash, isInWord, previous) = (FnvBasis, false, '\0');
        for (var position = 0; position < text.Length; position += ChunkLength)
        {
            var count = Math.Min(ChunkLength, text.Length - position);
            text.CopyTo(position, buffer, 0, count);
            for (var index = 0; index < count; index++)
            {
                var character = buffer[index];
                set._mayBeRespelt |= (previous == '\\' && character is ('u' or 'U')) || IsFormatting(character);
                previous = character;
                if (IsPartOfWord(character))
                    (hash, isInWord) = (Add(hash, character), true);
                else if (isInWord)
                    (hash, isInWord) = set.Close(hash);
            }
        }

        if (isInWord)
            set.Close(hash);
        return set;
    }

    /// <summary>What <see cref="MayContain"/> asks for, of a name that many texts are asked for.</summary>
    public static uint HashOf(string name) => name.Aggregate(FnvBasis, Add);

    /// <summary>Whether the text may hold the name of this hash; never wrong when it says no.</summary>
    public bool MayContain(uint hashOfName) => _mayBeRespelt || _hashes.Contains(hashOfName);

    private (uint Hash, bool IsInWord) Close(uint hash)
    {
        _hashes.Add(hash);
        return (FnvBasis, false);
    }

    private static uint Add(uint hash, char character) => unchecked((hash ^ character) * FnvPrime);

    private static bool IsFormatting(char character) =>
        character > '\x7f' && char.GetUnicodeCategory(character) == UnicodeCategory.Format;

    /// <summary>Outside of ASCII a word is not looked at closely: a combining or formatting character ends none.</summary>
    private static bool IsPartOfWord(char character) =>
        character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_' or > '\x7f';
}
