using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlGuard.Analyzers.Serving;

/// <summary>
/// The field behind a member that only hands out what is kept there, made the first time or not: <c>Get() => s_session ??= new(...)</c>,
/// also in a dictionary, a cache or a <c>Lazy</c>.
/// </summary>
internal static class KeptField
{
    private static readonly ImmutableHashSet<string> s_keepingCalls = ["GetOrAdd", "GetOrCreate", "GetOrCreateAsync"];

    private static readonly ImmutableHashSet<string> s_puttingCalls = ["Add", "TryAdd"];

    /// <summary>Its name; null for a member that hands out something else as well, or of another assembly.</summary>
    public static string? Behind(ISymbol member)
    {
        ImmutableArray<string?> names =
        [
            .. member.OriginalDefinition.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax())
                .SelectMany(declaration => Answers(declaration).Select(answer => NameOf(answer, declaration, member.ContainingType)))
                .Distinct(),
        ];
        return names is [var only] ? only : null;
    }

    private static IEnumerable<ExpressionSyntax> Answers(SyntaxNode declaration) => Own(declaration)
        .Select(node => node switch
        {
            ArrowExpressionClauseSyntax arrow when arrow.Parent == declaration || arrow.Parent.IsKind(SyntaxKind.GetAccessorDeclaration) =>
                arrow.Expression,
            ReturnStatementSyntax { Expression: { } answer } => answer,
            _ => null,
        }).OfType<ExpressionSyntax>();

    private static IEnumerable<SyntaxNode> Own(SyntaxNode declaration) => declaration.DescendantNodes(
        node => node == declaration || node is not (LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax));

    private static string? NameOf(ExpressionSyntax answer, SyntaxNode declaration, INamedTypeSymbol type)
    {
        return answer switch
        {
            AssignmentExpressionSyntax made when made.IsKind(SyntaxKind.CoalesceAssignmentExpression) => Of(made.Left),
            BinaryExpressionSyntax { Right: ThrowExpressionSyntax } guarded => Of(guarded.Left),
            PostfixUnaryExpressionSyntax sure => Of(sure.Operand),
            ParenthesizedExpressionSyntax inner => Of(inner.Expression),
            AwaitExpressionSyntax awaited => Of(awaited.Expression),
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax call }
                when s_keepingCalls.Contains(call.Name.Identifier.ValueText) => OfStore(call.Expression, type),
            ElementAccessExpressionSyntax element => OfStore(element.Expression, type),
            MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: IdentifierNameSyntax name } => Of(name),
            MemberAccessExpressionSyntax { Expression: var lazy, Name.Identifier.ValueText: "Value" } => OfLazy(lazy),
            IdentifierNameSyntax { Identifier.ValueText: var name } =>
                FieldOf(name, type) is not null ? name : OfVariable(name, declaration, type),
            _ => null,
        };

        string? Of(ExpressionSyntax part) => NameOf(part, declaration, type);

        string? OfLazy(ExpressionSyntax lazy)
        {
            if (FieldAt(lazy, type) is { } field)
                return field.Type.Name == "Lazy" ? field.Name : null;
            return lazy is InvocationExpressionSyntax or ElementAccessExpressionSyntax ? Of(lazy) : null;
        }
    }

    /// <summary>The dictionary that a variable is looked up in, and put into when it was not there.</summary>
    private static string? OfVariable(string variable, SyntaxNode declaration, INamedTypeSymbol type)
    {
        var nodes = Own(declaration).ToList();
        var isMade = nodes.OfType<AssignmentExpressionSyntax>().Any(made => IsVariable(made.Left, variable));
        ImmutableArray<string?> stores =
        [
            .. nodes.OfType<InvocationExpressionSyntax>().Where(call => IsLookup(call, variable))
                .Select(call => OfStore(((MemberAccessExpressionSyntax)call.Expression).Expression, type)).Distinct(),
        ];
        return stores is [{ } store] && (!isMade || nodes.Any(node => StoreFilledAt(node, variable, type) == store)) ? store : null;
    }

    private static bool IsLookup(InvocationExpressionSyntax call, string variable) =>
        call is { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "TryGetValue" } }
        && call.ArgumentList.Arguments.LastOrDefault()?.Expression switch
        {
            DeclarationExpressionSyntax { Designation: SingleVariableDesignationSyntax { Identifier.ValueText: var name } } =>
                name == variable,
            var given => given is not null && IsVariable(given, variable),
        };

    private static string? StoreFilledAt(SyntaxNode node, string variable, INamedTypeSymbol type) => node switch
    {
        AssignmentExpressionSyntax { Left: ElementAccessExpressionSyntax place, Right: var value }
            when IsVariable(value, variable) || value is AssignmentExpressionSyntax { Left: var made } && IsVariable(made, variable) =>
            OfStore(place.Expression, type),
        AssignmentExpressionSyntax { Left: var target, Right: AssignmentExpressionSyntax { Left: ElementAccessExpressionSyntax place } }
            when IsVariable(target, variable) => OfStore(place.Expression, type),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax call, ArgumentList.Arguments: [_, var value] }
            when s_puttingCalls.Contains(call.Name.Identifier.ValueText) && IsVariable(value.Expression, variable) =>
            OfStore(call.Expression, type),
        _ => null,
    };

    private static bool IsVariable(ExpressionSyntax expression, string variable) =>
        expression is IdentifierNameSyntax { Identifier.ValueText: var name } && name == variable;

    /// <summary>The field that holds many: a collection of .NET or a cache in memory.</summary>
    private static string? OfStore(ExpressionSyntax store, INamedTypeSymbol type) => FieldAt(store, type) is { } field
        && (field.Type is IArrayTypeSymbol
            || field.Type.Name == "IMemoryCache"
            || field.Type.ContainingNamespace?.ToDisplayString().StartsWith("System.Collections", StringComparison.Ordinal) == true)
            ? field.Name
            : null;

    private static IFieldSymbol? FieldAt(ExpressionSyntax expression, INamedTypeSymbol type) => expression switch
    {
        IdentifierNameSyntax name => FieldOf(name.Identifier.ValueText, type),
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: IdentifierNameSyntax name } => FieldAt(name, type),
        _ => null,
    };

    private static IFieldSymbol? FieldOf(string name, INamedTypeSymbol type) =>
        type.GetMembers(name).OfType<IFieldSymbol>().FirstOrDefault();
}
