using System.CommandLine;
using MlGuard.Lifecycle.Decisions;
using MlGuard.Lifecycle.Evidence.Documents;
using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Requirements;
using MlGuard.Lifecycle.Text;
using MlGuard.Lifecycle.Writers.Reports;
using MlGuard.Lifecycle.Writers.Start;

namespace MlGuard.Tool.Commands;

/// <summary>
/// <c>mlguard waive</c> and <c>mlguard attest</c>: write an entry into the manifest, and nothing that it would not accept.
/// </summary>
internal static class EntryCommands
{
    private static readonly ImmutableArray<string> s_waived = ["rule", "scope"];

    public static Command Waive(Terminal terminal) => Create(
        terminal, "waive", "waivers", "Accepts a gap until a day. Somebody other than the owner approves it.",
        ("owner", "Who answers for the gap.", true), ("approved", "Who agreed.", true), ("reason", "Why it is acceptable.", true),
        ("expires", "The last day, as in 2027-02-28.", true), ("scope", "The slice, source or monitor that it is about.", false),
        ("kind", "not-applicable, accepted-risk, remediated-elsewhere or not-detected.", false), ("issue", "Where it is tracked.", false));

    public static Command Attest(Terminal terminal) => Create(
        terminal, "attest", "attestations", "Vouches for a row that nothing could see, with a document.",
        ("by", "Who vouches.", true), ("date", "The day, as in 2026-10-20.", true), ("evidence", "The document.", true));

    private static Command Create(
        Terminal terminal, string name, string list, string description, params (string Key, string Text, bool IsRequired)[] keys)
    {
        var row = new Argument<string>("row") { Description = "The row, such as training/slices.", HelpName = "row" };
        row.CompletionSources.Add(_ => RequirementTable.All.Where(known => known.IsWaivable)
            .Select(known => new System.CommandLine.Completions.CompletionItem(known.Id)));
        var folder = CommonOptions.Folder();
        var template = new Option<bool>("--template")
            { Description = "Lays MlGuard's template where the document is to be, and attests nothing yet." };
        var command = new Command(name, description) { row, folder };
        if (list == "attestations")
            command.Add(template);
        List<Option<string?>> options =
            [.. keys.Select(key => new Option<string?>($"--{key.Key}") { Description = key.Text, Required = key.IsRequired })];
        options.ForEach(command.Add);
        command.SetAction(parsed => Add(
            terminal, ProductPlace.Around(parsed.GetValue(folder)!), list,
            [("rule", parsed.GetValue(row)!), .. keys.Zip(options).Where(pair => parsed.GetValue(pair.Second) is not null)
                .Select(pair => (pair.First.Key, parsed.GetValue(pair.Second)!))],
            list == "attestations" && parsed.GetValue(template)));
        return command;
    }

    private static int Add(Terminal terminal, ProductPlace product, string list, List<(string Key, string Value)> values, bool laysTemplate)
    {
        if (product.Manifest is null)
        {
            terminal.Bad("There is no mlguard.yaml here or above. Run 'mlguard init'.");
            return ExitCode.Invalid;
        }

        var text = File.ReadAllText(product.Manifest);
        var folder = new ProductFolder(product.Folder);
        var changed = ListEntry.Append(text, list, values);
        if (LoadedManifest.Of(text, folder).Faults is [var fault, ..])
        {
            terminal.Bad($"{Path.GetFileName(product.Manifest)}({fault.Span.Line}): {fault.Message}");
            return ExitCode.Invalid;
        }

        if (changed is not null && LoadedManifest.Of(changed, folder).Faults is [var own, ..])
        {
            terminal.Bad(own.Message);
            return ExitCode.Invalid;
        }

        if (changed is null)
        {
            terminal.Bad($"The entry cannot be added by itself. Add it below '{list}:' by hand:");
            terminal.Line(ListEntry.Item(values, "  "));
            return ExitCode.Invalid;
        }

        var (before, after) = (ProductOf(text, product), ProductOf(changed, product));
        var remark = NewRemark(before, after);
        var use = UseOf(before, after, product, list, values[0].Value);
        if (laysTemplate && remark is { IsAbsence: true } && use.Refusal.Length == 0 && LaidTemplate(after, values) is { } laid)
        {
            terminal.Warn($"Nothing is attested yet: {laid} was not there, so a template stands there now.");
            terminal.Line("Answer what it asks, add it to the repository, and run the same command again without --template.");
            return ExitCode.NotEarned;
        }

        if ((Refusal(after, list, values) ?? Named(list, values, use.Refusal) ?? remark?.Message) is { } refusal)
        {
            terminal.Bad(refusal);
            return ExitCode.Invalid;
        }

        File.WriteAllText(product.Manifest, changed);
        terminal.Good($"{Path.GetFileName(product.Manifest)} holds it now, below '{list}'.");
        if (use.Note.Length > 0)
            terminal.Warn(use.Note);
        return ExitCode.Done;
    }

