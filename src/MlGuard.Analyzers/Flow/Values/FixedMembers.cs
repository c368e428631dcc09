using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlGuard.Analyzers.Flow.Values;

/// <summary>
/// The one value that a field, property or method of the compilation ever has, where nothing else can give or answer another.
/// </summary>
internal static class FixedMembers
{
    private static readonly ConditionalWeakTable<ISymbol, Answer> s_known = new();
    private static readonly ConditionalWeakTable<ISymbol, Writes> s_writes = new();

    /// <summary>Stands for a value that nobody can tell.</summary>
    private static readonly ExpressionSyntax s_unknown = SyntaxFactory.ParseExpression("");

    /// <summary>What <paramref name="member"/> holds or returns, as the source says it; null for none, several, or another's.</summary>
    public static IOperation? ValueOf(ISymbol member, IOperation near) =>
        s_known.GetValue(member.OriginalDefinition, static it => new Answer(Find(it))).Value is { } value
            && Constants.ModelFor(near, value.SyntaxTree) is { } model
                ? model.GetOperation(value)
                : null;

    /// <summary>Whether the name stands where its value is given or changed.</summary>
    public static bool IsWritten(IdentifierNameSyntax name)
    {
        ExpressionSyntax target = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
        return target.Parent switch
        {
            AssignmentExpressionSyntax assignment => assignment.Left == target,
            ArgumentSyntax argument =>
                argument.RefKindKeyword.RawKind != 0 || argument.Parent is TupleExpressionSyntax { Parent: AssignmentExpressionSyntax },
            _ => false,
        };
    }

    private static ExpressionSyntax? Find(ISymbol member) => member switch
    {
        IFieldSymbol { ContainingType.IsTupleType: false } field => field.IsReadOnly || field.DeclaredAccessibility == Accessibility.Private
            ? Given(field)
            : null,
        IPropertySymbol { SetMethod: null or { DeclaredAccessibility: Accessibility.Private, IsInitOnly: false } } property =>
            property.DeclaringSyntaxReferences is [var declaration] ? OfProperty(property, declaration.GetSyntax()) : null,
        IMethodSymbol { IsVirtual: false, IsAbstract: false, IsOverride: false, IsAsync: false } method =>
            method.DeclaringSyntaxReferences is [var declaration] ? Returned(declaration.GetSyntax()) : null,
        _ => null,
    };

    private static ExpressionSyntax? OfProperty(IPropertySymbol property, SyntaxNode declaration) => declaration switch
    {
        PropertyDeclarationSyntax { ExpressionBody.Expression: { } expression } => expression,
        PropertyDeclarationSyntax { AccessorList.Accessors: var accessors } when accessors.FirstOrDefault() is { } getter
            && (getter.Body ?? (SyntaxNode?)getter.ExpressionBody) is not null => accessors.Count == 1 ? Returned(getter) : null,
        PropertyDeclarationSyntax => Given(property),
        _ => null,
    };

    /// <summary>The only thing that a body returns.</summary>
    private static ExpressionSyntax? Returned(SyntaxNode declaration)
    {
        var (block, expression) = declaration switch
        {
            MethodDeclarationSyntax method => (method.Body, method.ExpressionBody),
            LocalFunctionStatementSyntax function => (function.Body, function.ExpressionBody),
            AccessorDeclarationSyntax accessor => (accessor.Body, accessor.ExpressionBody),
            _ => (null, null),
        };
        if (expression is not null)
            return expression.Expression;
        return block?.DescendantNodes(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
            .OfType<ReturnStatementSyntax>().Take(2).ToList() is [{ Expression: { } only }] ? only : null;
    }

    /// <summary>The only thing that its declaration, or a constructor of its type, gives a field or property.</summary>
    private static ExpressionSyntax? Given(ISymbol member)
    {
        var values = member.DeclaringSyntaxReferences.Select(declaration => InitializerOf(declaration.GetSyntax()))
            .Concat(WritesOf(member)).Where(value => value is not null).Take(2).ToList();
        return values is [{ IsMissing: false } only] ? only : null;
    }

    /// <summary>What each write gives it.</summary>
    private static IEnumerable<ExpressionSyntax> WritesOf(ISymbol member) =>
        s_writes.GetValue(member.ContainingType, static type => new Writes((INamedTypeSymbol)type)).Of(member.Name)
            .Select(name => InConstructor(name) ?? s_unknown);

    private static ExpressionSyntax? InConstructor(IdentifierNameSyntax name) =>
        name.FirstAncestorOrSelf<AssignmentExpressionSyntax>() is { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment
        && (assignment.Left == name || assignment.Left is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax })
        && assignment.Parent is ExpressionStatementSyntax { Parent: BlockSyntax { Parent: ConstructorDeclarationSyntax } }
            or ArrowExpressionClauseSyntax { Parent: ConstructorDeclarationSyntax }
                ? assignment.Right
                : null;

    private static bool IsStepped(IdentifierNameSyntax name) => name.Parent is PrefixUnaryExpressionSyntax or PostfixUnaryExpressionSyntax
        && name.Parent.RawKind != (int)SyntaxKind.SuppressNullableWarningExpression;

    private static ExpressionSyntax? InitializerOf(SyntaxNode declaration) => declaration switch
    {
        VariableDeclaratorSyntax field => field.Initializer?.Value,
        PropertyDeclarationSyntax property => property.Initializer?.Value,
        _ => null,
    };

    /// <summary>Where a type writes its members, read once for all of them.</summary>
    private sealed class Writes(INamedTypeSymbol type)
    {
        private readonly ILookup<string, IdentifierNameSyntax> _byName = type.DeclaringSyntaxReferences
            .SelectMany(declaration => declaration.GetSyntax().DescendantNodes()).OfType<IdentifierNameSyntax>()
            .Where(name => IsWritten(name) || IsStepped(name)).ToLookup(name => name.Identifier.ValueText, StringComparer.Ordinal);

        public IEnumerable<IdentifierNameSyntax> Of(string member) => _byName[member];
    }

    private sealed class Answer(ExpressionSyntax? value)
    {
        public ExpressionSyntax? Value => value;
    }
}
