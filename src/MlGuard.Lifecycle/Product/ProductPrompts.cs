using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Evidence.Seals;
using MlGuard.Lifecycle.Manifest;

namespace MlGuard.Lifecycle.Product;

/// <summary>The prompts that the manifest names, as they are today.</summary>
internal static class ProductPrompts
{
    public static ImmutableArray<PromptText> Of(ManifestDocument manifest, ProductFolder folder) =>
    [
        .. manifest.Texts(ManifestPaths.ServingPromptsFile).Distinct()
            .Select(path => PromptText.Of(folder.Find(path))).OfType<PromptText>(),
    ];

    /// <summary>Whether evidence was made with these prompts, whatever their files were called.</summary>
    public static bool AreIn(Seal seal, ImmutableArray<PromptText> prompts) => prompts.IsEmpty || OtherThan(seal, prompts) is null;

    /// <summary>The first of some prompts that a seal does not name; null where it names all.</summary>
    public static PromptText? OtherThan(Seal seal, ImmutableArray<PromptText> prompts) =>
        prompts.FirstOrDefault(prompt => seal.Prompts.IsDefault || seal.Prompts.All(earlier => earlier.Digest != prompt.Digest));
}
