namespace MlGuard.Lifecycle.Facts.Il;

/// <summary>
/// The parameters of libraries that name a hosted model, by member and place: the names of parameters stand in the libraries, which are not
/// read. A deployment on Azure has a name of the team's own, and is none of them.
/// </summary>
internal static class ModelParameters
{
    /// <summary>What the names of clients end in that are made with a model, and the place of its name; others take a key there.</summary>
    private static readonly ImmutableArray<(string Library, string Ending, string At)> s_clients =
    [
        ("OpenAI.", ".ChatClient", "#0"), ("OpenAI.", ".EmbeddingClient", "#0"), ("OpenAI.", ".ImageClient", "#0"),
        ("OpenAI.", ".AudioClient", "#0"), ("OpenAI.", ".OpenAIResponseClient", "#0"), ("OllamaSharp.", ".OllamaApiClient", "#1"),
        ("Microsoft.SemanticKernel.Connectors.", "ChatCompletionService", "#0"),
        ("Microsoft.SemanticKernel.Connectors.", "TextGenerationService", "#0"),
        ("Microsoft.SemanticKernel.Connectors.", "EmbeddingGenerationService", "#0"),
        ("Microsoft.SemanticKernel.Connectors.", "AudioToTextService", "#0"),
        ("Microsoft.SemanticKernel.Connectors.", "TextToAudioService", "#0"),
    ];

    /// <summary>What a kernel or a container is told to ask, where the model's name stands first.</summary>
    private static readonly ImmutableArray<string> s_registered =
    [
        "ChatCompletion", "ChatClient", "TextGeneration", "EmbeddingGeneration", "EmbeddingGenerator", "TextToAudio", "AudioToText",
    ];

    private static readonly ImmutableArray<string> s_builders =
        ["Microsoft.SemanticKernel.IKernelBuilder,String", "Microsoft.Extensions.DependencyInjection.IServiceCollection,String"];

    /// <summary>Whether a parameter names a model.</summary>
    /// <param name="parameter">As <see cref="NamedTexts.Parameter"/> writes it.</param>
    public static bool Contain(string parameter)
    {
        var (name, bracket, at) = (parameter.IndexOf("::", StringComparison.Ordinal), parameter.IndexOf('('), parameter.LastIndexOf('#'));
        if (name < 0 || bracket < name || at < bracket || parameter.IndexOf("AzureOpenAI", StringComparison.Ordinal) >= 0)
            return false;
        return IsOfClient(parameter.Substring(0, name), parameter.Substring(name + 2, bracket - name - 2), parameter.Substring(at))
            || IsRegistered(parameter, parameter.Substring(name + 2, bracket - name - 2), parameter.Substring(bracket + 1));
    }

    /// <summary>Whether a member may take the name of a model: asked of each call, before anything is followed to it.</summary>
    public static bool MayBeOf(Callee callee) =>
        callee.Name == ".ctor"
            ? s_clients.Any(row => callee.Type.StartsWith(row.Library, StringComparison.Ordinal)
                && callee.Type.EndsWith(row.Ending, StringComparison.Ordinal))
            : callee.Name.StartsWith("Add", StringComparison.Ordinal)
                && callee.Type.StartsWith("Microsoft.SemanticKernel.", StringComparison.Ordinal);

    private static bool IsOfClient(string type, string member, string at) => member == ".ctor" && s_clients.Any(row =>
        row.At == at && type.StartsWith(row.Library, StringComparison.Ordinal) && type.EndsWith(row.Ending, StringComparison.Ordinal));

    private static bool IsRegistered(string parameter, string member, string rest) =>
        parameter.StartsWith("Microsoft.SemanticKernel.", StringComparison.Ordinal)
        && member.StartsWith("Add", StringComparison.Ordinal)
        && s_registered.Any(kind => member.IndexOf(kind, StringComparison.Ordinal) > 0)
        && s_builders.Any(builder => rest.StartsWith(builder, StringComparison.Ordinal))
        && rest.EndsWith("#1", StringComparison.Ordinal);
}
