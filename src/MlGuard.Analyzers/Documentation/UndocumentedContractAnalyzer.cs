using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlGuard.Analyzers.Frameworks.MlNet;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Documentation;

/// <summary>MLG8002: a row or answer of a model, or one of its columns, is not described.</summary>
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

    /// <summary>What is not described, to stand in the message; null when everything is, or when nobody could describe it.</summary>
    private static string? Gap(INamedTypeSymbol type)
    {
        if (type.DeclaringSyntaxReferences.IsEmpty
            || type.DeclaringSyntaxReferences.Any(declaration => IsNotHandWritten(declaration.SyntaxTree)))
            return null;

        var columns = ColumnsOf(type).ToList();
        var silent = columns.Where(column => !IsDescribed(column)).Select(column => column.Name).ToList();
        if (!IsDescribed(type))
            return TypeAnd(silent.Count, columns.Count);
        return silent.Count == 0
            ? null
            : $"{string.Join(", ", silent.Take(NamesInMessage))}{(silent.Count > NamesInMessage ? $" and {silent.Count - NamesInMessage} more" : "")} {(silent.Count == 1 ? "is" : "are")} not described";
    }

    private static string TypeAnd(int silent, int columns)
    {
        if (silent == 0)
            return "it is not described";
        return silent == columns
            ? "neither it nor its columns are described"
            : $"it and {silent} of its {columns} columns are not described";
    }

    /// <summary>Files that are written again on each training, and notebooks, whose text stands between the cells.</summary>
    private static bool IsNotHandWritten(SyntaxTree tree) => ModelBuilderCode.Wrote(tree) || tree.Options.Kind == SourceCodeKind.Script;

    /// <summary>What a framework reads of a row: public fields and properties that are stored.</summary>
    internal static IEnumerable<ISymbol> ColumnsOf(INamedTypeSymbol type) => type.GetMembers().Where(member =>
        member is IFieldSymbol { IsConst: false, IsImplicitlyDeclared: false }
            or IPropertySymbol { IsIndexer: false, IsImplicitlyDeclared: false, GetMethod: not null }
        && member is { IsStatic: false, DeclaredAccessibility: Accessibility.Public } && !member.DeclaringSyntaxReferences.IsEmpty);

    internal static bool IsDescribed(ISymbol symbol) =>
        symbol.GetAttributes().Any(IsDescription)
        || symbol.DeclaringSyntaxReferences.Any(reference => HasSummary(reference.GetSyntax(), symbol));

    private static bool IsDescription(AttributeData attribute) =>
        attribute.AttributeClass?.Name is "DescriptionAttribute" && attribute.ConstructorArguments is [{ Value: string { Length: > 0 } }]
        || attribute.NamedArguments.Any(argument => argument is { Key: "Description", Value.Value: string { Length: > 0 } });

    /// <summary>
    /// Read off the source, since a build without a documentation file parses the comments as comments. A record's column is described in
    /// the <c>param</c> of its type.
    /// </summary>
    private static bool HasSummary(SyntaxNode declaration, ISymbol symbol)
    {
        if (declaration is ParameterSyntax { Parent.Parent: TypeDeclarationSyntax record })
            return CommentOf(record) is { } text && text.Contains($"<param name=\"{symbol.Name}\"");
        var owner = declaration is VariableDeclaratorSyntax { Parent.Parent: MemberDeclarationSyntax field } ? field : declaration;
        return CommentOf(owner) is { } comment
            && (comment.Contains("<summary") || comment.Contains("<inheritdoc") || comment.Contains("<include"));
    }

    private static string? CommentOf(SyntaxNode declaration)
    {
        var lines = declaration.GetLeadingTrivia().Where(IsDocumentation).Select(trivia => trivia.ToFullString()).ToList();
        return lines.Count == 0 ? null : string.Concat(lines);
    }

    private static bool IsDocumentation(SyntaxTrivia trivia) =>
        trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineDocumentationCommentTrivia)
        || (trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) && trivia.ToString().StartsWith("///", StringComparison.Ordinal))
        || (trivia.IsKind(SyntaxKind.MultiLineCommentTrivia) && trivia.ToString().StartsWith("/**", StringComparison.Ordinal));
}
