using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Digest;

/// <summary>A parameter whose text a method of another project passes, also as a part of a longer one, to where it may do harm.</summary>
/// <param name="Parameter">Which, from 0.</param>
/// <param name="Role">What is done with it there.</param>
/// <param name="What">What a message calls the place.</param>
internal readonly record struct TextUse(int Parameter, TextRole Role, string What);
