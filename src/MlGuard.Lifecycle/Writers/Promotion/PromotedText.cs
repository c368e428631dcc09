using System.Globalization;
using MlGuard.Catalogue;
using MlGuard.Lifecycle.Decisions;
using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Requirements;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Writers.Promotion;

/// <summary>
/// A manifest's text on the way to a stage: the stage is its target, and all that the stage asks for stands in it, answered or as TODO.
/// </summary>
/// <param name="Text">Null when it cannot be made.</param>
/// <param name="Faults">Why it cannot.</param>
/// <param name="From">The stage that was claimed before; null when none was.</param>
/// <param name="Added">How many values are left to write, beyond those that were before.</param>
internal sealed record PromotedText(string? Text, ImmutableArray<ManifestFault> Faults, string? From, int Added)
{
    /// <summary>Nothing of the product's files is asked, only its text.</summary>
    private static readonly ProductFolder s_nowhere = new(Path.GetTempPath());

    public static PromotedText Of(string text, Stage stage)
    {
        var before = LoadedManifest.Of(text, s_nowhere);
        if (before.Manifest is not { } manifest || !before.Faults.IsEmpty)
            return new(null, before.Faults, null, 0);
        var from = manifest.Text("stage");
        if (from is not null && !StageOrder.IsWithin(from, NameOf(stage)))
            return new(null, [Demotion(manifest, from, stage)], from, 0);
        return new Attempt(text, manifest, stage).Result(from);
    }

    private static ManifestFault Demotion(ManifestDocument manifest, string from, Stage stage) =>
        ManifestFault.InvalidValue(
            "stage", string.Format(
                CultureInfo.InvariantCulture, "the product declares {0}, and a promotion to {1} would take that back", from, NameOf(stage)),
            "Name a later stage, or edit the line by hand.", manifest.Find("stage")[0].Span);

    private static string NameOf(Stage stage) => stage.ToString().ToLowerInvariant();

    /// <summary>One promotion: what it makes is read again, and counts only when it says what was said before.</summary>
    private sealed class Attempt(string text, ManifestDocument before, Stage stage)
    {
        /// <summary>A text that no edit fits must not cost one reading for each of thousands.</summary>
        private const int MostTried = 50;

        private readonly SchemaNode _asked = StageKeys.Of(before, stage);

        public PromotedText Result(string? from)
        {
            // A layout that brackets cannot be taken out of grows in brackets.
            var laidOut = With(text, before, BlockFormsOf).Text ?? text;
            var (extended, shortForm) = With(laidOut, Read(laidOut)!, LongFormsOf);
            if (extended is null)
                return new(null, [ByHand(shortForm)], from, 0);
            var (filled, addition) = With(extended, Read(extended)!, AdditionsOf);
            if (filled is null)
                return new(null, [ByHand(addition)], from, 0);
            var (claimed, claim) = With(filled, Read(filled)!, AimOf);
            if (claimed is null)
                return new(null, [ByHand(claim)], from, 0);
            (var done, claim) = With(claimed, Read(claimed)!, AimOf);
            if (done is null)
                return new(null, [ByHand(claim)], from, 0);
            if (Rest(done) is [var rest, ..])
                return new(null, [ByHand(rest.Path)], from, 0);
            var growing = StageKeys.Growing(before, stage);
            if (!StageKeys.Gaps(Read(done)!, stage).Except(growing).SequenceEqual(StageKeys.Gaps(before, stage).Except(growing)))
                return new(null, [ByHand(null)], from, 0);
            return new(done, [], from, Values.OpenIn(Read(done)!) - Values.OpenIn(before));
        }

        /// <summary>The text with all edits, or the first key whose edits alone spoil it.</summary>
        private (string? Text, string? Culprit) With(
            string current, ManifestDocument manifest, Func<string, ManifestDocument, IEnumerable<Edit>> plan)
        {
            ImmutableArray<Edit> edits = [.. plan(current, manifest)];
            var changed = Edit.Apply(current, edits);
            return Holds(changed)
                ? (changed, null)
                : (null, edits.GroupBy(edit => edit.Path).Take(MostTried).FirstOrDefault(own => !Holds(Edit.Apply(current, own)))?.Key);
        }

