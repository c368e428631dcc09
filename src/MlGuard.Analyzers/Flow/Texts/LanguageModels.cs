using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Flow.Texts;

/// <summary>Calls that ask a language model, and not one that scores rows.</summary>
internal static class LanguageModels
{
    private static readonly string[] s_otherKinds = ["Embedding", "Image", "Speech", "Audio", "Moderation"];

    private const int ShortName = 10;

    private static readonly ImmutableHashSet<string> s_common =
    [
        "Microsoft", "Extensions", "Azure", "Services", "Client", "ML", "Model", "Server", "DependencyInjection", "Abstractions", "Images",
        "Generator", "Inference",
    ];

    /// <summary>The libraries that a rule about language models is about.</summary>
    public static ImmutableArray<Framework> Frameworks { get; } =
    [
        ExtensionsAi.Framework, OpenAi.Framework, Anthropic.Framework, SemanticKernel.Framework, AgentFramework.Framework,
        ModelContext.Framework, LocalLanguageModels.Framework,
    ];

    /// <summary>
    /// What a program mentions that uses one of them: a part of a namespace in a <c>using</c>, a type, or a member that is called on what
    /// another project hands over. Words that every program has say nothing.
    /// </summary>
    public static ImmutableArray<string> Mentions { get; } =
    [
        .. Frameworks.SelectMany(framework => framework.Rows)
            .SelectMany(row => row.Type.Split('.').Concat(row.Member.Length > ShortName ? [row.Member] : []))
            .Where(name => name.IndexOfAny(['*', '+', '`']) < 0).Except(s_common),
    ];

    private static readonly ImmutableHashSet<string> s_spaces =
    [
        .. Frameworks.SelectMany(framework => framework.Rows)
            .Where(row => row.Type.LastIndexOf('.') > 0).Select(row => row.Type.Substring(0, row.Type.LastIndexOf('.')))
            .Where(space => !space.EndsWith("DependencyInjection", StringComparison.Ordinal)),
    ];

    /// <summary>Whether one of these libraries declares <paramref name="type"/>, by the namespace that it shares with what asks.</summary>
    public static bool IsOfLibrary(ITypeSymbol? type) =>
        type?.ContainingNamespace is { } space && s_spaces.Contains(space.ToDisplayString());

    /// <summary>Whether <paramref name="call"/> returns what a language model says.</summary>
    private static bool Answers(IInvocationOperation call, MlSymbols symbols) =>
        symbols.RowOf(call.TargetMethod) is { Role: Role.Predict } row
        && MlSymbols.FrameworkOf(row) is { } framework
        && Frameworks.Contains(framework)
        && !IsPlainKernelCall(call);

    /// <summary>Whether <paramref name="call"/> asks a language model for text: a chat, a completion, an agent.</summary>
    public static bool IsChat(IInvocationOperation call, MlSymbols symbols) => Answers(call, symbols) && !IsOfOtherKind(call.TargetMethod);

    /// <summary>Embeddings, images and speech are no conversation.</summary>
    private static bool IsOfOtherKind(IMethodSymbol method) =>
        method.Name.IndexOf("Embed", StringComparison.Ordinal) >= 0
        || s_otherKinds.Any(kind => method.ContainingType.Name.IndexOf(kind, StringComparison.Ordinal) >= 0);

    /// <summary>A kernel's function by its name is C# code as often as a prompt: only a prompt is known to ask a model.</summary>
    private static bool IsPlainKernelCall(IInvocationOperation call) =>
        call.TargetMethod is { Name: "InvokeAsync" or "InvokeStreamingAsync", ContainingType.Name: "Kernel" or "KernelExtensions"
            or "KernelFunction" }
        && !MentionsPrompt(call);

    private static bool MentionsPrompt(IInvocationOperation call) =>
        call.Arguments.Select(argument => argument.Value).Append(call.Instance)
            .Any(value => value is not null && LocalValues.Origin(value) is IInvocationOperation made
                && made.TargetMethod.Name.IndexOf("FromPrompt", StringComparison.Ordinal) >= 0);
}
