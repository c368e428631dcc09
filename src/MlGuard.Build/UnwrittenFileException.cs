namespace MlGuard.Build;

/// <summary>A file that could not be written: no room, no right, or held by another program.</summary>
/// <param name="path">Full path of the file.</param>
/// <param name="reason">What the system said.</param>
internal sealed class UnwrittenFileException(string path, Exception reason)
    : IOException(WithoutPath(reason.Message), reason)
{
    /// <summary>Full path of the file.</summary>
    public string Path { get; } = path;

    /// <summary>The system names the draft, which nobody knows.</summary>
    private static string WithoutPath(string message) =>
        (message.IndexOf(" : '", StringComparison.Ordinal) is > 0 and var end ? message.Substring(0, end) : message).TrimEnd('.', ' ');
}
