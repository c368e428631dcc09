namespace MlGuard.Lifecycle.Evidence.Tests;

/// <summary>The assembly that code stands in, as a file of coverage names it: by its package.</summary>
internal sealed class CodePlace
{
    private static readonly ImmutableArray<string> s_endings = [".dll", ".exe"];

    private readonly string _own;
    private readonly ImmutableHashSet<string> _known;

    /// <param name="assembly">The assembly.</param>
    /// <param name="known">All assemblies of the product: what a file says of another one is said of other code.</param>
    public CodePlace(string assembly, IEnumerable<string> known) =>
        (_own, _known) = (PackageOf(assembly), [.. known.Select(PackageOf)]);

    /// <summary>One form of a name that some tools write with the file's ending, or in small letters.</summary>
    public static string PackageOf(string name) =>
        (s_endings.FirstOrDefault(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) is { } ending
            ? name.Substring(0, name.Length - ending.Length)
            : name).ToUpperInvariant();

    /// <summary>Whether a package, in the form of <see cref="PackageOf"/>, is this assembly.</summary>
    public bool Is(string package) => package == _own;

    /// <summary>Whether lines of a package can be this assembly's: one that is no assembly of the product may hold any code.</summary>
    public bool MayHold(string package) => Is(package) || !_known.Contains(package);
}
