using System.Security.Cryptography;
using MlGuard.Lifecycle.Evidence.Files;

namespace MlGuard.Lifecycle.Evidence.Seals;

/// <summary>A prompt that a model was given when evidence was made.</summary>
/// <param name="Name">The file, from the manifest's folder.</param>
/// <param name="Digest">The SHA-256 of its text, whatever ends its lines.</param>
internal sealed record PromptText(string Name, string Digest)
{
    private const int MaxBytes = 1 << 20;

    /// <summary>The text of a file; null where it cannot be read.</summary>
    public static PromptText? Of(ProductFile file)
    {
        if (file.Read(MaxBytes) is not { } bytes)
            return null;
        using var hash = SHA256.Create();
        return new(file.Path, HashText.Hex(hash.ComputeHash(WithoutReturns(bytes))));
    }

    /// <summary>A checkout on another system ends lines in its own way, and makes no other prompt.</summary>
    private static byte[] WithoutReturns(byte[] bytes) =>
        [.. bytes.Where((value, i) => value != '\r' || i + 1 == bytes.Length || bytes[i + 1] != '\n')];
}
