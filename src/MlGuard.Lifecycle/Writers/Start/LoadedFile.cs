namespace MlGuard.Lifecycle.Writers.Start;

/// <summary>Which of the models among the files is the one that code loads.</summary>
internal static class LoadedFile
{
    private static readonly char[] s_separators = ['/', '\\'];

    /// <summary>Null where there is none, or nobody can tell.</summary>
    /// <param name="models">The models among the files.</param>
    /// <param name="served">What the code loads, as it is written, and the projects that name it.</param>
    public static (string Path, string Source)? Of(ImmutableArray<string> models, ImmutableArray<(string Path, string Project)> served)
    {
        if (served.IsEmpty)
            return models is [var only] ? (only, "the only model among the files") : null;
        if (served.Select(name => NamedModels.FileName(name.Path)).Distinct(StringComparer.OrdinalIgnoreCase).Count() > 1)
            return null;
        var found = Nearest(models, served);
        return found is [var loaded] ? (loaded, $"the model that {Path.GetFileName(served[0].Project)} loads") : null;
    }

    /// <summary>
    /// Those of the name, of which the folder that is written beside it tells more; else the one of a project that names it.
    /// </summary>
    private static ImmutableArray<string> Nearest(ImmutableArray<string> models, ImmutableArray<(string Path, string Project)> served)
    {
        ImmutableArray<(string Path, int Same)> named =
        [
            .. models.Select(path => (path, served.Max(name => SameEnd(path, name.Path)))).Where(pair => pair.Item2 > 0),
        ];
        ImmutableArray<string> nearest = [.. named.Where(pair => pair.Same == named.Max(other => other.Same)).Select(pair => pair.Path)];
        if (nearest.Length < 2)
            return nearest;
        ImmutableArray<string> beside = [.. nearest.Where(path => served.Any(name => IsBelow(path, name.Project)))];
        return beside.Length < 2 ? beside : [.. beside.Where(path => served.Any(name => IsIn(path, name.Project, name.Path)))];
    }

    private static bool IsBelow(string path, string project) => path.StartsWith(FolderOf(project), StringComparison.OrdinalIgnoreCase);

    private static bool IsIn(string path, string project, string name) =>
        string.Equals(path, FolderOf(project) + name.Replace('\\', '/'), StringComparison.OrdinalIgnoreCase);

    private static string FolderOf(string project) => project.Substring(0, project.LastIndexOf('/') + 1);

    /// <summary>How many parts two paths share, counted from the file's name.</summary>
    private static int SameEnd(string one, string other) =>
        Enumerable.Reverse(one.Split(s_separators)).Zip(Enumerable.Reverse(other.Split(s_separators)), (left, right) => (left, right))
            .TakeWhile(pair => string.Equals(pair.left, pair.right, StringComparison.OrdinalIgnoreCase)).Count();
}
