namespace MlGuard.CodeFixes.Documentation;

/// <summary>All projects of a product share one manifest, so all their models are added in one edit.</summary>
internal sealed class UndeclaredModelFixAll : FixAllProvider
{
    public static UndeclaredModelFixAll Instance { get; } = new();

    public override async Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext)
    {
        var cancellation = fixAllContext.CancellationToken;
        var solution = fixAllContext.Solution;
        foreach (var project in fixAllContext.Scope == FixAllScope.Solution ? solution.Projects : [fixAllContext.Project])
        {
            var diagnostics = fixAllContext is { Scope: FixAllScope.Document, Document: { } document }
                ? await fixAllContext.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false)
                : await fixAllContext.GetAllDiagnosticsAsync(project).ConfigureAwait(false);
            if (!diagnostics.IsEmpty && solution.GetProject(project.Id) is { } current)
                solution = await UndeclaredModelCodeFix.AddAsync(current, diagnostics, cancellation).ConfigureAwait(false) ?? solution;
        }

        return CodeAction.Create(
            UndeclaredModelCodeFix.Title, _ => Task.FromResult(solution), equivalenceKey: UndeclaredModelCodeFix.Title);
    }
}
