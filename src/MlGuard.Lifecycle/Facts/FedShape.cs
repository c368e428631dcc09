using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Facts;

/// <summary>
/// The dimensions of a tensor as summaries write them: <c>1x3x?x640</c>, a question mark for each that is no constant, and nothing where not
/// even their number is known.
/// </summary>
internal static class FedShape
{
    private const char Between = 'x';
    private const string Open = "?";

    public static string Write(ImmutableArray<long?> sizes) => sizes.IsDefaultOrEmpty
        ? ""
        : string.Join(Between.ToString(), sizes.Select(size => size is >= 0 and <= int.MaxValue ? TabbedText.Number((int)size) : Open));

    /// <summary>What holds for each of several tensors that are fed to one input.</summary>
    public static string Common(IEnumerable<string> shapes)
    {
        var all = shapes.Select(shape => shape.Split(Between)).ToImmutableArray();
        return all.Any(shape => shape.Length != all[0].Length)
            ? ""
            : string.Join(
                Between.ToString(),
                Enumerable.Range(0, all[0].Length).Select(at => all.All(shape => shape[at] == all[0][at]) ? all[0][at] : Open));
    }
}
