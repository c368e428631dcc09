using MlGuard.Analyzers.Flow.Texts;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Security;

/// <summary>MLG7012: a tool of an MCP server says that it changes nothing, and does.</summary>
/// <remarks>Clients run what says <c>ReadOnly</c> without a question. OWASP ASI02 and ASI09 of 2026.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MislabelledToolAnalyzer() : MlGuardAnalyzer(RuleIds.MislabelledTool, LanguageModels.Frameworks)
{
    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation)
    {
        var effects = new ToolEffects(compilation);
        start.RegisterSymbolAction(
            context =>
            {
                var method = (IMethodSymbol)context.Symbol;
                if (Tools.MarkOf(method, compilation.Symbols) is not { } mark)
                    return;

                foreach (var pair in mark.NamedArguments)
                {
                    var (label, value) = (pair.Key, pair.Value.Value);
                    if (Denies(label, value) is { } denied
                        && effects.Of(method, denied, context.CancellationToken) is { } effect)
                    {
                        var place = mark.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken).GetLocation()
                            ?? method.Locations[0];
                        Report(context, compilation, Diagnostic.Create(
                            Rule, place, $"{label} = {(value is true ? "true" : "false")}", method.Name, effect.What));
                        return;
                    }
                }
            },
            SymbolKind.Method);
    }

    /// <summary>Which effects the label denies.</summary>
    private static Func<ToolEffect, bool>? Denies(string label, object? value) => (label, value) switch
    {
        ("ReadOnly", true) => _ => true,
        ("Destructive", false) => effect => effect.IsDestructive,
        _ => null,
    };
}
