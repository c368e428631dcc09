using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Frameworks.MlNet;
using MlGuard.Analyzers.Predictions;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Data;

/// <summary>MLG1020: a feature parsed with the culture of the machine, on which "1.5" may be 15.</summary>
/// <remarks>dotnet/machinelearning-samples#227 and dotnet/machinelearning#4910.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CultureOfFeaturesAnalyzer() : MlGuardAnalyzer(RuleIds.CultureOfFeatures)
{
    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation)
    {
        var rows = new ModelContracts(compilation);
        start.RegisterOperationAction(operation => Check(operation, compilation, rows), OperationKind.Invocation);
    }

    private void Check(OperationAnalysisContext context, MlCompilation compilation, ModelContracts rows)
    {
        var parse = (IInvocationOperation)context.Operation;
        if (!ParsesReal(parse.TargetMethod) || MemberSet(parse) is not { } set
            || ColumnOf(set, compilation.Symbols, rows, context.CancellationToken) is not { } member)
            return;

        Report(context, compilation, Diagnostic.Create(Rule, Bodies.NameOf(parse).GetLocation(), member.Name));
    }

    private static bool ParsesReal(IMethodSymbol method) =>
        method is { Name: "Parse", ContainingType.SpecialType: SpecialType.System_Single or SpecialType.System_Double }
            && !TakesCulture(method)
        || method
            is { Name: "ToSingle"
                or "ToDouble", ContainingType: { Name: "Convert", ContainingNamespace.Name: "System" },
                Parameters: [{ Type.SpecialType: SpecialType.System_String }] };

    private static bool TakesCulture(IMethodSymbol method) => method.Parameters.Any(parameter => parameter.Type.Name == "IFormatProvider");

    /// <summary>The member that the number becomes the value of.</summary>
    private static ISymbol? MemberSet(IInvocationOperation parse) =>
        Bodies.Outermost(parse).Parent
            is ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } target }
            ? target.Member
            : null;

    /// <summary>The column that is set: the member itself, or the property that gives what the field keeps.</summary>
    private static ISymbol? ColumnOf(ISymbol set, MlSymbols symbols, ModelContracts rows, CancellationToken cancellationToken)
    {
        if (IsColumn(set, symbols, rows))
            return set;
        return set is IFieldSymbol { IsStatic: false } field
            ? field.ContainingType.GetMembers().OfType<IPropertySymbol>()
                .FirstOrDefault(property => IsColumn(property, symbols, rows) && Gives(property, field, cancellationToken))
            : null;
    }

    /// <summary>Whether a property does nothing but give the field.</summary>
    private static bool Gives(IPropertySymbol property, IFieldSymbol field, CancellationToken cancellationToken) =>
        property.GetMethod is { DeclaringSyntaxReferences: [var reference] }
        && GivenBy(reference.GetSyntax(cancellationToken)) is { } given
        && (given is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: var name } ? name : given)
            is IdentifierNameSyntax { Identifier.ValueText: var text }
        && text == field.Name;

    private static ExpressionSyntax? GivenBy(SyntaxNode getter) => getter switch
    {
        ArrowExpressionClauseSyntax arrow => arrow.Expression,
        AccessorDeclarationSyntax { ExpressionBody: { } arrow } => arrow.Expression,
        AccessorDeclarationSyntax { Body.Statements: [ReturnStatementSyntax { Expression: var given }] } => given,
        _ => null,
    };

    /// <summary>Whether the member says itself that it is a column, or its class is handed to ML.NET as a row.</summary>
    private static bool IsColumn(ISymbol member, MlSymbols symbols, ModelContracts rows) =>
        member is { DeclaredAccessibility: Accessibility.Public, IsStatic: false }
        && (rows.Contains(member.ContainingType) || RowClass.MembersOf(member.ContainingType)
            .Any(other =>
                RowClass.Attribute(other, MlNetTypes.LoadColumnAttribute, symbols) is not null
                    || RowClass.Attribute(other, MlNetTypes.ColumnNameAttribute, symbols) is not null))
        && RowClass.Attribute(member, MlNetTypes.NoColumnAttribute, symbols) is null;
}
