using MlGuard.Analyzers.Digest;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Documentation;

/// <summary>MLG8001: the code loads a model by a constant path that no model of the manifest has.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UndeclaredModelAnalyzer() : MlGuardAnalyzer(RuleIds.UndeclaredModel)
{
    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation)
    {
        if (compilation.Digest is not { } digest)
            return;

        start.RegisterOperationAction(
            context =>
            {
                var (method, arguments) = context.Operation switch
                {
                    IInvocationOperation call => (call.TargetMethod, call.Arguments),
                    IObjectCreationOperation { Constructor: { } constructor } creation => (constructor, creation.Arguments),
                    _ => default,
                };
                if (method is null || compilation.Symbols.RowOf(method) is not { ModelArgument: { } parameter })
                    return;
                if (arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter) is { } model
                    && Constants.Tail(model.Value) is { Length: > 0 } path
                    && !IsDeclared(path, digest))
                    Report(
                        context, compilation, Diagnostic.Create(
                            Rule, model.Value.Syntax.GetLocation(), ImmutableDictionary<string, string?>.Empty.Add(
                                PathProperty, path), path));
            },
            OperationKind.Invocation,
            OperationKind.ObjectCreation);
    }

    /// <summary>The property of the diagnostic that carries the model's path to the fix.</summary>
    internal const string PathProperty = "path";

    private static bool IsDeclared(string path, ManifestDigest digest) =>
        digest.Models.Any(model => string.Equals(FileName(model.PathOrId), FileName(path), StringComparison.OrdinalIgnoreCase));

    private static string FileName(string path) => path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);
}
