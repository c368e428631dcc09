using MlGuard.Lifecycle.Api;

namespace MlGuard.Build;

/// <summary>Why a project left no facts, by what its last restore left behind.</summary>
internal static class UnseenProject
{
    private const string Package = "\"MlGuard/";
    private const int MaxCharacters = 1 << 24;

    private static readonly ImmutableArray<string> s_shared =
        ["Directory.Packages.props", "Directory.Build.props", "Directory.Build.targets"];

    /// <param name="project">The project's full path.</param>
    /// <param name="root">The manifest's folder.</param>
    public static MissingProject Of(string project, string root)
    {
        var name = project.Substring(root.Length + 1).Replace('\\', '/');
        if (Assets(project, root) is not { } assets)
            return new(name, "it was never restored", "Run 'dotnet restore' on it.");
        if (Holds(assets, Package))
            return new(
                name, "it references MlGuard and left no facts: it was not built, or sets MlGuardManifest to something else",
                "Build it before the gate, or let it take the manifest that the others take.");
        return Names(project, root).Any(file => Holds(file, "\"MlGuard\""))
            ? new(name, "it was restored before MlGuard was added", "Run 'dotnet restore' on it.")
            : new(
                name, "it does not reference MlGuard",
                "Reference the package for all projects, in Directory.Packages.props or Directory.Build.props beside the manifest.");
    }

    /// <summary>Where the packages were resolved: beside the project, or where one folder holds the output of all projects.</summary>
    private static string? Assets(string project, string root)
    {
        var name = Path.GetFileNameWithoutExtension(project);
        return new[] { Path.Combine(Path.GetDirectoryName(project)!, "obj"), Path.Combine(root, "artifacts", "obj", name) }
            .Select(folder => Path.Combine(folder, "project.assets.json")).FirstOrDefault(File.Exists);
    }

    /// <summary>Where a package can be referenced: the project, and the nearest of each file that builds import by themselves.</summary>
    private static IEnumerable<string> Names(string project, string root) =>
        s_shared.SelectMany(shared => Imported(shared, project, root)).Prepend(project);

    /// <summary>The nearest file of a name, and those above it as long as the one before imports anything.</summary>
    private static IEnumerable<string> Imported(string shared, string project, string root)
    {
        for (var folder = Path.GetDirectoryName(project); folder?.Length >= root.Length; folder = Path.GetDirectoryName(folder))
        {
            var file = Path.Combine(folder, shared);
            if (!File.Exists(file))
                continue;
            yield return file;
            if (!Holds(file, "<Import"))
                yield break;
        }
    }

    private static bool Holds(string file, string text)
    {
        try
        {
            return new FileInfo(file).Length <= MaxCharacters
                && File.ReadAllText(file).IndexOf(text, StringComparison.OrdinalIgnoreCase) >= 0;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
