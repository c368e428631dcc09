using Microsoft.CodeAnalysis.Simplification;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace MlGuard.CodeFixes.Fallback;

/// <summary>A call of the fallback that the manifest declares, with the arguments that the prediction had.</summary>
internal static class FallbackCall
{
    /// <summary>
    /// The call, or null when no declared fallback is a static method that takes what is at hand and gives what is wanted.
    /// </summary>
    public static ExpressionSyntax? Find(
        IEnumerable<string> fallbacks, SemanticModel model, InvocationExpressionSyntax prediction, SyntaxNode target)
    {
        if (WantedType(target, model) is not { } wanted)
            return null;

        foreach (var method in fallbacks.SelectMany(symbol => MethodsOf(symbol, model.Compilation)))
        {
            if (method.IsStatic && model.IsAccessible(prediction.SpanStart, method)
                && model.Compilation.ClassifyConversion(method.ReturnType, wanted) is { IsImplicit: true }
                && ArgumentsFor(method, prediction, model) is { } arguments)
                return Call(method, arguments);
        }

        return null;
    }

    /// <summary>The manifest names a method, or a type whose methods are all candidates.</summary>
    private static IEnumerable<IMethodSymbol> MethodsOf(string symbol, Compilation compilation)
    {
        if (TypeOf(symbol, compilation) is { } type)
            return type.GetMembers().OfType<IMethodSymbol>().Where(method => method.MethodKind == MethodKind.Ordinary);
        var dot = symbol.LastIndexOf('.');
        return dot > 0 && TypeOf(symbol.Substring(0, dot), compilation) is { } container
            ? container.GetMembers(symbol.Substring(dot + 1)).OfType<IMethodSymbol>()
            : [];
    }

#pragma warning disable RS0030 // A fix runs once, at a click.
    private static INamedTypeSymbol? TypeOf(string name, Compilation compilation) => compilation.GetTypeByMetadataName(name);
#pragma warning restore RS0030

    private static ITypeSymbol? WantedType(SyntaxNode target, SemanticModel model) => target switch
    {
        LocalDeclarationStatementSyntax local => (model.GetDeclaredSymbol(local.Declaration.Variables[0]) as ILocalSymbol)?.Type,
        ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax assignment } => model.GetTypeInfo(assignment.Left).Type,
        ReturnStatementSyntax or MethodDeclarationSyntax or LocalFunctionStatementSyntax or LambdaExpressionSyntax =>
            ReturnTypeAround(target, model),
        _ => null,
    };

    private static ITypeSymbol? ReturnTypeAround(SyntaxNode target, SemanticModel model)
    {
        var function = target.FirstAncestorOrSelf<SyntaxNode>(node =>
            node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax);
        var symbol = function switch
        {
            null => null,
            AnonymousFunctionExpressionSyntax => model.GetSymbolInfo(function).Symbol as IMethodSymbol,
            _ => model.GetDeclaredSymbol(function) as IMethodSymbol,
        };
        return symbol is { IsAsync: true, ReturnType: INamedTypeSymbol { TypeArguments: [var result] } } ? result : symbol?.ReturnType;
    }

    private static ImmutableArray<ExpressionSyntax>? ArgumentsFor(
        IMethodSymbol method, InvocationExpressionSyntax prediction, SemanticModel model)
    {
        var available = prediction.ArgumentList.Arguments.Select(argument => argument.Expression).Where(IsCheapAndPure).ToList();
        var arguments = ImmutableArray.CreateBuilder<ExpressionSyntax>();
        foreach (var parameter in method.Parameters)
        {
            var match = available.FirstOrDefault(expression =>
                model.GetTypeInfo(expression).Type is { } type
                    && model.Compilation.ClassifyConversion(type, parameter.Type) is { IsImplicit: true });
            if (match is null)
                return null;
            available.Remove(match);
            arguments.Add(match.WithoutTrivia());
        }

        return arguments.ToImmutable();
    }

    /// <summary>What may be evaluated a second time.</summary>
    private static bool IsCheapAndPure(ExpressionSyntax expression) =>
        expression is IdentifierNameSyntax or LiteralExpressionSyntax or ThisExpressionSyntax;

    private static InvocationExpressionSyntax Call(IMethodSymbol method, ImmutableArray<ExpressionSyntax> arguments)
    {
        var type = ParseName(method.ContainingType.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat))
            .WithAdditionalAnnotations(Simplifier.Annotation);
        return InvocationExpression(
            MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, type, IdentifierName(method.Name)),
            ArgumentList(SeparatedList(arguments.Select(Argument))));
    }
}