    /// <summary>What the entry itself says that cannot be meant; null when it can.</summary>
    private static string? Refusal(ProductSnapshot after, string list, List<(string Key, string Value)> values)
    {
        if (after.Manifest.Find($"{list}[]").Count(entry => IsSame(entry, list, values)) > 1)
            return Named(list, values, "it is there already. Change the one that is there.");
        return Days.TryRead(values.Find(value => value.Key == "expires").Value ?? "", out var expires) && expires < after.Today
            ? Named(list, values, $"it would have expired on {Days.Written(expires)}. Name a day that is still to come.")
            : null;
    }

    private static string? Named(string list, List<(string Key, string Value)> values, string what) =>
        what.Length == 0 ? null : $"{(list == "waivers" ? "waiver" : "attestation")} of '{values[0].Value}': {what}";

    /// <summary>What the gate would say of the entry; null when it counts.</summary>
    private static Remark? NewRemark(ProductSnapshot before, ProductSnapshot after)
    {
        var known = Acceptances.Of(before).Remarks.Select(remark => remark.Message).ToImmutableHashSet();
        return Acceptances.Of(after).Remarks.FirstOrDefault(remark => !known.Contains(remark.Message));
    }

    /// <summary>Whether the entry would do anything, by what is seen now and by what the last gate saw.</summary>
    private static EntryUse UseOf(ProductSnapshot before, ProductSnapshot after, ProductPlace product, string list, string rule)
    {
        if (EntryUse.Never(rule, list == "waivers") is { } never)
            return never;
        var decision = Decision.Of(before);
        var place = Path.Combine(product.Folder, LastVerdict.Place);
        var last = File.Exists(place) ? VerdictFile.Read(File.ReadAllText(place)).Value : null;
        if (list == "attestations")
            return EntryUse.OfAttestation(decision, rule, last);
        return Acceptances.Of(after).Waivers.LastOrDefault(waiver => waiver.Rule == rule) is { } waiver
            ? EntryUse.OfWaiver(decision, waiver, last)
            : new("", "");
    }

    /// <summary>The path of the document, where its template was written; null where it cannot be.</summary>
    private static string? LaidTemplate(ProductSnapshot after, List<(string Key, string Value)> values)
    {
        var path = FilePointer.FileOf(values.Find(value => value.Key == "evidence").Value ?? "");
        if (DocumentTemplate.For("attestations[].evidence") is not { } template
            || !path.EndsWith(".md", StringComparison.OrdinalIgnoreCase)
            || after.Folder.Locate(path) is not { Fault: null, Exists: false, FullPath: { } full })
            return null;
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, template.Text);
        return path;
    }

    /// <summary>A waiver is known by its row and scope; of attestations a row may have several.</summary>
    private static bool IsSame(ManifestEntry entry, string list, List<(string Key, string Value)> values) =>
        entry.Value is MapNode map
        && (list == "waivers" ? s_waived : [.. values.Select(value => value.Key)]).All(
            key => (map.Find(key)?.Value as ScalarNode)?.Text == values.Find(value => value.Key == key).Value);

    private static ProductSnapshot ProductOf(string text, ProductPlace product) =>
        LoadedManifest.Of(text, new ProductFolder(product.Folder)).ProductAt(
            new(product.Manifest!, [], DateTime.UtcNow.Date, null, ContinuousIntegration: false));
}
