using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;
using Microsoft.CodeAnalysis.Text;

namespace MlGuard.CodeFixes;

/// <summary>
/// The line ends of a file, kept when it is fixed. The formatter breaks lines as the machine does, so that a file of the other kind would
/// come out with both.
/// </summary>
internal static class LineEndings
{
    public const string Unix = "\n";
    private const string Windows = "\r\n";

    /// <summary>
    /// <paramref name="changed"/>, simplified and formatted where it asks to be, with the line ends of <paramref name="original"/>. A file
    /// that mixes them is left to the formatter.
    /// </summary>
    public static async Task<Document> KeepAsync(Document original, Document changed, CancellationToken cancellationToken)
    {
        var before = await original.GetTextAsync(cancellationToken).ConfigureAwait(false);
        if (Of(before.ToString()) is not { } lineEnd)
            return changed;

        var formatted = await FormatAsync(changed, cancellationToken).ConfigureAwait(false);
        var after = (await formatted.GetTextAsync(cancellationToken).ConfigureAwait(false)).ToString().Replace(Windows, Unix);
        return original.WithText(
            SourceText.From(lineEnd == Unix ? after : after.Replace(Unix, lineEnd), before.Encoding, before.ChecksumAlgorithm));
    }

    /// <summary>What an editor does with the change of a fix.</summary>
    private static async Task<Document> FormatAsync(Document document, CancellationToken cancellationToken)
    {
        document = await Simplifier.ReduceAsync(document, Simplifier.Annotation, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        document = await Formatter.FormatAsync(document, Formatter.Annotation, cancellationToken: cancellationToken).ConfigureAwait(false);
        return await Formatter.FormatAsync(document, SyntaxAnnotation.ElasticAnnotation, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>How every line of a text ends; null when they end in different ways, or there is but one.</summary>
    public static string? Of(string text)
    {
        var (windows, all) = (0, 0);
        for (var at = text.IndexOf('\n'); at >= 0; at = text.IndexOf('\n', at + 1))
        {
            all++;
            if (at > 0 && text[at - 1] == '\r')
                windows++;
        }

        if (all == 0)
            return null;
        if (windows == 0)
            return Unix;
        return windows == all ? Windows : null;
    }
}
