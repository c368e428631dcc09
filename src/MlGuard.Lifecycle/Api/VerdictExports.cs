using MlGuard.Lifecycle.Writers.Exports;
using MlGuard.Lifecycle.Writers.Reports;

namespace MlGuard.Lifecycle.Api;

/// <summary>What people and other programs read of a verdict. The same verdict gives the same bytes.</summary>
public static class VerdictExports
{
    /// <summary>Stands for every form.</summary>
    public const string Everything = "all";

    /// <summary>The forms that there are.</summary>
    public static ImmutableArray<string> Kinds { get; } = [.. Export.All.Select(export => export.Kind)];

    /// <summary>Writes a verdict in the forms that are wanted.</summary>
    /// <exception cref="FormatException">The text is no verdict.</exception>
    public static ImmutableArray<ExportFile> Write(ExportRequest request)
    {
        var (verdict, fault) = VerdictFile.Read(request.Verdict);
        if (verdict is null)
            throw new FormatException(fault!.Text);
        var model = ReportModel.Of(verdict, request.Earlier.Select(text => VerdictFile.Read(text).Value).OfType<VerdictDocument>()) with
        {
            Folder = request.Folder,
            WithWaived = request.WithWaived,
        };
        return
        [
            .. Export.All.Where(export => request.Kinds.Contains(export.Kind) || request.Kinds.Contains(Everything))
                .Where(export => export.IsPossible(model))
                .Select(export => new ExportFile(export.Kind, export.File, export.Write(model))),
        ];
    }

    /// <summary>
    /// A folder from the root of the repository around it, with slashes; empty at the root and where there is no repository.
    /// </summary>
    public static string FolderInRepository(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
            if (Directory.Exists(Path.Combine(at.FullName, ".git")) || File.Exists(Path.Combine(at.FullName, ".git")))
                return new DirectoryInfo(folder).FullName.Substring(at.FullName.Length).Replace('\\', '/').Trim('/');
        return "";
    }
}
