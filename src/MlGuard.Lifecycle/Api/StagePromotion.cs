using System.Globalization;
using MlGuard.Catalogue;
using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Text;
using MlGuard.Lifecycle.Writers.Promotion;

namespace MlGuard.Lifecycle.Api;

/// <summary>
/// Promotes a product: its manifest claims the next stage, and shows as TODO what that stage asks for, or names the document that is to be
/// written. What is said already is never overwritten, and nothing is decided: that is the gate's.
/// </summary>
public static class StagePromotion
{
    /// <summary>Reads the manifest and says what it becomes; nothing is written.</summary>
    public static PromotionResult Run(string manifestPath, string stage)
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
        var promoted = PromotedText.Of(text, target);
        if (promoted.Text is null)
            return Refused(manifestPath, promoted.Faults);
        var suggested = Suggestions.In(promoted.Text, new ProductFolder(Path.GetDirectoryName(Path.GetFullPath(manifestPath))!), target);
        return new([], suggested.Text == text ? null : ManifestSource.EncodeAs(bytes, suggested.Text),
            [.. suggested.Templates.Select(template => new TemplateFile(template.FullPath, template.Path, template.Text))],
                Summary(promoted, suggested, target));
    }

    private static PromotionResult Refused(string manifestPath, ImmutableArray<ManifestFault> faults) =>
        new([.. faults.Select(fault => Finding.Of(Decisions.Finding.Of(fault, manifestPath, Severity.Error)))], null, [], "");

    private static string Summary(PromotedText promoted, Suggestions suggested, Stage target)
    {
        var open = promoted.Added - suggested.Count;
        var name = target.ToString().ToLowerInvariant();
        var rises = promoted.From is not null && promoted.From != name;
        return string.Concat(
            rises ? $"MlGuard: the product declares {name} now, {promoted.From} before. " : $"MlGuard: the product declares {name}. ",
            promoted.Added == 0 && suggested.Templates.IsEmpty ? "Nothing had to be added. " : "",
            open > 0 ? $"Added as TODO, for those to write who know: {Numbers.Written(open)}. " : "",
            suggested.Templates.IsEmpty
                ? ""
                : $"Templates to be filled in: {string.Join(", ", suggested.Templates.Select(template => template.Path))}. ",
            rises
                ? $"Whether {promoted.From} is earned was not looked at: -t:MlGuardGate decides."
                : "-t:MlGuardGate says what is missing.");
    }
}
