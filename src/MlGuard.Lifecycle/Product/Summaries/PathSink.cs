using MlGuard.Frameworks;

namespace MlGuard.Lifecycle.Product.Summaries;

/// <summary>A parameter that a method passes on, unchanged, as the path of a file.</summary>
/// <param name="Parameter">Which, from 0.</param>
/// <param name="Role">What is done with the file: data or model, read or written.</param>
/// <param name="Separator">What separates the cells of the text file that is read; null when it is not known.</param>
internal sealed record PathSink(int Parameter, Role Role, char? Separator)
{
    /// <summary>Between the cells of <see cref="Feeds"/>.</summary>
    public const char Between = '\u001f';

    /// <summary>What the session of the model is fed: name, element type and dimensions of each input in turn; empty where that is not known.</summary>
    public string Feeds { get; init; } = "";
}
