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
        ("fallback", "architecture.technical.fallback.symbol"),
        ("log", "serving.log"),
        ("entry", "serving.entryPoints[]"),
        ("training", "training.run"),
    ];

    public static string Empty { get; } = new TabbedText().Line(Header, Version).ToString();

    public static string Write(ManifestDocument manifest, IEnumerable<(Role Role, string Symbol)> apis)
    {
        var digest = new TabbedText().Line(Header, Version);
        if (Enum.TryParse<Stage>(manifest.Text("stage"), ignoreCase: true, out var stage))
            digest.Line("stage", stage.ToString().ToLowerInvariant());
        if (manifest.Text("architecture.technical.mode") is { } mode)
            digest.Line("mode", mode);
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

    private static IEnumerable<(string Name, string PathOrId, string Hash)> Models(ManifestDocument manifest)
    {
        if (manifest.Text("training.artifact.path") is { } artifact)
            yield return (manifest.Text("model.name") ?? manifest.Text("project") ?? "",
                artifact, manifest.Text("training.artifact.hash") ?? "");
        var paths = manifest.Find("models[].artifact");
        var ids = manifest.Find("models[].id");
        var names = manifest.Find("models[].name");
        var hashes = manifest.Find("models[].hash");
        for (var i = 0; i < paths.Length; i++)
            if ((paths[i].Text ?? ids[i].Text) is { } pathOrId)
                yield return (names[i].Text ?? "", pathOrId, hashes[i].Text ?? "");
    }
}
