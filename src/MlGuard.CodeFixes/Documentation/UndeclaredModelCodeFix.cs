using System.Composition;
using Microsoft.CodeAnalysis.Text;
using MlGuard.Analyzers.Documentation;
using MlGuard.Catalogue;

namespace MlGuard.CodeFixes.Documentation;

/// <summary>Adds the model to the manifest, which the build gives to editors as an additional file.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class UndeclaredModelCodeFix : CodeFixProvider
{
    internal const string Title = "Add the model to the manifest";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [RuleIds.UndeclaredModel];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => UndeclaredModelFixAll.Instance;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (await AddAsync(context.Document.Project, [diagnostic], context.CancellationToken).ConfigureAwait(false) is { } solution)
                context.RegisterCodeFix(CodeAction.Create(Title, _ => Task.FromResult(solution), equivalenceKey: Title), diagnostic);
        }
    }

    /// <summary>The solution with each reported model in the manifest, or null when there is no manifest to write in.</summary>
    internal static async Task<Solution?> AddAsync(
        Project project, IEnumerable<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        if (ManifestOf(project) is not { FilePath: var path } manifest)
            return null;

        var text = await manifest.GetTextAsync(cancellationToken).ConfigureAwait(false);
        var models = diagnostics.Select(PathOf).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase);
        if (ManifestModels.Add(text.ToString(), models) is not { } added)
            return null;

        // Every project of the product holds the one manifest as its own document.
        return project.Solution.Projects
            .SelectMany(candidate => candidate.AdditionalDocuments)
            .Where(document => document.Id == manifest.Id || (path is not null && document.FilePath == path))
            .Aggregate(
                project.Solution, (solution, document) =>
                    solution.WithAdditionalDocumentText(document.Id, SourceText.From(added, text.Encoding)));
    }

    private static TextDocument? ManifestOf(Project project) =>
        project.AdditionalDocuments.FirstOrDefault(document =>
            FileName(document.FilePath ?? document.Name) is "mlguard.yaml" or "mlguard.yml");

    private static string FileName(string path) => path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);

    private static string? PathOf(Diagnostic diagnostic) =>
        diagnostic.Properties.TryGetValue(UndeclaredModelAnalyzer.PathProperty, out var path) ? path : null;
}
