using MlGuard.Analyzers.Frameworks;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Documentation;

/// <summary>
/// MLG8012: no test reached a pipeline of the manifest when the gate last looked. The gate decides; this shows it where the code stands.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UntestedPipelineAnalyzer() : MlGuardAnalyzer(RuleIds.UntestedPipeline, scope: RuleScope.Everywhere)
{
    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation)
    {
        if (compilation.Digest is not { Untested.IsEmpty: false } digest)
            return;

        start.RegisterSymbolAction(
            context =>
            {
                foreach (var pipeline in digest.Untested)
                {
                    if (IsNamed(context.Symbol, pipeline.Symbol) && context.Symbol.MemberPath() == pipeline.Symbol)
                        Report(
                            context, compilation, Diagnostic.Create(Rule, context.Symbol.Locations[0], context.Symbol.Name, pipeline.Day));
                }
            },
            SymbolKind.Method,
            SymbolKind.NamedType);
    }

    private static bool IsNamed(ISymbol symbol, string path) => path.EndsWith(symbol.Name, StringComparison.Ordinal);
}
