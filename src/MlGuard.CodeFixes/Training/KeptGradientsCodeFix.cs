using System.Composition;
using MlGuard.Catalogue;

namespace MlGuard.CodeFixes.Training;

/// <summary>MLG2011: clears the gradients of the optimizer that steps in the same block, before the backward pass.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class KeptGradientsCodeFix() : MlGuardCodeFix(RuleIds.KeptGradients, "Clear the gradients first")
{
    private protected override SyntaxNode? ApplyFix(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken)
    {
        var block = blamed.FirstAncestorOrSelf<BlockSyntax>();
        var steps = block?.DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Select(call => call.Expression as MemberAccessExpressionSyntax).OfType<MemberAccessExpressionSyntax>()
            .Where(access => access.Name.Identifier.ValueText == "step" && access.SpanStart > blamed.SpanStart
                && IsOptimizer(model.GetTypeInfo(access.Expression, cancellationToken).Type))
            .Select(access => access.Expression.WithoutTrivia().ToString()).Distinct(StringComparer.Ordinal).ToList();
        return steps is [var optimizer] ? TorchStatement.InFrontOf(root, blamed, $"{optimizer}.zero_grad();") : null;
    }

    private static bool IsOptimizer(ITypeSymbol? type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current is { Name: "Optimizer", ContainingAssembly.Name: "TorchSharp" })
                return true;
        }

        return false;
    }
}
