using MlGuard.Frameworks;

namespace MlGuard.Lifecycle.Product.Summaries;

/// <summary>
/// A parameter whose text a method passes, also as a part of a longer one, to where it may do harm, and looks at nowhere.
/// </summary>
/// <param name="Parameter">Which, from 0.</param>
/// <param name="Role">What is done with it there.</param>
/// <param name="What">What a message calls the place.</param>
internal sealed record TextUse(int Parameter, TextRole Role, string What);
