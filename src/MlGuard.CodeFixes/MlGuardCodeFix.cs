namespace MlGuard.CodeFixes;

/// <summary>
/// What every fix shares: one rule, an action that is offered only after it was found possible, and a Fix All that fixes one finding after
/// the other, so that fixes which touch the same lines never fight.
/// </summary>
public abstract class MlGuardCodeFix : CodeFixProvider
{
    private readonly string _title;

    /// <param name="ruleId">The rule.</param>
    /// <param name="title">What the editor offers.</param>
    /// <param name="isForAll">Whether to fix many findings at once; not what leaves work in each place.</param>
    private protected MlGuardCodeFix(string ruleId, string title, bool isForAll = true)
    {
        FixableDiagnosticIds = [ruleId];
        _title = title;
        IsForAll = isForAll;
    }

    /// <summary>Whether it fixes many findings at once; where not, it leaves each as it is then.</summary>
    internal bool IsForAll { get; }

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; }

    /// <inheritdoc/>
    public sealed override FixAllProvider? GetFixAllProvider() =>
        IsForAll
            ? FixAllProvider.Create((context, document, diagnostics) =>
                FixAndKeepLineEndingsAsync(document, diagnostics, context.CancellationToken))
            // Without one, 'dotnet format' says of each finding that it cannot be fixed, also where another fix does it.
            : FixAllProvider.Create((_, _, _) => Task.FromResult<Document?>(null));

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            var place = (PlaceOf(diagnostic).SourceTree is { } tree ? context.Document.Project.GetDocument(tree) : null)
                ?? context.Document;
            var changed = await ApplyFixesAsync(place, [diagnostic], context.CancellationToken).ConfigureAwait(false);
            if (changed is not null)
                context.RegisterCodeFix(
                    CodeAction.Create(
                        _title, cancellation => LineEndings.KeepAsync(place, changed, cancellation), equivalenceKey: _title), diagnostic);
        }
    }

    /// <summary>
    /// The root without what <paramref name="diagnostic"/> reports at <paramref name="blamed"/>, or null when no change would be right.
    /// </summary>
    private protected abstract SyntaxNode? ApplyFix(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken);

    /// <summary>
    /// Whether the file has no more errors as <paramref name="changed"/> than it has now: for fixes that change the type of something.
    /// </summary>
    private protected static bool Compiles(SyntaxNode changed, SemanticModel model, CancellationToken cancellationToken)
    {
        var tree = model.SyntaxTree.WithRootAndOptions(changed, model.SyntaxTree.Options);
        return ErrorsIn(model.Compilation.ReplaceSyntaxTree(model.SyntaxTree, tree).GetSemanticModel(tree)) <= ErrorsIn(model);

        int ErrorsIn(SemanticModel file) =>
            file.GetDiagnostics(cancellationToken: cancellationToken).Count(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    }

    /// <summary>Where to fix: where the rule blames, unless a fix says otherwise.</summary>
    private protected virtual Location PlaceOf(Diagnostic diagnostic) => diagnostic.Location;

    /// <summary>The place that a rule names beside the one that it blames, for fixes that change the code there.</summary>
    private protected static Location PlaceBeside(Diagnostic diagnostic) =>
        diagnostic.AdditionalLocations.Count > 0 ? diagnostic.AdditionalLocations[0] : diagnostic.Location;

    private async Task<Document?> FixAndKeepLineEndingsAsync(
        Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken) =>
        await ApplyFixesAsync(document, diagnostics, cancellationToken).ConfigureAwait(false) is { } changed
            ? await LineEndings.KeepAsync(document, changed, cancellationToken).ConfigureAwait(false)
            : null;

    private async Task<Document?> ApplyFixesAsync(
        Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        if (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } original)
            return null;

        // What stands in another file is fixed from the editor alone, one at a time.
        var findings =
            diagnostics.Where(diagnostic =>
                PlaceOf(diagnostic).SourceTree?.FilePath == original.SyntaxTree.FilePath
                    && original.FullSpan.Contains(PlaceOf(diagnostic).SourceSpan))
            .Select(diagnostic => (diagnostic, blamed: original.FindNode(PlaceOf(diagnostic).SourceSpan, getInnermostNodeForTie: true)))
                .ToList();
        var current = document.WithSyntaxRoot(original.TrackNodes(findings.Select(finding => finding.blamed)));
        var isChanged = false;
        foreach (var (diagnostic, blamed) in findings)
        {
            var model = await current.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
            var root = await current.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
            if (model is not null
                && root?.GetCurrentNode(blamed) is { } node
                && ApplyFix(root, node, diagnostic, model, cancellationToken) is { } changed)
            {
                current = current.WithSyntaxRoot(changed);
                isChanged = true;
            }
        }

        return isChanged ? await ImportedAsync(current, cancellationToken).ConfigureAwait(false) : null;
    }

    private static async Task<Document> ImportedAsync(Document changed, CancellationToken cancellationToken)
    {
        var root = await changed.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var model = await changed.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (root is null || model is null)
            return changed;
        var imported = Imports.For(root, model);
        return imported != root && Compiles(imported, model, cancellationToken) ? changed.WithSyntaxRoot(imported) : changed;
    }
}
