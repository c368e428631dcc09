using System.CommandLine;
using System.Security.Cryptography;
using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Writers.Start;

namespace MlGuard.Tool.Commands;

/// <summary><c>mlguard hash</c>: the hash of a file as the manifest writes it, or those of all models into the manifest.</summary>
internal static class HashCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = new Argument<FileInfo>("file")
        {
            Description = "A model or another file. Without one, the hashes of the manifest's models are written into it.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        file.AcceptExistingOnly();
        var command = new Command(
            "hash", "Prints the SHA-256 of a file as the manifest writes it, or writes those of its models.")
            { file };
        command.SetAction(parsed => parsed.GetValue(file) is { } named
            ? Print(terminal, named)
            : Write(terminal, ProductPlace.Around(".")));
        return command;
    }

    /// <summary>Writes the hash of each model that is there into the manifest, and says what has changed.</summary>
    /// <returns>Whether something has.</returns>
    public static bool Renew(Terminal terminal, ProductPlace product)
    {
        var pin = ModelPin.Of(File.ReadAllText(product.Manifest!), new ProductFolder(product.Folder));
        if (!pin.Changes.IsEmpty)
            File.WriteAllText(product.Manifest!, pin.Text);
        foreach (var change in pin.Changes)
            terminal.Good($"{Path.GetFileName(product.Manifest)}: {change}");
        return !pin.Changes.IsEmpty;
    }

    private static int Print(Terminal terminal, FileInfo file)
    {
        if (!file.Exists)
        {
            terminal.Bad($"'{file}' is a folder. Name the model, or another file, whose hash you want.");
            return ExitCode.Invalid;
        }

        using var stream = file.OpenRead();
        terminal.Line($"sha256:{Convert.ToHexString(SHA256.HashData(stream)).ToLowerInvariant()}");
        return ExitCode.Done;
    }

    private static int Write(Terminal terminal, ProductPlace product)
    {
        if (product.Manifest is null)
        {
            terminal.Bad("There is no mlguard.yaml here or above. Name the file whose hash you want.");
            return ExitCode.Invalid;
        }

        var before = File.ReadAllText(product.Manifest);
        Renew(terminal, product);
        if (before == File.ReadAllText(product.Manifest))
            terminal.Line("Every model that the manifest names with a hash has that hash, or is not there.");
        return ExitCode.Done;
    }
}
