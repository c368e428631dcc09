using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlGuard.Analyzers.Frameworks.MlNet;
using MlGuard.Analyzers.Predictions;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Documentation;

/// <summary>MLG8002: a column of a row or answer of a model leaves meaning, unit or range in doubt and is not described.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UndocumentedContractAnalyzer() : MlGuardAnalyzer(RuleIds.UndocumentedContract)
{
    private const int NamesInMessage = 3;

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation)
    {
        var contracts = new ModelContracts(compilation);
        start.RegisterSymbolAction(
            context =>
            {
                var type = (INamedTypeSymbol)context.Symbol;
                if (type.TypeKind is TypeKind.Class or TypeKind.Struct && Gap(type) is { } gap && contracts.Contains(type))
                    Report(context, compilation, Diagnostic.Create(Rule, type.Locations[0], type.Name, gap));
            },
            SymbolKind.NamedType);
    }

    /// <summary>
    /// The columns that are in doubt and not described, to stand in the message; null when nothing is, or when nobody could describe it.
    /// </summary>
    private static string? Gap(INamedTypeSymbol type)
    {
        if (type.DeclaringSyntaxReferences.IsEmpty
            || type.DeclaringSyntaxReferences.Any(declaration => IsNotHandWritten(declaration.SyntaxTree)))
            return null;

        var silent = InDoubt(type).Where(column => !Description.Says(column)).Select(column => column.Name).ToList();
        if (silent.Count == 0)
            return null;
        var more = silent.Count > NamesInMessage ? $" and {silent.Count - NamesInMessage} more" : "";
        return $"{string.Join(", ", silent.Take(NamesInMessage))}{more} {(silent.Count == 1 ? "is" : "are")} not described";
    }

    /// <summary>The columns whose names leave open what they mean.</summary>
    internal static IEnumerable<ISymbol> InDoubt(INamedTypeSymbol type) => ColumnsOf(type).Where(ColumnDoubt.IsIn);

    /// <summary>Files that are written again on each training, and notebooks, whose text stands between the cells.</summary>
    private static bool IsNotHandWritten(SyntaxTree tree) => ModelBuilderCode.Wrote(tree) || tree.Options.Kind == SourceCodeKind.Script;

    /// <summary>What a framework reads of a row: public fields and properties that are stored.</summary>
    private static IEnumerable<ISymbol> ColumnsOf(INamedTypeSymbol type) => type.GetMembers().Where(member =>
        member is IFieldSymbol { IsConst: false, IsImplicitlyDeclared: false }
            or IPropertySymbol { IsIndexer: false, IsImplicitlyDeclared: false, GetMethod: not null }
        && member is { IsStatic: false, DeclaredAccessibility: Accessibility.Public } && !member.DeclaringSyntaxReferences.IsEmpty
        && !member.DeclaringSyntaxReferences.Any(declaration => IsComputed(declaration.GetSyntax())));

    /// <summary>How it is computed says what it is.</summary>
    private static bool IsComputed(SyntaxNode declaration) => declaration is PropertyDeclarationSyntax property
        && (property.ExpressionBody is not null
            || property.AccessorList?.Accessors is [{ RawKind: (int)SyntaxKind.GetAccessorDeclaration } only]
                && (only.Body ?? (SyntaxNode?)only.ExpressionBody) is not null);
}
