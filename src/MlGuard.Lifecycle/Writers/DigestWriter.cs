using MlGuard.Catalogue;
using MlGuard.Frameworks;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Writers;

/// <summary>
/// What the analyzers need of the manifest. The same manifest gives the same bytes; what is not well-formed is left out, since a finding
/// already says so.
/// </summary>
internal static class DigestWriter
{
    private const string Header = "mlguard-digest";
    private const string Version = "1";

    private static readonly ImmutableArray<(string Kind, string Path)> s_symbols =
    [
        ("fallback", ManifestPaths.ArchitectureTechnicalFallbackSymbol),
        ("log", ManifestPaths.ServingLog),
        ("entry", ManifestPaths.ServingEntryPoints),
        ("training", ManifestPaths.TrainingRun),
    ];

    public static string Empty { get; } = new TabbedText().Line(Header, Version).ToString();

    public static string Write(ManifestDocument manifest, IEnumerable<(Role Role, string Symbol)> apis)
    {
        var digest = new TabbedText().Line(Header, Version);
        if (Enum.TryParse<Stage>(manifest.Text("stage"), ignoreCase: true, out var stage))
            digest.Line("stage", stage.ToString().ToLowerInvariant());
        if (manifest.Text(ManifestPaths.ArchitectureTechnicalMode) is { } mode)
            digest.Line("mode", mode);
        if (manifest.Texts(ManifestPaths.DataSourcesPersonal).Any(kind => kind != "none"))
            digest.Line("personal", "true");
        foreach (var model in Models(manifest))
            digest.Line("model", model.Name, model.PathOrId, model.Hash);
        foreach (var (role, symbol) in apis.Where(api => ValueTypes.Symbol.Holds(api.Symbol)).OrderBy(api => api.Role)
            .ThenBy(api => api.Symbol, StringComparer.Ordinal))
            digest.Line("api", role.ToString(), symbol);
        foreach (var (kind, path) in s_symbols)
            foreach (var symbol in manifest.Texts(path).Where(ValueTypes.Symbol.Holds))
                digest.Line(kind, symbol);
        return digest.ToString();
    }

    /// <summary>The lines about assemblies of the product that other projects of it call.</summary>
    public static string Called(IEnumerable<string> assemblies) =>
        assemblies.Aggregate(new TabbedText(), (text, assembly) => text.Line("called", assembly)).ToString();

    private static IEnumerable<(string Name, string PathOrId, string Hash)> Models(ManifestDocument manifest)
    {
        if (manifest.Text(ManifestPaths.TrainingArtifactPath) is { } artifact)
            yield return (manifest.Text(ManifestPaths.ModelName) ?? manifest.Text("project") ?? "",
                artifact, manifest.Text(ManifestPaths.TrainingArtifactHash) ?? "");
        var paths = manifest.Find(ManifestPaths.ModelsArtifact);
        var ids = manifest.Find(ManifestPaths.ModelsId);
        var names = manifest.Find(ManifestPaths.ModelsName);
        var hashes = manifest.Find(ManifestPaths.ModelsHash);
        for (var i = 0; i < paths.Length; i++)
            if ((paths[i].Text ?? ids[i].Text) is { } pathOrId)
                yield return (names[i].Text ?? "", pathOrId, hashes[i].Text ?? "");
    }
}
