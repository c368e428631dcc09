using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Digest;

/// <summary>A parameter that ends up, unchanged, as the path of a file.</summary>
/// <param name="Parameter">Which, from 0.</param>
/// <param name="Role">What is done with the file: data or model, read or written.</param>
/// <param name="Separator">What separates the cells of the text file that is read; null when it is not known.</param>
internal readonly record struct PathSink(int Parameter, Role Role, char? Separator);
