namespace MlGuard.Lifecycle.Api;

/// <summary>A template that a promotion puts where a document is to be written.</summary>
/// <param name="FullPath">Where; nothing stands there.</param>
/// <param name="Path">The same below the product's folder, with forward slashes.</param>
/// <param name="Text">The template.</param>
public sealed record TemplateFile(string FullPath, string Path, string Text);
