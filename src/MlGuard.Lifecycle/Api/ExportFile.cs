namespace MlGuard.Lifecycle.Api;

/// <summary>A form of a verdict.</summary>
/// <param name="Kind">Which form.</param>
/// <param name="Name">Of the file.</param>
/// <param name="Text">What stands in it.</param>
public sealed record ExportFile(string Kind, string Name, string Text);
