using System.CommandLine;
using System.Security.Cryptography;

namespace MlGuard.Tool.Commands;

/// <summary><c>mlguard hash</c>: the hash of a file as the manifest writes it.</summary>
internal static class HashCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = new Argument<FileInfo>("file") { Description = "A model or another file." };
        file.AcceptExistingOnly();
        var command = new Command("hash", "Prints the SHA-256 of a file as the manifest writes it.") { file };
        command.SetAction(parsed =>
        {
            using var stream = parsed.GetValue(file)!.OpenRead();
            terminal.Line($"sha256:{Convert.ToHexString(SHA256.HashData(stream)).ToLowerInvariant()}");
            return ExitCode.Done;
        });
        return command;
    }
}
