using System.Globalization;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Api;

/// <summary>
/// What an earlier build read of each model: while its size and the time of its last change are the same, it is not read again. A file that
/// is damaged, or that another version wrote, holds nothing.
/// </summary>
public sealed class SeenModels
{
    private const string Header = "mlguard-seen";
    private const string Entry = "seen";

    private static readonly string s_reader = typeof(SeenModels).Module.ModuleVersionId.ToString();

    private readonly Dictionary<string, (string Stamp, ImmutableArray<ImmutableArray<string>> Signature)> _before =
        new(StringComparer.Ordinal);

    private readonly TabbedText _now = new TabbedText().Line(Header, s_reader);

    private SeenModels()
    {
    }

    /// <summary>For the next build.</summary>
    public string Text => _now.ToString();

    /// <summary>What stands in the text of an earlier build, if there was one.</summary>
    public static SeenModels In(string? text)
    {
        var seen = new SeenModels();
        try
        {
            seen.Read(TabbedText.Read(text ?? ""));
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            seen._before.Clear();
        }

        return seen;
    }

    /// <summary>The lines about a model, read only when nobody has.</summary>
    internal ImmutableArray<ImmutableArray<string>> Of(string path, Func<ImmutableArray<ImmutableArray<string>>> read)
    {
        var stamp = StampOf(path);
        var signature = _before.TryGetValue(path, out var known) && known.Stamp == stamp ? known.Signature : read();
        _now.Line(Entry, path, stamp);
        foreach (var line in signature)
            _now.Line(line);
        return signature;
    }

    private static string StampOf(string path)
    {
        var file = new FileInfo(path);
        return string.Format(CultureInfo.InvariantCulture, "{0} {1}", file.Length, file.LastWriteTimeUtc.Ticks);
    }

    private void Read(ImmutableArray<ImmutableArray<string>> lines)
    {
        if (lines.Length == 0 || lines[0] is not [Header, var reader] || reader != s_reader)
            return;
        for (var i = 1; i < lines.Length; i++)
        {
            if (lines[i] is not [Entry, var path, var stamp])
                continue;
            ImmutableArray<ImmutableArray<string>> signature = [.. lines.Skip(i + 1).TakeWhile(line => line[0] != Entry)];
            _before[path] = (stamp, signature);
            i += signature.Length;
        }
    }
}
