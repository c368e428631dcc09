using System.Diagnostics;
using MlGuard.Lifecycle.Facts;

namespace MlGuard.Lifecycle.Tests.Products;

/// <summary>
/// The F# compiler of the SDK that runs these tests, as a Debug build calls it: an optimizing one inlines small functions, and then no call
/// is left to read.
/// </summary>
internal static class FSharpCompiler
{
    public static (AssemblyFacts Facts, byte[] Image) Compile(string source, string name, params (string Name, byte[] Image)[] projects)
    {
        var folder = Directory.CreateTempSubdirectory("mlguard-fs").FullName;
        try
        {
            var (code, library) = (Path.Combine(folder, $"{name}.fs"), Path.Combine(folder, $"{name}.dll"));
            File.WriteAllText(code, source);
            foreach (var project in projects)
                File.WriteAllBytes(Path.Combine(folder, $"{project.Name}.dll"), project.Image);
            var references = SampleProduct.LibraryPaths.Append(typeof(object).Assembly.Location)
                .Append(Path.Combine(FSharpFolder(), "FSharp.Core.dll"))
                .Concat(projects.Select(project => Path.Combine(folder, $"{project.Name}.dll")));
            var response = Path.Combine(folder, "fsc.rsp");
            File.WriteAllLines(
                response,
                [
                    "--nologo",
                    "--target:library",
                    "--noframework",
                    "--targetprofile:netcore",
                    "--optimize-",
                    $"--out:{library}",
                    .. references.Select(path => $"-r:{path}"),
                    code,
                ]);
            using var process = Process.Start(new ProcessStartInfo(
                "dotnet",
                [Path.Combine(FSharpFolder(), "fsc.dll"), $"@{response}"])
                {
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                })!;
            var said = process.StandardOutput.ReadToEndAsync();
            var failed = process.StandardError.ReadToEndAsync();
            Assert.True(process.WaitForExit(TimeSpan.FromMinutes(2)) && process.ExitCode == 0, said.Result + failed.Result);
            return (FactsReader.Read(library, $"src/{name}/{name}.fsproj", "net10.0", isTestProject: false), File.ReadAllBytes(library));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string FSharpFolder()
    {
        var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));
        return Directory.EnumerateDirectories(Path.Combine(root, "sdk")).Select(sdk => Path.Combine(sdk, "FSharp"))
            .Where(folder => File.Exists(Path.Combine(folder, "fsc.dll"))).Order(StringComparer.Ordinal).Last();
    }
}
