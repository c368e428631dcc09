using System.Text.Json;
using MlGuard.Catalogue;
using MlGuard.Lifecycle.Evidence.Files;

namespace MlGuard.Lifecycle.Evidence.Seals;

/// <summary>An assembly that ran when evidence was made.</summary>
/// <param name="Name">Simple name.</param>
/// <param name="Mvid">The identity that the compiler gave it.</param>
/// <param name="Sha256">The hash of its bytes.</param>
internal sealed record SealedAssembly(string Name, string Mvid, string Sha256)
{
    /// <summary>The digest of what it does, whatever commit it was built from; empty in a seal from before there was one.</summary>
    public string Code { get; init; } = "";

    /// <summary>Whether it is this assembly, or one that was built from another commit and does the same.</summary>
    public bool Is(string mvid, string code) => Same(Mvid, mvid) || (Code.Length > 0 && Same(Code, code));

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}

/// <summary>
/// To which build a file of evidence belongs: an in-toto statement (v1) that stands beside it. Digests are verified, signatures are not: a
/// pipeline signs the statement with its own tools.
/// </summary>
/// <param name="Digests">SHA-256 of what is sealed, in lower case.</param>
/// <param name="Assemblies">What ran.</param>
/// <param name="Day">When.</param>
/// <param name="Tool">What sealed it.</param>
/// <param name="Commit">The commit that was checked out; empty without one.</param>
internal sealed record Seal(
    ImmutableArray<string> Digests, ImmutableArray<SealedAssembly> Assemblies, string Day, string Tool, string Commit)
{
    /// <summary>The prompts that the manifest named; default in a seal that says nothing of them.</summary>
    public ImmutableArray<PromptText> Prompts { get; init; }

    /// <summary>The SHA-256 of the model's file that tests could load; empty in a seal that names none.</summary>
    public string Model { get; init; } = "";

    public const string Ending = ".seal.json";
    public const string StatementType = "https://in-toto.io/Statement/v1";

    private const int Most = 10_000;

    /// <summary>Which predicate the statement holds; the page says what each of its keys means.</summary>
    public static string PredicateType { get; } = HelpLink.OfPage("seal.md#v1");

    public static string PathFor(string evidence) => evidence + Ending;

    public static Reading<Seal> Read(byte[] bytes)
    {
        var (json, fault) = JsonFile.Read(bytes);
        if (json is null)
            return fault!;
        if (Text(json.Root, "_type") != StatementType || Text(json.Root, "predicateType") != PredicateType)
            return new Fault("is no seal of MlGuard");
        var digests = List(json.Find("/subject")).Select(subject => DigestOf(subject)).ToImmutableArray();
        var assemblies = List(json.Find("/predicate/assemblies")).Select(AssemblyOf).ToImmutableArray();
        var prompts = json.Find("/predicate/prompts") is { } list ? List(list).Select(PromptOf).ToImmutableArray() : default;
        if (!prompts.IsDefault && prompts.Contains(null))
            return new Fault("is a seal with a prompt that has no name or no text");
        return digests.IsEmpty || digests.Contains(null) || assemblies.IsEmpty || assemblies.Contains(null)
            ? new Fault("is a seal that names no file or no assembly")
            : Reading<Seal>.Of(new(
                [.. digests.Select(digest => digest!)], [.. assemblies.Select(assembly => assembly!)], At(json, "day"), At(json, "tool"),
                At(json, "commit"))
                {
                    Model = json.Find("/predicate/model") is { } model ? DigestOf(model) ?? "" : "",
                    Prompts = prompts.IsDefault ? default : [.. prompts.Select(prompt => prompt!)],
                });
    }

    private static PromptText? PromptOf(JsonElement element) =>
        Text(element, "name") is { } name && Text(element, "text") is { } digest ? new(name, HashText.Bare(digest)) : null;

    private static SealedAssembly? AssemblyOf(JsonElement element) =>
        Text(element, "name") is { } name && Text(element, "mvid") is { } mvid && DigestOf(element) is { } digest
            ? new(name, mvid, digest) { Code = Text(element, "code") ?? "" }
            : null;

    private static string? DigestOf(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty("digest", out var digest) && Text(digest, "sha256") is { } hash
            ? HashText.Bare(hash)
            : null;

    private static IEnumerable<JsonElement> List(JsonElement? element) =>
        element is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().Take(Most) : [];

    private static string At(JsonFile json, string name) =>
        json.Find("/predicate") is { } predicate && Text(predicate, name) is { } text ? text : "";

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object ? JsonList.Text(element, name) : null;
}
