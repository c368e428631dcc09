using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlGuard.Analyzers.Frameworks;

namespace MlGuard.Analyzers.Flow.Calls;

/// <summary>Binds one declaration and reads its body.</summary>
internal static class BodyReader
{
    /// <summary>What the body does, or null when the declaration has none that the compiler binds.</summary>
    public static BodyFacts? Read(
        SyntaxNode declaration, Compilation compilation, MlSymbols symbols, EntryPoints entryPoints, CancellationToken cancellationToken)
    {
        // In an editor the symbols of a referenced project have source too, which is another compilation's.
        if (!compilation.ContainsSyntaxTree(declaration.SyntaxTree))
            return null;

#pragma warning disable RS1030 // Callers stand in other files; only bodies that mention the wanted name get here, each once.
        var model = compilation.GetSemanticModel(declaration.SyntaxTree);
#pragma warning restore RS1030
        return OwnerOf(declaration, model, cancellationToken) is { } owner
            ? BodyFacts.Read(
                CallPaths.NodeOf(owner), [.. Roots(declaration).Select(root => model.GetOperation(root, cancellationToken))
                    .OfType<IOperation>()], symbols, entryPoints)
            : null;
    }

    /// <summary>
    /// What the mentions of <paramref name="name"/> in a declaration may mean: the method, or every candidate where the compiler finds none
    /// that fits.
    /// </summary>
    public static IEnumerable<IMethodSymbol> MethodsNamed(
        string name, SyntaxNode declaration, Compilation compilation, CancellationToken cancellationToken)
    {
        if (!compilation.ContainsSyntaxTree(declaration.SyntaxTree))
            return [];

#pragma warning disable RS1030 // As above.
        var model = compilation.GetSemanticModel(declaration.SyntaxTree);
#pragma warning restore RS1030
        return declaration.DescendantNodes().OfType<SimpleNameSyntax>().Where(mention => mention.Identifier.ValueText == name)
            .Select(mention => model.GetSymbolInfo(mention, cancellationToken))
            .SelectMany(meaning => meaning.Symbol is { } symbol ? [symbol] : meaning.CandidateSymbols)
            .OfType<IMethodSymbol>();
    }

    /// <summary>The operations of a declaration's body; none where the compiler binds none.</summary>
    public static IEnumerable<IOperation> OperationsOf(
        SyntaxNode declaration, Compilation compilation, CancellationToken cancellationToken)
    {
        if (!compilation.ContainsSyntaxTree(declaration.SyntaxTree))
            return [];

#pragma warning disable RS1030 // As above.
        var model = compilation.GetSemanticModel(declaration.SyntaxTree);
#pragma warning restore RS1030
        return Roots(declaration).Select(root => model.GetOperation(root, cancellationToken)).OfType<IOperation>();
    }

    private static ISymbol? OwnerOf(SyntaxNode declaration, SemanticModel model, CancellationToken cancellationToken) => declaration switch
    {
        CompilationUnitSyntax unit => model.GetDeclaredSymbol(unit, cancellationToken),
        PropertyDeclarationSyntax { ExpressionBody: not null } property => model.GetDeclaredSymbol(property, cancellationToken)?.GetMethod,
        IndexerDeclarationSyntax { ExpressionBody: not null } indexer => model.GetDeclaredSymbol(indexer, cancellationToken)?.GetMethod,
        _ => model.GetDeclaredSymbol(declaration, cancellationToken),
    };

    private static IEnumerable<SyntaxNode> Roots(SyntaxNode declaration) => declaration switch
    {
        PropertyDeclarationSyntax property => new SyntaxNode?[] { property.ExpressionBody, property.Initializer }.OfType<SyntaxNode>(),
        IndexerDeclarationSyntax { ExpressionBody: { } body } => [body],
        VariableDeclaratorSyntax { Initializer: { } initializer } => [initializer],
        BasePropertyDeclarationSyntax or VariableDeclaratorSyntax => [],
        _ => [declaration],
    };
}
