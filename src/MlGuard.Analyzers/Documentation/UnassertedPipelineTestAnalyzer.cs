using MlGuard.Analyzers.Frameworks;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Documentation;

/// <summary>MLG8010: a test trains or predicts and then looks at nothing.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnassertedPipelineTestAnalyzer() : MlGuardAnalyzer(RuleIds.UnassertedPipelineTest, scope: RuleScope.OnlyInTestProjects)
{
    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation)
    {
        var tests = new PipelineTests(compilation);
        var assertions = new Assertions(compilation);
        start.RegisterSymbolAction(
            context =>
            {
                var method = (IMethodSymbol)context.Symbol;
                if (TestCode.IsTestMethod(method)
                    && tests.Contains(method)
                    && !assertions.MayFail(method, context.CancellationToken))
                    Report(context, compilation, Diagnostic.Create(Rule, method.Locations[0], method.Name));
            },
            SymbolKind.Method);
    }
}
