using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Digest;

/// <summary>A parameter that ends up, unchanged, as the path of a file.</summary>
/// <param name="Parameter">Which, from 0.</param>
/// <param name="Role">What is done with the file: data or model, read or written.</param>
/// <param name="Separator">What separates the cells of the text file that is read; null when it is not known.</param>
internal readonly record struct PathSink(int Parameter, Role Role, char? Separator)
{
    private const char Between = '\u001f';

    /// <summary>As the summary writes it: name, element type and dimensions of each input in turn.</summary>
    public string? FedText { get; init; }

    /// <summary>The inputs that the session of the model is fed.</summary>
    public IEnumerable<FedInput> Feeds
    {
        get
        {
            var cells = string.IsNullOrEmpty(FedText) ? [] : FedText!.Split(Between);
            for (var i = 0; i + 2 < cells.Length; i += 3)
                yield return new(cells[i], cells[i + 1], FedInput.ShapeOf(cells[i + 2]));
        }
    }
}
