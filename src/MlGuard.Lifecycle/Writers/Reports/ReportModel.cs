using System.Security.Cryptography;
using System.Text.Json;
using MlGuard.Lifecycle.Decisions;
using MlGuard.Lifecycle.Product;

namespace MlGuard.Lifecycle.Writers.Reports;

/// <summary>What every writer reads: a verdict, and the earlier ones where there are some. The same verdicts give the same bytes.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Earlier">Those before it, from the oldest on.</param>
internal sealed record ReportModel(VerdictDocument Verdict, ImmutableArray<VerdictDocument> Earlier)
{
    private const int DaysToExpiry = 30;
    private const int ThingsToDo = 3;

    /// <summary>States that need somebody, the worst first.</summary>
    private static readonly ImmutableArray<string> s_urgent =
        [.. new[] { RowState.Broken, RowState.Failed, RowState.Conditional, RowState.Pending }.Select(RowStates.NameOf)];

    /// <summary>A verdict beside others, of which those that are older count.</summary>
    public static ReportModel Of(VerdictDocument verdict, IEnumerable<VerdictDocument> others) =>
        new(
            verdict,
            [
                .. others.Where(other => string.CompareOrdinal(other.Day, verdict.Day) <= 0 && !IsSame(other, verdict))
                    .OrderBy(other => other.Day, StringComparer.Ordinal),
            ]);

    public SaidValues Said { get; } = new(Verdict.Manifest);

    /// <summary>The manifest's folder, from the root of the repository; empty where they are the same.</summary>
    public string Folder { get; init; } = "";

    /// <summary>Whether SARIF names what is waived.</summary>
    public bool WithWaived { get; init; }

    /// <summary>The same for the same verdict: what formats ask for that number their documents.</summary>
    public Guid Identity
    {
        get
        {
            using var sha = SHA256.Create();
            var bytes = sha.ComputeHash(JsonSerializer.SerializeToUtf8Bytes(Verdict)).Take(16).ToArray();
            // The bits that say: made of a hash, by a scheme of one's own (RFC 9562, version 8).
            bytes[7] = (byte)((bytes[7] & 0x0F) | 0x80);
            bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
            return new(bytes);
        }
    }

    /// <summary>Whether the manifest was understood, so that there is something to say.</summary>
    public bool IsReadable => Verdict.Declared.Length > 0;

    public bool IsEarned => Verdict.Earned is { } earned && StageOrder.IsWithin(Verdict.Declared, earned);

    public string Title =>
        string.Join(" ", new[] { Verdict.Product, Verdict.Version }.Where(part => part.Length > 0)) is { Length: > 0 } title
        ? title
        : "Product without a readable manifest";

    /// <summary>The stage that is worked on: the target, else the one after the declared one; empty at the top.</summary>
    public string Ahead => Verdict.Target.Length > 0 ? Verdict.Target : StageOrder.After(Verdict.Declared) ?? "";

    /// <summary>The rows that the declared stage speaks of.</summary>
    public bool IsAsked(RowDocument row) => StageOrder.IsWithin(row.Stage, Verdict.Declared);

    /// <summary>What costs the declared stage, the worst first.</summary>
    public ImmutableArray<RowDocument> Gaps =>
        [.. Verdict.Rows.Where(row => row is { Open: true, Binds: true, Rule: not "stage" }).OrderBy(Urgency)];

    /// <summary>The rows that the stage ahead asks for and that are not fulfilled for it.</summary>
    public ImmutableArray<RowDocument> AheadRows =>
        Ahead.Length == 0
            ? []
            : [.. Verdict.Rows.Where(row => row.Rule != "stage" && row.State != RowStates.NameOf(RowState.NotApplicable)
                && row.BindsFrom.Length > 0 && StageOrder.IsWithin(row.BindsFrom, Ahead) && !Reaches(row, Ahead))];

    /// <summary>The things to do next, the most urgent first.</summary>
    public ImmutableArray<NextThing> Next =>
    [
        .. Gaps.Select(row => new NextThing($"{row.Title}: {row.State}", Sentence(row.Reason), row.Rule, row.Line))
            .Concat(Verdict.Waivers.Where(waiver => waiver.DaysLeft <= DaysToExpiry).OrderBy(waiver => waiver.DaysLeft).Select(waiver =>
                new NextThing("Renew or end a waiver", $"It holds until {waiver.Expires}.", waiver.Rule, waiver.Line)))
            .Concat(Verdict.Findings.Where(finding => finding.Severity != "message" && Gaps.IsEmpty).Select(finding =>
                new NextThing(IsReadable ? $"Look at this {finding.Severity}" : "Make the manifest readable", finding.Message, finding.Code,
                    finding.Line)))
            .Concat(AheadRows
                .Select(row => new NextThing(row.Title, $"{StageName(Ahead)} asks for it. {Sentence(row.Reason)}", row.Rule, row.Line)))
            .GroupBy(thing => thing.Rule).Select(group => group.First()).Take(ThingsToDo),
    ];

    public static bool Reaches(RowDocument row, string stage) => row.Reaches.Length > 0 && StageOrder.IsWithin(stage, row.Reaches);

    /// <summary>As a sentence begins with it.</summary>
    public static string StageName(string stage) => stage == "mvp" ? "MVP" : Capital(stage);

    public static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text.Substring(1);

    private static bool IsSame(VerdictDocument one, VerdictDocument other) =>
        JsonSerializer.SerializeToUtf8Bytes(one).AsSpan().SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(other));

    private static int Urgency(RowDocument row) => s_urgent.IndexOf(row.State) is >= 0 and var at ? at : s_urgent.Length;

    private static string Sentence(string reason) => reason.Length == 0 ? "" : $"{Capital(reason)}.";
}

/// <summary>Something to do.</summary>
/// <param name="Title">In a few words.</param>
/// <param name="Why">In a sentence.</param>
/// <param name="Rule">The row or rule.</param>
/// <param name="Line">Where in the manifest, from 1; 0 for nowhere.</param>
internal sealed record NextThing(string Title, string Why, string Rule, int Line);
