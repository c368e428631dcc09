using System.Text;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SyntaxKind = Microsoft.CodeAnalysis.CSharp.SyntaxKind;

namespace MlGuard.Analyzers.Documentation;

/// <summary>What is written about a type or column: in a comment, in its record's <c>param</c>, or in <c>[Description]</c>.</summary>
/// <remarks>Read off the source, since a build without a documentation file parses the comments as comments.</remarks>
internal static class Description
{
    private static readonly ImmutableHashSet<string> s_fillers = [
        .. ("the a an of whether it is its this that these gets or sets get set and in to for as be if has value column property field "
            + "holds represents contains indicates returns which").Split(' ')];

    /// <summary>Whether anything is written, be it empty.</summary>
    public static bool IsWritten(ISymbol symbol) => TextOf(symbol) is not null;

    /// <summary>Whether what is written says more than the name: not <c>TODO</c>, and not the name's own words again.</summary>
    public static bool Says(ISymbol symbol) => (TextOf(symbol) ?? PlainTextOf(symbol)) is { } text && Adds(text, symbol.Name);

    private static bool Adds(string text, string name)
    {
        // Inherited and included texts stand elsewhere.
        if (text.Contains("<inheritdoc") || text.Contains("<include"))
            return true;

        var known = NameWords.Of(name);
        return NameWords.Of(WithoutTodo(WithoutTags(text)))
            .Any(word => word.Length > 0 && char.IsLetterOrDigit(word[0])
                && !s_fillers.Contains(word) && !known.Any(part => IsForm(word, part)));
    }

    /// <summary>Whether both are forms of one word, such as <c>review</c> and <c>reviews</c>.</summary>
    private static bool IsForm(string word, string part) =>
        word == part || word == part + "s" || part == word + "s" || word == part + "d" || word == part + "ed";

    /// <summary>What is still to be done is not said.</summary>
    private static string WithoutTodo(string text)
    {
        var todo = text.IndexOf("TODO", StringComparison.Ordinal);
        return todo < 0 ? text : text.Substring(0, todo);
    }

    private static string WithoutTags(string text)
    {
        var plain = new StringBuilder(text.Length);
        var isTag = false;
        foreach (var character in text)
        {
            if (character is '<' or '>')
                isTag = character == '<';
            plain.Append(isTag || character == '>' ? ' ' : character);
        }

        return plain.ToString();
    }

    private static string? TextOf(ISymbol symbol) =>
        symbol.GetAttributes().Select(OfAttribute).FirstOrDefault(text => text is not null)
        ?? symbol.DeclaringSyntaxReferences.Select(reference => OfComment(reference.GetSyntax(), symbol))
            .FirstOrDefault(text => text is not null);

    private static string? OfAttribute(AttributeData attribute) =>
        attribute.AttributeClass?.Name is "DescriptionAttribute"
            && attribute.ConstructorArguments is [{ Value: string { Length: > 0 } said }]
            ? said
            : attribute.NamedArguments.Where(argument => argument.Key == "Description").Select(argument => argument.Value.Value)
                .OfType<string>().FirstOrDefault(text => text.Length > 0);

    /// <summary>An ordinary comment above a column or behind it; code that is commented out is none.</summary>
    private static string? PlainTextOf(ISymbol symbol) =>
        symbol.DeclaringSyntaxReferences.Select(reference => OwnerOf(reference.GetSyntax()))
            .SelectMany(owner => owner.GetLeadingTrivia().Concat(owner.GetLastToken().TrailingTrivia))
            .Where(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia))
            .Select(trivia => trivia.ToString().Trim('/', '*', ' ')).FirstOrDefault(text => text.Length > 0 && !IsCode(text));

    private static bool IsCode(string text) => text[text.Length - 1] is ';' or '{' or '}' or ']' or ',';

    private static SyntaxNode OwnerOf(SyntaxNode declaration) =>
        declaration is VariableDeclaratorSyntax { Parent.Parent: MemberDeclarationSyntax field } ? field : declaration;

    /// <summary>A record's column is described in the <c>param</c> of its type.</summary>
    private static string? OfComment(SyntaxNode declaration, ISymbol symbol)
    {
        if (declaration is ParameterSyntax { Parent.Parent: TypeDeclarationSyntax record })
            return Between(CommentOf(record), $"<param name=\"{symbol.Name}\"", "</param>");

        var comment = CommentOf(OwnerOf(declaration));
        return Between(comment, "<summary", "</summary>")
            ?? (comment is not null && (comment.Contains("<inheritdoc") || comment.Contains("<include")) ? comment : null);
    }

    private static string? Between(string? comment, string start, string end)
    {
        if (comment?.IndexOf(start, StringComparison.Ordinal) is not (>= 0 and var at))
            return null;

        var from = comment.IndexOf('>', at + start.Length);
        var to = comment.IndexOf(end, at, StringComparison.Ordinal);
        return from >= 0 && to > from ? comment.Substring(from + 1, to - from - 1).Replace("///", " ") : "";
    }

    private static string? CommentOf(SyntaxNode declaration)
    {
        var lines = declaration.GetLeadingTrivia().Where(IsDocumentation).Select(trivia => trivia.ToFullString()).ToList();
        return lines.Count == 0 ? null : string.Join("\n", lines);
    }

    private static bool IsDocumentation(SyntaxTrivia trivia) =>
        trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineDocumentationCommentTrivia)
        || (trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) && trivia.ToString().StartsWith("///", StringComparison.Ordinal))
        || (trivia.IsKind(SyntaxKind.MultiLineCommentTrivia) && trivia.ToString().StartsWith("/**", StringComparison.Ordinal));
}
