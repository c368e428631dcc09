using System.Composition;
using MlGuard.Analyzers.Serving;
using MlGuard.Catalogue;

namespace MlGuard.CodeFixes.Serving;

/// <summary>MLG4040: passes the settings to the call that could take them.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class UnpassedSettingsCodeFix() : MlGuardCodeFix(RuleIds.UnpassedSettings, "Pass the settings to the call")
{
    private protected override Location PlaceOf(Diagnostic diagnostic) => PlaceBeside(diagnostic);

    private protected override SyntaxNode? ApplyFix(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken)
    {
        if (diagnostic.Properties[UnpassedSettingsAnalyzer.NameProperty] is { } settings
            && blamed.FirstAncestorOrSelf<ExpressionSyntax>(it => it is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax)
                is BaseObjectCreationExpressionSyntax arguments)
            return root.ReplaceNode(arguments, WithSettings(arguments, settings));
        if (blamed.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call
            || model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol method
            || diagnostic.Properties[UnpassedSettingsAnalyzer.NameProperty] is not { } name
            || method.Parameters.FirstOrDefault(it => it.Name is "options" or "executionSettings") is not { } parameter)
            return null;

        var given = call.ArgumentList.Arguments.FirstOrDefault(argument => argument.NameColon?.Name.Identifier.ValueText == parameter.Name)
            ?? call.ArgumentList.Arguments.FirstOrDefault(argument => argument.Expression.IsKind(SyntaxKind.NullLiteralExpression)
                && call.ArgumentList.Arguments.IndexOf(argument) == parameter.Ordinal);
        var passed = SyntaxFactory.Argument(
            SyntaxFactory.NameColon(parameter.Name).WithTrailingTrivia(SyntaxFactory.Space), default, SyntaxFactory.IdentifierName(name));
        var list = call.ArgumentList;
        var changed = root.ReplaceNode(list, given is null ? list.AddArguments(passed) : list.ReplaceNode(given, passed));
        return Compiles(changed, model, cancellationToken) ? changed : null;
    }

    /// <summary>The arguments of a kernel's call, which carry its settings.</summary>
    private static BaseObjectCreationExpressionSyntax WithSettings(BaseObjectCreationExpressionSyntax arguments, string settings)
    {
        var list = SyntaxFactory.ArgumentList(SyntaxFactory.SingletonSeparatedList(
            SyntaxFactory.Argument(SyntaxFactory.IdentifierName(settings))));
        return arguments switch
        {
            ObjectCreationExpressionSyntax { ArgumentList: null } creation => creation
                .WithType(creation.Type.WithoutTrailingTrivia())
                .WithArgumentList(list.WithTrailingTrivia(creation.Type.GetTrailingTrivia())),
            { ArgumentList: { } own } => arguments.WithArgumentList(list.WithTriviaFrom(own)),
            _ => arguments,
        };
    }
}
