namespace MlGuard.Lifecycle.Writers.Promotion;

/// <summary>A template that a promotion writes where a document is to be written.</summary>
/// <param name="FullPath">Where; nothing stands there.</param>
/// <param name="Path">The same below the product's folder, with forward slashes.</param>
/// <param name="Text">The template.</param>
internal sealed record PlacedTemplate(string FullPath, string Path, string Text);
