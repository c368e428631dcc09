using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlGuard.Analyzers.Predictions;

/// <summary>
/// What a message calls an entry point: the member, or for a handler the route that it is mapped to, or the variable that holds it.
/// </summary>
internal static class EntryPointName
{
    public static string Of(ISymbol entryPoint) => entryPoint is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } handler
        ? OfHandler(handler)
        : $"{entryPoint.ContainingType?.Name}.{entryPoint.Name}";

    private static string OfHandler(IMethodSymbol handler)
    {
        var syntax = handler.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();
        if (syntax?.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable })
            return variable.Identifier.ValueText;
        if (syntax?.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call)
            return "lambda";

        var route = call.ArgumentList.Arguments.Select(argument => argument.Expression).OfType<LiteralExpressionSyntax>()
            .FirstOrDefault()?.Token.ValueText;
        return route is null ? NameOf(call) : $"{NameOf(call)} {route}";
    }

    private static string NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
        var name => name.ToString(),
    };
}
