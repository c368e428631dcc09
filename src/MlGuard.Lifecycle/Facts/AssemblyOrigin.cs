using System.Globalization;
using System.Security.Cryptography;

namespace MlGuard.Lifecycle.Facts;

/// <summary>Which build an assembly is of, so that facts of another one do not decide for it.</summary>
/// <param name="Configuration"><c>Debug</c>, <c>Release</c> or a name of the team's own.</param>
/// <param name="RuntimeIdentifier">The platform that it was compiled for; empty for any.</param>
/// <param name="Path">Where the compiler put it, from the manifest's folder, with forward slashes.</param>
/// <param name="Mvid">The identity that the compiler gave it.</param>
/// <param name="Sha256">The hash of its bytes, in lower case.</param>
internal sealed record AssemblyOrigin(string Configuration, string RuntimeIdentifier, string Path, string Mvid, string Sha256)
{
    /// <summary>The digest of what it does, whatever commit it was built from; empty where nothing could be read.</summary>
    public string Code { get; init; } = "";

    /// <summary>
    /// Since when each compilation at this place has given what does the same, in UTC: a compiler that runs again writes a new file with a
    /// new time. Null where nobody knows.
    /// </summary>
    public DateTime? CodeSinceUtc { get; init; }

    public static AssemblyOrigin Unknown { get; } = new("", "", "", "", "");

    /// <summary>Whether the assembly that lies at <see cref="Path"/> is still the one of the facts; true where none lies.</summary>
    public bool Fits(string root) =>
        Sha256.Length == 0 || Path.Length == 0 || HashOf(System.IO.Path.Combine(root, Path)) is not { } found || found == Sha256;

    /// <summary>The same after a compilation that ended at some time, beside what stood here before it.</summary>
    public AssemblyOrigin After(AssemblyOrigin earlier, DateTime compiledUtc) =>
        this with
        {
            CodeSinceUtc = Code.Length > 0 && Code == earlier.Code && earlier.CodeSinceUtc <= compiledUtc
                ? earlier.CodeSinceUtc
                : compiledUtc,
        };

    /// <summary>The hash of a file's bytes; null when it is not there or cannot be read.</summary>
    public static string? HashOf(string path)
    {
        try
        {
            if (!File.Exists(path))
                return null;
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return HashOf(stream);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public static string HashOf(Stream stream)
    {
        using var sha = SHA256.Create();
        return string.Concat(sha.ComputeHash(stream).Select(part => part.ToString("x2", CultureInfo.InvariantCulture)));
    }
}
