using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Digest;

/// <summary>A parameter that ends up, unchanged, as the path of a file.</summary>
/// <param name="Parameter">Which, from 0.</param>
/// <param name="Role">What is done with the file: data or model, read or written.</param>
/// <param name="Separator">What separates the cells of the text file that is read; null when it is not known.</param>
internal readonly record struct PathSink(int Parameter, Role Role, char? Separator)
{
    private const char Between = '\u001f';

    /// <summary>As the summary writes it: name and element type of each input in turn.</summary>
    public string? FedText { get; init; }

    /// <summary>The inputs that the session of the model is fed, each with the metadata name of its elements' type.</summary>
    public IEnumerable<(string Name, string Element)> Feeds
    {
        get
        {
            var cells = string.IsNullOrEmpty(FedText) ? [] : FedText!.Split(Between);
            for (var i = 0; i + 1 < cells.Length; i += 2)
                yield return (cells[i], cells[i + 1]);
        }
    }
}
