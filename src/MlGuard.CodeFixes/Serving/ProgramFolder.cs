using Microsoft.CodeAnalysis.Simplification;

namespace MlGuard.CodeFixes.Serving;

/// <summary>A path below the folder that the program lies in, wherever it is started.</summary>
internal static class ProgramFolder
{
    /// <summary>Puts <c>Path.Combine(AppContext.BaseDirectory, ...)</c> in the place of <paramref name="literal"/>.</summary>
    /// <param name="root">The file.</param>
    /// <param name="literal">The path that the code has.</param>
    /// <param name="below">The path below the folder, as the code writes it.</param>
    public static SyntaxNode Replace(SyntaxNode root, LiteralExpressionSyntax literal, string below)
    {
        var path = SyntaxFactory.ParseExpression(
            $"global::System.IO.Path.Combine(global::System.AppContext.BaseDirectory, {below})");
        path = path.ReplaceNodes(
            path.DescendantNodes().OfType<MemberAccessExpressionSyntax>(), (_, current) =>
                current.WithAdditionalAnnotations(Simplifier.Annotation));
        return root.ReplaceNode(literal, path.WithTriviaFrom(literal));
    }
}
