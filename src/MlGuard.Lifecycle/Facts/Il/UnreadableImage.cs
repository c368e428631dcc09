namespace MlGuard.Lifecycle.Facts.Il;

/// <summary>
/// What the metadata reader throws over bytes that are no metadata, beside the exception that it documents: seen on assemblies with random
/// bytes.
/// </summary>
internal static class UnreadableImage
{
    public static bool Explains(Exception exception) =>
        exception is BadImageFormatException or InvalidCastException or InvalidOperationException or ArgumentException or OverflowException
            or IndexOutOfRangeException or NullReferenceException;
}
