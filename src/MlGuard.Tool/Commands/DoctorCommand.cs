using System.CommandLine;
using System.Text.Json;
using MlGuard.Lifecycle.Evidence.Files;

namespace MlGuard.Tool.Commands;

/// <summary><c>mlguard doctor</c>: is MlGuard on, where, with which manifest and mode, and what is stale?</summary>
internal static class DoctorCommand
{
    private const string Build = "Run 'dotnet build'.";

    private static readonly string[] s_learning =
    [
        "Microsoft.ML/", "Microsoft.ML.OnnxRuntime", "TorchSharp/", "Microsoft.Extensions.AI", "OpenAI/", "Microsoft.SemanticKernel",
        "Microsoft.Agents.AI", "Anthropic/", "OllamaSharp/",
    ];

    public static Command Create(Terminal terminal)
    {
        var folder = CommonOptions.Folder();
        var command = new Command("doctor", "Says whether MlGuard is on, in which projects, with which manifest, and what is stale.")
            { folder };
        command.SetAction(parsed => Run(terminal, ProductPlace.Around(parsed.GetValue(folder)!)));
        return command;
    }

    private static int Run(Terminal terminal, ProductPlace product)
    {
        if (product.Manifest is null && !product.Projects().Any())
        {
            terminal.Bad($"No mlguard.yaml stands in {product.Folder} or above, and no project below, so there is no product to look at.");
            terminal.Line("Go to the folder of a solution, or start one: 'dotnet new mlguard-service -n Shop'.");
            return ExitCode.Invalid;
        }

        var healthy = true;
        void Say(bool isWell, string what, string found, string remedy)
        {
            healthy &= isWell;
            var line = $"  {(isWell ? "ok" : "!!"),-3} {what,-12} {found}";
            if (isWell)
                terminal.Line(line);
            else
                terminal.Warn($"{line}. {remedy}");
        }

        var sdk = DotNet.Run(product.Folder, "--version");
        Say(
            sdk.ExitCode == 0 && IsNewEnough(sdk.Output), "SDK", sdk.Output.Trim().Split('\n')[0],
            "MlGuard's analyzers need 8.0.100 or newer.");
        Say(
            product.Manifest is not null, "manifest", product.Manifest is null ? "none" : Path.GetFileName(product.Manifest),
            "'mlguard init' writes one.");
        Say(
            product.BuildFile is not null, "build file",
            product.BuildFile is null ? "none, or several" : product.Relative(product.BuildFile),
            "Put one solution beside the manifest.");
        foreach (var project in product.Projects().Select(CompiledProject.Of))
            Project(project, product, Say);
        if (product.Manifest is not null)
            Verdict(product, Say);
        terminal.Line();
        if (healthy)
            terminal.Good(Well(product));
        return healthy ? ExitCode.Done : ExitCode.NotEarned;
    }

    /// <summary>No more than was looked at.</summary>
    private static string Well(ProductPlace product) =>
        product.Manifest is not null && File.Exists(Path.Combine(product.Folder, LastVerdict.Place))
            ? "MlGuard is on, and code, manifest and evidence are those of the last verdict. 'mlguard check' asks the gate again."
            : "MlGuard is on. 'mlguard check' asks the gate.";

    private static void Project(CompiledProject project, ProductPlace product, Action<bool, string, string, string> say)
    {
        var name = product.Relative(project.Path);
        var learns = s_learning.Any(package => project.Assets.Contains($"\"{package}", StringComparison.OrdinalIgnoreCase));
        var known = $"{name}{(project.IsTest ? ", tests" : "")}{(learns ? ", machine learning" : "")}";
        if (!project.IsRestored)
            say(false, "project", $"{name} is not restored yet", Build);
        else if (project.UsesMlGuard)
            say(project.Assembly is not null, "project", known + (project.Assembly is null ? ": not built yet" : ""), Build);
        else if (ReferringFiles.NamingSince(project.Path, project.Built) is { } file)
            say(false, "project", $"{known}: not restored since {product.Relative(file)} names MlGuard", Build);
        else
            say(
                false, "project", $"{known}: MlGuard is off",
                "Reference MlGuard in Directory.Build.props, or in Directory.Packages.props where packages are managed centrally.");
    }

    private static void Verdict(ProductPlace product, Action<bool, string, string, string> say)
    {
        var path = Path.Combine(product.Folder, ".mlguard", "verdict.json");
        if (!File.Exists(path))
        {
            say(true, "verdict", "none yet; 'mlguard check' asks the gate", "");
            return;
        }

        using var verdict = JsonDocument.Parse(File.ReadAllBytes(path));
        var root = verdict.RootElement;
        var decided = File.GetLastWriteTimeUtc(path);
        var isOfManifest = decided >= File.GetLastWriteTimeUtc(product.Manifest!);
        say(
            isOfManifest && !(product.CodeChanged() > decided), "verdict",
            $"{root.GetProperty("declared").GetString()} declared, {root.GetProperty("earned").GetString() ?? "nothing"} earned, "
                + $"of {root.GetProperty("day").GetString()}",
            $"The {(isOfManifest ? "code" : "manifest")} is newer: run 'mlguard check'.");
        say(
            true, "mode",
            $"{root.GetProperty("mode").GetString()} when the gate last looked, because {root.GetProperty("modeReason").GetString()}", "");
        foreach (var file in Changed(product, root))
            say(false, "evidence", $"{file} is not what the verdict saw", "Run 'mlguard check'.");
        var stale = root.GetProperty("facts").EnumerateArray().Where(facts => facts.GetProperty("stale").GetString() is { Length: > 0 });
        foreach (var facts in stale)
            say(false, "facts", $"{facts.GetProperty("project").GetString()}: {facts.GetProperty("stale").GetString()}", "Build it again.");
    }

    /// <summary>The files of evidence that were edited, written anew or removed since the verdict.</summary>
    private static IEnumerable<string> Changed(ProductPlace product, JsonElement verdict)
    {
        if (!verdict.TryGetProperty("evidence", out var evidence))
            return [];
        var folder = new ProductFolder(product.Folder);
        return evidence.EnumerateArray()
            .Select(file => (Path: file.GetProperty("file").GetString()!, Hash: file.GetProperty("sha256").GetString()))
            .Where(file => file.Hash is { Length: > 0 } seen && folder.Find(file.Path).Sha256() != seen)
            .Select(file => file.Path);
    }

    private static bool IsNewEnough(string output) =>
        Version.TryParse(output.Trim().Split('\n')[0].Split('-')[0].Trim(), out var version) && version >= new Version(8, 0, 100);
}
