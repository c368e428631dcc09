using MlGuard.Analyzers.Digest;
using MlGuard.Analyzers.Models;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Serving;

/// <summary>MLG4022: a model that is loaded from the program's folder, to which nothing copies it.</summary>
/// <remarks>The build says where each model among the project's items is copied to.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UndeployedModelAnalyzer() : MlGuardAnalyzer(RuleIds.UndeployedModel)
{
    private const string Copy = "CopyToOutputDirectory=\"PreserveNewest\"";

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation)
    {
        var files = ModelFiles.Of(start.Options, start.CancellationToken);
        if (files.IsEmpty)
            return;

        RegisterCalls(start, (context, method, arguments) =>
        {
            foreach (var path in ModelPath.AllOf(method, arguments, compilation, context.CancellationToken))
            {
                if (path.Base != ModelPathBase.Other
                    && !path.Text.Contains("..")
                    && LackAt(path, files) is { } lack
                    && !SavedModels.Contain(path.FileName, compilation, context.CancellationToken)
                    && !SavedModels.AreWrittenBeside(context.Operation, path.FileName, compilation))
                    Report(
                        context, compilation,
                        Diagnostic.Create(Rule, path.Value.Syntax.GetLocation(), lack.File.Name, lack.What, lack.Advice));
            }
        });
    }

    private static (ModelFile File, string What, string Advice)? LackAt(ModelPath path, ModelFiles files)
    {
        if (files.Find(path.Text, path.Value.Syntax.SyntaxTree.FilePath) is { } file && LackOf(file) is { } lack)
            return (file, lack.What, lack.Advice);
        return path.IsWhole && files.Misplaced(path.Text, path.Base == ModelPathBase.Program) is { } misplaced
            ? (misplaced, $"the build copies it to '{misplaced.Target}' and not to '{path.Text}'", "Write the path as the build does.")
            : null;
    }

    private static (string What, string Advice)? LackOf(ModelFile file) => file.Deployment switch
    {
        "none" => ("the build does not copy it there", $"Set {Copy} on its item."),
        "output" => ("publishing leaves it out", "Remove CopyToPublishDirectory from its item."),
        "stray" => ("it is no item of the project", $"Include it with {Copy}."),
        _ => null,
    };
}
