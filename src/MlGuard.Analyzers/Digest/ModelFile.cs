namespace MlGuard.Analyzers.Digest;

/// <summary>A model's file, as the build saw it.</summary>
/// <param name="Path">Full, with slashes.</param>
/// <param name="Target">Where it stands from the output folder when it is copied there; empty when nobody knows.</param>
/// <param name="Deployment">
/// Where the build copies it to: <c>both</c>, <c>output</c>, <c>publish</c>, <c>none</c>; <c>stray</c> for a file that is no item of the
/// project; <c>unknown</c>.
/// </param>
/// <param name="Signature">Of an ONNX model that can be read.</param>
/// <param name="Fault">Why it cannot be read, to stand after its name.</param>
internal sealed record ModelFile(string Path, string Target, string Deployment, OnnxSignature? Signature, string? Fault)
{
    public string Name => Path.Substring(Path.LastIndexOf('/') + 1);

    /// <summary>Whether the build copies it to a place that it says.</summary>
    public bool IsDeployed => Target.Length > 0 && (Deployment is "both" or "output");

    public bool EndsWith(string pathEnd) =>
        Path.EndsWith(pathEnd, StringComparison.OrdinalIgnoreCase) || ("/" + Target).EndsWith(pathEnd, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the folder of the file holds <paramref name="source"/>.</summary>
    public bool IsAbove(string source) => source.StartsWith(Path.Substring(0, Path.LastIndexOf('/') + 1), StringComparison.Ordinal);
}
