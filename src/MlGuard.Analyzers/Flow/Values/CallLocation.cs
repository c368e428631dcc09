using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlGuard.Analyzers.Flow.Values;

/// <summary>The smallest piece of a call that is to blame: the name that is called, the type that is created.</summary>
internal static class CallLocation
{
    public static Location Of(SyntaxNode call) => call switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier: var name } } => name.GetLocation(),
        InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax { Name.Identifier: var name } } => name.GetLocation(),
        InvocationExpressionSyntax { Expression: SimpleNameSyntax { Identifier: var name } } => name.GetLocation(),
        InvocationExpressionSyntax invocation => invocation.Expression.GetLocation(),
        MemberAccessExpressionSyntax { Name.Identifier: var name } => name.GetLocation(),
        ObjectCreationExpressionSyntax creation => creation.Type.GetLocation(),
        _ => call.GetLocation(),
    };
}