        private IEnumerable<Edit> BlockFormsOf(string current, ManifestDocument manifest) =>
        new BlockForms(new(current)).In(Whole(manifest));

        private IEnumerable<Edit> LongFormsOf(string current, ManifestDocument manifest) => new LongForms(new(current)).In(Whole(manifest));

        private IEnumerable<Edit> AdditionsOf(string current, ManifestDocument manifest)
        {
            var lines = new ManifestText(current);
            return new Additions(lines, IsAiry(manifest, lines)).In(Whole(manifest));
        }

        /// <summary>A product that claims nothing starts with mvp; what lies above what it claims is its target.</summary>
        private IEnumerable<Edit> AimOf(string current, ManifestDocument manifest)
        {
            var lines = new ManifestText(current);
            var declared = manifest.Text("stage") ?? NameOf(Stage.Mvp);
            if (manifest.Root.Find("stage") is not { Value: ScalarNode scalar } entry)
                return [];
            if (scalar.IsPlaceholder || scalar.IsEmpty)
                return [StageClaim.Set(lines, entry, declared)];
            if (StageOrder.IsWithin(NameOf(stage), declared))
                return [];
            if (manifest.Root.Find(ManifestPaths.Target) is { Value: ScalarNode } target)
                return manifest.Text(ManifestPaths.Target) == NameOf(stage) ? [] : [StageClaim.Set(lines, target, NameOf(stage))];
            var line = $"{ManifestPaths.Target}: {NameOf(stage)}";
            return lines.IsFlow(manifest.Root)
                ? [Edit.Insert(ManifestPaths.Target, lines.EndOf(scalar), ", " + line)]
                : [Edit.Insert(
                    ManifestPaths.Target, lines.EndOfLine(lines.LastLine(entry)), lines.LineEnd + line + ProfileRemark(lines, manifest))];
        }

        /// <summary>Whoever reads what the target asks learns there that less can be asked.</summary>
        private static string ProfileRemark(ManifestText lines, ManifestDocument manifest) =>
            manifest.Root.Find(ManifestPaths.Profile) is null && lines.Text.IndexOf(ProfileChoice.Remark, StringComparison.Ordinal) < 0
                ? lines.LineEnd + ProfileChoice.Remark
                : "";

        private PromotionTarget Whole(ManifestDocument manifest) =>
            new("", manifest.Root, RequirementTable.Schema, _asked, null, IsInFlow: false);

        /// <summary>What is still to be done, which is nothing when all is done.</summary>
        private ImmutableArray<Edit> Rest(string done) =>
            [.. LongFormsOf(done, Read(done)!), .. AdditionsOf(done, Read(done)!), .. AimOf(done, Read(done)!)];

        private bool Holds(string changed) => Read(changed) is { } after && Values.Of(after).SetEquals(Values.Of(before));

        private static ManifestDocument? Read(string changed) =>
            LoadedManifest.Of(changed, s_nowhere) is { Faults.IsEmpty: true } loaded ? loaded.Manifest : null;

        private ManifestFault ByHand(string? key) => key is null
            ? ManifestFault.InvalidValue(
                "manifest",
                    "with all that the stage asks for it could not be read again",
                    "Add the keys by hand, or take out what needs not stand in it, and promote again.", Span.At(1, 1))
            : ManifestFault.InvalidValue(
                key, "what the stage asks for cannot be added here without touching what stands around it",
                "Add the key by hand, in its long form and with TODO as its value, and promote again.", PlaceOf(key));

        private Span PlaceOf(string path) => before.Root.Find(path.Split('.')[0])?.KeySpan ?? Span.At(1, 1);

        /// <summary>Whether blank lines part the sections.</summary>
        private static bool IsAiry(ManifestDocument manifest, ManifestText lines) =>
            manifest.Root.Entries.Any(entry => entry.Value is not ScalarNode
                && entry.KeySpan.Line > 1
                && lines.IsBlank(entry.KeySpan.Line - 1));
    }
}
