using System.Globalization;
using MlGuard.Catalogue;
using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Decisions;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Text;
using MlGuard.Lifecycle.Writers.Promotion;

namespace MlGuard.Lifecycle.Api;

/// <summary>
/// Promotes a product: its manifest names the next stage as its target, and shows as TODO what that stage asks for, or names the document
/// that is to be written. What is said already is never overwritten, and nothing is decided: that is the gate's.
/// </summary>
public static class StagePromotion
{
    /// <summary>Reads the manifest and says what it becomes; nothing is written.</summary>
    public static PromotionResult Run(string manifestPath, string stage) => Run(manifestPath, stage, profile: null);

    /// <summary>The same with a profile, which the manifest names then; null leaves it as it is.</summary>
    internal static PromotionResult Run(string manifestPath, string stage, string? profile)
    {
        if (!Enum.TryParse<Stage>(stage, ignoreCase: true, out var target)
            || !Enum.IsDefined(typeof(Stage), target)
            || int.TryParse(stage, NumberStyles.Integer, CultureInfo.InvariantCulture, out _))
            return Refused(
                manifestPath,
                [
                    ManifestFault.InvalidValue(
                        "MlGuardPromoteTo",
                        stage.Length == 0 ? "no stage is named to promote to" : $"'{Quoted.Short(stage)}' is not a stage",
                        "Write mvp, growth or maturity.", Span.None),
                ]);
        var (bytes, unread) = ManifestSource.ReadBytes(manifestPath);
        if (bytes is null)
            return Refused(manifestPath, [unread!]);
        var (text, undecoded) = ManifestSource.Decode(bytes);
        if (text is null)
            return Refused(manifestPath, [undecoded!]);
        var chosen = profile is null ? text : ProfileChoice.In(text, profile);
        var promoted = PromotedText.Of(chosen ?? text, target);
        if (promoted.Text is null)
            return Refused(manifestPath, promoted.Faults);
        if (chosen is null)
            return Refused(
                manifestPath,
                [
                    ManifestFault.InvalidValue(
                        ManifestPaths.Profile, "it cannot be written here without touching what stands around it",
                        $"Write 'profile: {profile}' by hand, and promote again.", Span.At(1, 1)),
                ]);
        var suggested = Suggestions.In(promoted.Text, new ProductFolder(Path.GetDirectoryName(Path.GetFullPath(manifestPath))!), target);
        return new([], suggested.Text == text ? null : ManifestSource.EncodeAs(bytes, suggested.Text),
            [.. suggested.Templates.Select(template => new TemplateFile(template.FullPath, template.Path, template.Text))],
                Summary(promoted, suggested, target))
        {
            IsDeclared = !Aims(promoted, target),
        };
    }

    /// <summary>The manifest that declares a stage which the gate found earned; nothing is written.</summary>
    /// <param name="manifestPath">Absolute path of the manifest.</param>
    /// <param name="stage">The stage.</param>
    /// <returns>The bytes of the manifest in its old encoding; null when it cannot be changed, or declares the stage already.</returns>
    public static byte[]? Claim(string manifestPath, string stage) =>
        Enum.TryParse<Stage>(stage, ignoreCase: true, out var claimed)
        && ManifestSource.ReadBytes(manifestPath).Bytes is { } bytes
        && ManifestSource.Decode(bytes).Text is { } text
        && StageClaim.In(text, claimed) is { } changed
        && changed != text
            ? ManifestSource.EncodeAs(bytes, changed)
            : null;

    /// <summary>The stage that the manifest works towards, else the one after the stage that it declares; null at the last.</summary>
    public static string? NextStage(string manifestPath) =>
        LoadedManifest.Of(manifestPath).Manifest is { } manifest
            ? manifest.Text(ManifestPaths.Target) ?? StageOrder.After(manifest.Text("stage") ?? "mvp")
            : null;

    private static PromotionResult Refused(string manifestPath, ImmutableArray<ManifestFault> faults) =>
        new([.. faults.Select(fault => Finding.Of(Decisions.Finding.Of(fault, manifestPath, Severity.Error)))], null, [], "");

    private static bool Aims(PromotedText promoted, Stage target) =>
        !StageOrder.IsWithin(target.ToString().ToLowerInvariant(), promoted.From ?? "mvp");

    private static string Summary(PromotedText promoted, Suggestions suggested, Stage target)
    {
        var open = promoted.Added - suggested.Count;
        var name = target.ToString().ToLowerInvariant();
        var declared = promoted.From ?? "mvp";
        return string.Concat(
            Aims(promoted, target) ? $"The target is {name}, and {declared} stays declared. " : $"The product declares {declared}. ",
            promoted.Added == 0 && suggested.Templates.IsEmpty ? "Nothing had to be added. " : "",
            Aims(promoted, target) ? ProfileIn(suggested.Text, target) : "",
            open > 0 ? $"Added as TODO, each with what may stand there: {Numbers.Written(open)}. " : "",
            suggested.Templates.IsEmpty
                ? ""
                : $"Templates to be filled in: {string.Join(", ", suggested.Templates.Select(template => template.Path))}.").TrimEnd();
    }

    /// <summary>How much is asked hangs on one line, which many have not heard of.</summary>
    private static string ProfileIn(string text, Stage target)
    {
        var manifest = LoadedManifest.Of(text, new ProductFolder(Path.GetTempPath())).Manifest;
        if (manifest?.Text(ManifestPaths.Profile) is not { } profile)
            return "What profile standard asks is asked: 'profile: small' asks two people for less, 'profile: regulated' a bank for more. ";
        var unasked = StageKeys.UnaskedGaps(manifest, target);
        return $"What profile {profile} asks is asked. "
            + (unasked > 0
                ? $"Of the TODO that stand there, it does not ask for {Numbers.Written(unasked)}: answer them as advice, or take them out. "
                : "");
    }
}
