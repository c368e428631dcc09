namespace MlGuard.Lifecycle.Evidence.Files;

/// <summary>Hashes as people write them.</summary>
internal static class HashText
{
    private const string Prefix = "sha256:";

    /// <summary>The hexadecimal digits of a hash, with or without its prefix, comparable.</summary>
    public static string Bare(string hash) =>
        (hash.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? hash.Substring(Prefix.Length) : hash).Trim().ToLowerInvariant();

    public static string Hex(byte[] hash) =>
        string.Concat(hash.Select(value => value.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
}
