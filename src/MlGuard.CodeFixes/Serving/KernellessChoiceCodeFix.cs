using System.Composition;
using MlGuard.Catalogue;

namespace MlGuard.CodeFixes.Serving;

/// <summary>MLG4035: passes a kernel that is in scope.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class KernellessChoiceCodeFix() : MlGuardCodeFix(RuleIds.KernellessChoice, "Pass the kernel")
{
    private const string Kernel = "Microsoft.SemanticKernel.Kernel";

    private protected override SyntaxNode? ApplyFix(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken)
    {
        if (blamed.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call || KernelAt(call.SpanStart, model) is not { } kernel)
            return null;

        var given = call.ArgumentList.Arguments.FirstOrDefault(argument => argument.NameColon?.Name.Identifier.ValueText == "kernel");
        var passed = SyntaxFactory.Argument(
            SyntaxFactory.NameColon("kernel").WithTrailingTrivia(SyntaxFactory.Space), default, SyntaxFactory.IdentifierName(kernel));
        var changed = given is null ? call.ArgumentList.AddArguments(passed) : call.ArgumentList.ReplaceNode(given, passed);
        var fixedRoot = root.ReplaceNode(call.ArgumentList, changed);
        return Compiles(fixedRoot, model, cancellationToken) ? fixedRoot : null;
    }

    private static string? KernelAt(int position, SemanticModel model) => model.LookupSymbols(position).FirstOrDefault(symbol =>
        (symbol switch
        {
            ILocalSymbol local => local.Type,
            IParameterSymbol parameter => parameter.Type,
            IFieldSymbol field => field.Type,
            IPropertySymbol property => property.Type,
            _ => null,
        })?.ToDisplayString() == Kernel
        && (symbol is not ILocalSymbol || symbol.DeclaringSyntaxReferences.All(it => it.Span.End <= position)))?.Name;
}
