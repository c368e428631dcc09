using System.Text.RegularExpressions;
using MlGuard.Lifecycle.Facts;

namespace MlGuard.Lifecycle.Writers.Start;

/// <summary>Servers of language models that a team may run itself, so that code alone does not tell who does.</summary>
/// <param name="facts">The product's code.</param>
/// <param name="texts">What is written in it.</param>
/// <param name="settings">What its settings say.</param>
internal sealed class OwnServers(ProductFacts facts, WrittenTexts texts, Settings settings)
{
    /// <summary>
    /// What libraries, and members of other libraries, are called that speak to such a server or run a model in the process.
    /// </summary>
    private static readonly ImmutableArray<string> s_names =
        ["Ollama", "LLama.", "OnnxRuntimeGenAI", "Connectors.Onnx", "Foundry.Local", "FoundryLocal", "LMStudio"];

    /// <summary>A path of a model's interface on this machine or in its network, or a port on which such a server listens.</summary>
    private static readonly Regex s_address = new(
        @"://(localhost|127\.0\.0\.1|0\.0\.0\.0|host\.docker\.internal|(10|172\.(1[6-9]|2\d|3[01])|192\.168)\.[\d.]+)"
        + @"(:\d+)?/(v1|api|engines)\b"
        + @"|://[^/]+:(11434|1234)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1));

    /// <summary>Whether the product speaks to one.</summary>
    public bool MayBeAsked => Own.Any(method => method.Calls.Any(IsOne)) || IsAddressed;

    private IEnumerable<ProductMethod> Own => facts.Graph.Methods.Where(method => !method.Assembly.IsTestProject);

    private bool IsAddressed =>
        texts.Types.Any(type => type.Texts.Any(s_address.IsMatch))
        || settings.Bound(texts).Any(setting => s_address.IsMatch(setting.Value));

    private static bool IsOne(Call call) => s_names.Any(name =>
        call.Type.IndexOf(name, StringComparison.Ordinal) >= 0 || call.Name.IndexOf(name, StringComparison.Ordinal) >= 0);
}
