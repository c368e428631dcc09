using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Evidence.Git;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Product;

/// <summary>Who is known: the manifest's <c>people</c> and the repository's CODEOWNERS.</summary>
internal sealed class People
{
    private const int MaxBytes = 1 << 20;

    private readonly ImmutableHashSet<string> _known;

    public People(ManifestDocument manifest, ProductFolder folder) =>
        _known = ImmutableHashSet.CreateRange(StringComparer.OrdinalIgnoreCase,
        [
            .. (manifest.Root.Find("people")?.Value as MapNode)?.Entries.Select(entry => entry.Key) ?? [],
            .. manifest.Texts("people[]"),
            .. CodeOwners.Places.SelectMany(path => Owners(folder.Find(path))),
        ]);

    /// <summary>Nobody becomes two people by a capital letter.</summary>
    public static StringComparer Same => StringComparer.OrdinalIgnoreCase;

    /// <summary>Whether anybody is named at all; where nobody is, every handle is taken at its word.</summary>
    public bool AreNamed => !_known.IsEmpty;

    public bool Know(string handle) => !AreNamed || _known.Contains(handle);

    private static IEnumerable<string> Owners(ProductFile file) =>
        from rule in CodeOwners.Read(file.Read(MaxBytes) ?? []).Rules
        from word in rule.Owners
        where word[0] == '@' && word.Length > 1
        from handle in new[] { word.Substring(1), word.Substring(1 + word.IndexOf('/')) }
        select handle.TrimStart('@');
}
