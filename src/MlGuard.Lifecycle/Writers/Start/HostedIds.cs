using System.Text.RegularExpressions;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Facts.Il;
using MlGuard.Lifecycle.Facts.Serving;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;

namespace MlGuard.Lifecycle.Writers.Start;

/// <summary>
/// The ids of the hosted models that are asked: from the calls that make clients, from requests to the addresses of such services, and from
/// settings beside a client.
/// </summary>
internal sealed class HostedIds(ProductFacts facts, ServingMap serving, WrittenTexts texts, Settings settings)
{
    /// <summary>What is called so beside a request or in a section of settings names a model.</summary>
    private static readonly ImmutableHashSet<string> s_names = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase, "model", "modelId", "modelName", "chatModel", "chatModelId", "chatModelName", "embeddingModel",
        "embeddingModelId", "embeddingModelName", "deployment", "deploymentName");

    /// <summary>Paths at which hosted models answer, and no path at which they are trained.</summary>
    private static readonly ImmutableArray<string> s_addresses =
        ["chat/completions", "v1/embeddings", "v1/responses", "v1/messages", "api/generate", "api/chat", "api/embed"];

    /// <summary>Those that answer with text.</summary>
    private static readonly ImmutableArray<string> s_answering =
        ["chat/completions", "v1/responses", "v1/messages", "api/generate", "api/chat"];

    private static readonly ImmutableArray<string> s_hosts =
        ["api.openai.com", "openai.azure.com", "api.anthropic.com", "api.mistral.ai", "openrouter.ai", "api.groq.com"];

    /// <summary>What is written of a path beside the address of a host.</summary>
    private static readonly ImmutableHashSet<string> s_paths = ["embeddings", "responses", "messages", "completions"];

    private static readonly Regex s_id = new(
        "^(?!your|todo|change)[A-Za-z0-9][A-Za-z0-9._:/@-]{1,99}$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        TimeSpan.FromSeconds(1));

    private readonly ImmutableArray<string> _routes =
        [.. serving.Entries.Select(entry => entry.Name).Where(EntryPoint.IsEndpoint).Distinct()];

    public IEnumerable<FoundValue> Found() => Made().Concat(Sent()).Concat(Read()).Concat(Set())
        .Where(pair => s_id.IsMatch(pair.Id)).GroupBy(pair => pair.Id).OrderBy(group => group.Key, StringComparer.Ordinal)
        .Select((group, item) => new FoundValue(ManifestPaths.ModelsId, group.Key, group.First().Source, item));

    /// <summary>Own methods of the types that ask a model for text over HTTP, by its address, where no library does that.</summary>
    public ImmutableArray<ProductMethod> Asking =>
    [
        .. Own.Where(method => !method.IsConstructor
            && texts[method.Assembly.Project, method.Fact.Type] is { SendsRequests: true } code
            && code.Texts.Any(text => IsAddress(text, s_answering))),
    ];

    /// <summary>Whether each type that asks a model itself names a host that the team does not run.</summary>
    public bool AskOnlyOthers =>
        Asking.Select(method => texts[method.Assembly.Project, method.Fact.Type]).All(code => code.Texts.Any(text => Holds(text, s_hosts)));

    private IEnumerable<ProductMethod> Own => facts.Graph.Methods.Where(method => !method.Assembly.IsTestProject);

    private IEnumerable<(string Project, string Type)> Types =>
        Own.Select(method => (method.Assembly.Project, method.Fact.Type)).Distinct();

    /// <summary>The ids that stand in the code where a client is made.</summary>
    private IEnumerable<(string Id, string Source)> Made() => AskedModels.In(facts).Select(asked => (asked.Id, asked.By.Symbol));

    /// <summary>What a request to such a service names as its model, in the type that sends it or where that is made.</summary>
    private IEnumerable<(string Id, string Source)> Sent()
    {
        ImmutableHashSet<string> clients =
        [
            .. Own.Where(method => IsAddressed(texts[method.Assembly.Project, method.Fact.Type])).Select(method => method.Fact.Type),
        ];
        return from type in Types
               where clients.Contains(type.Type) || Own.Any(method => (method.Assembly.Project, method.Fact.Type) == type
                   && method.Calls.Any(call => call.Name == ".ctor" && clients.Contains(call.Type)))
               from pair in texts.NamedIn(type.Project, type.Type)
               where s_names.Contains(pair.Name)
               select (pair.Text, SymbolName.Of(type.Type));
    }

    private bool IsAddressed(TypeTexts code) =>
        code.SendsRequests
        && (code.Texts.Any(text => IsAddress(text, s_addresses))
            || (code.Texts.Any(text => Holds(text, s_hosts)) && code.Texts.Any(text => s_paths.Contains(text.Trim('/')))));

    /// <summary>A path at which the product answers itself is its own, unless a whole address stands before it.</summary>
    private bool IsAddress(string text, ImmutableArray<string> paths) =>
        Holds(text, text.IndexOf("://", StringComparison.Ordinal) < 0 ? paths.RemoveAll(IsOwnRoute) : paths);

    private bool IsOwnRoute(string path) => _routes.Any(route => Holds(route, [path]));

    private static bool Holds(string text, ImmutableArray<string> words) =>
        words.Any(word => text.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0);

    /// <summary>What a type that asks such a service reads from the settings as its model.</summary>
    private IEnumerable<(string Id, string Source)> Read() =>
        from code in Own.Select(method => texts[method.Assembly.Project, method.Fact.Type]).Distinct()
        where IsAddressed(code)
        from setting in settings.Read(code, texts)
        where s_names.Contains(setting.Name)
        select (setting.Value, $"{setting.Key} in {setting.File}");

    /// <summary>
    /// What the settings of a product that makes a client say, in a section that its code names, or under a key that stands where it makes
    /// one.
    /// </summary>
    private IEnumerable<(string Id, string Source)> Set()
    {
        ImmutableArray<TypeTexts> making =
        [
            .. Own.Where(method => method.Calls.Any(call => AskedModels.MakesClient(call, facts)))
                .Select(method => texts[method.Assembly.Project, method.Fact.Type]).Distinct(),
        ];
        if (making.IsEmpty)
            return [];
        return s_names.SelectMany(name => settings.Bound(name, texts))
            .Concat(making.SelectMany(code => settings.Read(code, texts)).Where(setting => s_names.Contains(setting.Name)))
            .Select(setting => (setting.Value, $"{setting.Key} in {setting.File}"));
    }
}
