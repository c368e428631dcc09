using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlGuard.Analyzers.Flow;

/// <summary>The smallest piece of a call that is to blame: the name that is called, the type that is created.</summary>
internal static class CallLocation
{
    public static Location Of(SyntaxNode call) => (call switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member } => member.Name,
        InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax member } => member.Name,
        InvocationExpressionSyntax invocation => invocation.Expression,
        ObjectCreationExpressionSyntax creation => creation.Type,
        _ => call,
    }).GetLocation();
}
