namespace MlGuard.Lifecycle.Text;

/// <summary>How much of YAML is let in, and how much text.</summary>
/// <param name="Name">What such a text is called.</param>
/// <param name="Beginning">How one begins; a sentence.</param>
/// <param name="MaxDepth">Levels.</param>
/// <param name="MaxNodes">Values: what is decided on the tree may cost more than its size.</param>
/// <param name="HasAnchors">Whether anchors, aliases and tags may stand in it. An alias is then an empty value: nothing that is asked of a
/// foreign file hangs on one, and no alias can grow.</param>
internal sealed record YamlDialect(string Name, string Beginning, int MaxDepth, int MaxNodes, bool HasAnchors)
{
    /// <summary>Only what a manifest needs: its deepest path has six steps, and fifty times a large one is enough.</summary>
    public static YamlDialect Manifest { get; } = new("manifest", "Begin with 'mlguard: v1'.", 12, 20_000, false);

    /// <summary>Files that other tools read too.</summary>
    public static YamlDialect Foreign { get; } = new("file", "Write what its own tool asks for.", 48, 200_000, true);
}
