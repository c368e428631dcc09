using System.Composition;
using Microsoft.CodeAnalysis.Simplification;
using MlGuard.Catalogue;
using MlGuard.Frameworks;

namespace MlGuard.CodeFixes.Serving;

/// <summary>
/// MLG4001: gives each thread, or each request, an engine of its own. Engines in singletons and lambdas stay: where they come from instead
/// (a pool, a thread's own) is the team's decision.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class SharedPredictionEngineCodeFix() : MlGuardCodeFix(RuleIds.SharedPredictionEngine, "Give each thread its own engine")
{
    private const string Singleton = "Singleton";
    private const string Value = "Value";

    private protected override SyntaxNode? ApplyFix(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken)
    {
        if (blamed
            is VariableDeclaratorSyntax { Initializer.Value: { } value,
                Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: FieldDeclarationSyntax } } field)
            return model.GetDeclaredSymbol(field, cancellationToken) is IFieldSymbol { IsStatic: true } symbol
                ? WithThreadLocal(root, field, value, symbol, model, cancellationToken)
                : null;
        return blamed.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call ? Scoped(root, call, model, cancellationToken) : null;
    }

    private static SyntaxNode? WithThreadLocal(
        SyntaxNode root, VariableDeclaratorSyntax field, ExpressionSyntax value, IFieldSymbol symbol, SemanticModel model,
        CancellationToken cancellationToken)
    {
        if (symbol.Type is not INamedTypeSymbol type)
            return null;

        var isLazy = type.Name == "Lazy";
        var factory = isLazy ? FactoryOf(value) : SyntaxFactory.ParenthesizedLambdaExpression(value.WithoutTrivia());
        var uses = UsesOf(symbol, root, model, cancellationToken);
        if (factory is null || (!isLazy && (symbol.DeclaredAccessibility != Accessibility.Private || !uses.All(IsRead))))
            return null;

        var engine = (isLazy ? type.TypeArguments[0] : type).ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        var threadLocal = SyntaxFactory.ParseTypeName($"global::System.Threading.ThreadLocal<{engine}>")
            .WithAdditionalAnnotations(Simplifier.Annotation);
        var creation = SyntaxFactory.ObjectCreationExpression(threadLocal.WithLeadingTrivia(SyntaxFactory.Space))
            .WithArgumentList(SyntaxFactory.ArgumentList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Argument(factory))));
        var declaration = (VariableDeclarationSyntax)field.Parent!;
        var replaced = isLazy ? uses.Select(ValueOf).OfType<ExpressionSyntax>() : uses;
        return root.ReplaceNodes(replaced.Concat<SyntaxNode>([declaration.Type, value]), (old, current) =>
        {
            if (old == declaration.Type)
                return threadLocal.WithTriviaFrom(old);
            return old == value
                ? creation.WithTriviaFrom(old)
                : Engine((ExpressionSyntax)current, isLazy, model.GetNullableContext(old.SpanStart).WarningsEnabled());
        });
    }

    /// <summary>The thread's engine. <c>ThreadLocal.Value</c> is declared as what may be null; with this factory it never is.</summary>
    private static ExpressionSyntax Engine(ExpressionSyntax use, bool isValue, bool warnsOfNull)
    {
        var engine = isValue
            ? use.WithoutTrailingTrivia()
            : SyntaxFactory.MemberAccessExpression(
                SyntaxKind.SimpleMemberAccessExpression, use.WithoutTrailingTrivia(), SyntaxFactory.IdentifierName(Value));
        if (warnsOfNull)
            engine = SyntaxFactory.PostfixUnaryExpression(SyntaxKind.SuppressNullableWarningExpression, engine);
        return engine.WithTrailingTrivia(use.GetTrailingTrivia());
    }

    private static MemberAccessExpressionSyntax? ValueOf(ExpressionSyntax use) =>
        use.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: Value } access && access.Expression == use ? access : null;

    /// <summary>The factory that a <c>Lazy</c> is made from; a thread mode is dropped, since each thread has its own value.</summary>
    private static ExpressionSyntax? FactoryOf(ExpressionSyntax value) =>
        value
            is BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: [{ Expression: LambdaExpressionSyntax
                or IdentifierNameSyntax } factory, ..] } ? factory.Expression : null;

    /// <summary>The expressions that read the field in this file; with the class in front when it is written.</summary>
    private static List<ExpressionSyntax> UsesOf(
        IFieldSymbol field, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken) =>
    [
        .. from name in root.DescendantNodes().OfType<IdentifierNameSyntax>()
           where name.Identifier.ValueText == field.Name
               && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellationToken).Symbol, field)
           select name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : (ExpressionSyntax)name,
    ];

    private static bool IsRead(ExpressionSyntax use) => use.Parent is MemberAccessExpressionSyntax access && access.Expression == use;

    /// <summary>
    /// Registers for each request in place of once; not when the factory reads the model's file, which no request should pay for.
    /// </summary>
    private static SyntaxNode? Scoped(
        SyntaxNode root, InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellationToken)
    {
        if (call.Expression is not MemberAccessExpressionSyntax { Name: var name }
            || call.ArgumentList.Arguments is not [.., { Expression: LambdaExpressionSyntax factory }]
            || LoadsModel(factory, model, cancellationToken))
            return null;

        var scoped = name.Identifier.ValueText.Replace(Singleton, "Scoped");
        return root.ReplaceToken(name.Identifier, SyntaxFactory.Identifier(scoped).WithTriviaFrom(name.Identifier));
    }

    private static bool LoadsModel(LambdaExpressionSyntax factory, SemanticModel model, CancellationToken cancellationToken)
    {
        var symbols = new Analyzers.Frameworks.MlSymbols(model.Compilation, digest: null);
        return factory.DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Any(inner =>
                model.GetSymbolInfo(inner, cancellationToken).Symbol is IMethodSymbol method && symbols.Plays(method, Role.LoadModel));
    }
}
