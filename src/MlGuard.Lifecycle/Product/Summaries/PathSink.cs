using MlGuard.Frameworks;

namespace MlGuard.Lifecycle.Product.Summaries;

/// <summary>A parameter that a method passes on, unchanged, as the path of a file.</summary>
/// <param name="Parameter">Which, from 0.</param>
/// <param name="Role">What is done with the file: data or model, read or written.</param>
/// <param name="Separator">What separates the cells of the text file that is read; null when it is not known.</param>
internal sealed record PathSink(int Parameter, Role Role, char? Separator);
