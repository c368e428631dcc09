using System.Composition;
using MlGuard.Analyzers.Security;
using MlGuard.Catalogue;

namespace MlGuard.CodeFixes.Security;

/// <summary>
/// MLG7004: reads the key from the configuration where one is in reach, and else from the environment. A constant that several places share
/// is left to the team. The key that was in the source has to be revoked in any case.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class LiteralKeyCodeFix() : MlGuardCodeFix(RuleIds.LiteralKey, "Read the key from outside of the source")
{
    private const string Configuration = "Microsoft.Extensions.Configuration.IConfiguration";

    private protected override SyntaxNode? ApplyFix(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken)
    {
        if (blamed is not LiteralExpressionSyntax literal || diagnostic.Properties[LiteralKeyAnalyzer.VariableProperty] is not { } variable)
            return null;

        var value = ConfigurationAt(literal.SpanStart, model) is { } configuration
            ? $"{configuration}[\"{variable}\"]!"
            : $"{EnvironmentAt(literal.SpanStart, model)}.GetEnvironmentVariable(\"{variable}\")!";
        return root.ReplaceNode(literal, SyntaxFactory.ParseExpression(value).WithTriviaFrom(literal));
    }

    private static string EnvironmentAt(int position, SemanticModel model) =>
        model.LookupNamespacesAndTypes(position, name: "Environment").OfType<INamedTypeSymbol>()
            .Any(type => type.ContainingNamespace.ToDisplayString() == "System")
            ? "Environment"
            : "System.Environment";

    private static string? ConfigurationAt(int position, SemanticModel model)
    {
        foreach (var symbol in model.LookupSymbols(position))
        {
            var type = symbol switch
            {
                IParameterSymbol parameter => parameter.Type,
                ILocalSymbol local when local.DeclaringSyntaxReferences.All(it => it.Span.End <= position) => local.Type,
                _ => null,
            };
            if (type?.ToDisplayString() == Configuration)
                return symbol.Name;
            if (type is not null && IsBuilder(type))
                return $"{symbol.Name}.Configuration";
        }

        return null;
    }

    private static bool IsBuilder(ITypeSymbol type) => type.Name is "WebApplicationBuilder" or "HostApplicationBuilder"
        or "IHostApplicationBuilder";
}
