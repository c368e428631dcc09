using Microsoft.Build.Framework;

namespace MlGuard.Build;

/// <summary>Writes a file into the product's <c>.mlguard</c> folder, and leaves it alone when it is there already.</summary>
public sealed class WriteProductFile : LifecycleTask
{
    /// <summary>Full path of the file.</summary>
    [Required]
    public string File { get; set; } = "";

    /// <summary>Its text, when it is no copy.</summary>
    public string? Text { get; set; }

    /// <summary>The file whose text it takes.</summary>
    public string? CopyOf { get; set; }

    private protected override string Subject => File;

    private protected override void Run() =>
        AtomicFile.WriteIfDifferent(File, CopyOf is { Length: > 0 } source ? System.IO.File.ReadAllText(source) : Text + "\n");
}
