using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using MlGuard.Analyzers.Tests.Infrastructure;

namespace MlGuard.Analyzers.Tests.House;

/// <summary>How the source is laid out, in all projects, tests and samples.</summary>
public class LineTests
{
    private const int MaximumLength = 140;

    private static readonly ImmutableHashSet<SyntaxKind> s_beginsLine =
    [
        SyntaxKind.AmpersandAmpersandToken, SyntaxKind.BarBarToken, SyntaxKind.QuestionQuestionToken, SyntaxKind.PlusToken,
        SyntaxKind.QuestionToken, SyntaxKind.ColonToken, SyntaxKind.OrKeyword, SyntaxKind.AndKeyword,
    ];

    private static readonly ImmutableHashSet<SyntaxKind> s_text =
    [
        SyntaxKind.StringLiteralToken, SyntaxKind.SingleLineRawStringLiteralToken, SyntaxKind.MultiLineRawStringLiteralToken,
        SyntaxKind.InterpolatedStringTextToken,
    ];

    private static IEnumerable<SyntaxTree> Trees => new[] { "src", "tests", "samples", "eng" }
        .SelectMany(folder => Repository.Sources(folder))
        .Select(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), Snippets.Parse, Path.GetRelativePath(Repository.Root, path)));

    /// <summary>Programs in tests, and messages, are text: where one is longer, its line ends where it ends.</summary>
    [Fact]
    public void No_line_is_longer_than_140_characters() => AssertNone(Trees.SelectMany(tree =>
        tree.GetText().Lines.Where(line => line.Span.Length > MaximumLength && !IsText(tree, line)).Select(line => Place(tree, line))));

    [Fact]
    public void Operators_begin_a_line() => AssertNone(Trees.SelectMany(tree => tree.GetRoot().DescendantTokens()
        .Where(token => s_beginsLine.Contains(token.Kind()) && IsOperator(token) && EndsLine(token))
        .Select(token => Place(tree, tree.GetText().Lines.GetLineFromPosition(token.SpanStart)))));

    /// <summary>Which answer belongs to which question is read off a <c>switch</c>.</summary>
    [Fact]
    public void No_conditional_stands_in_another() => AssertNone(Trees.SelectMany(tree =>
        tree.GetRoot().DescendantNodes().OfType<ConditionalExpressionSyntax>()
            .Where(inner => inner.Parent is ConditionalExpressionSyntax)
            .Select(inner => Place(tree, tree.GetText().Lines.GetLineFromPosition(inner.SpanStart)))));

    private static void AssertNone(IEnumerable<string> places)
    {
        ImmutableArray<string> found = [.. places];
        Assert.True(found.IsEmpty, $"{found.Length} places:\n{string.Join('\n', found)}");
    }

    private static bool IsText(SyntaxTree tree, TextLine line)
    {
        var token = tree.GetRoot().FindToken(line.Start + MaximumLength, findInsideTrivia: true);
        return s_text.Contains(token.Kind()) && token.Span.Contains(line.Start + MaximumLength);
    }

    private static bool IsOperator(SyntaxToken token) =>
        token.Parent is BinaryExpressionSyntax or BinaryPatternSyntax or ConditionalExpressionSyntax;

    private static bool EndsLine(SyntaxToken token) =>
        token.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia) || token.GetNextToken().LeadingTrivia.Any(SyntaxKind.EndOfLineTrivia);

    private static string Place(SyntaxTree tree, TextLine line) => $"{tree.FilePath}({line.LineNumber + 1}): {line.ToString().Trim()}";
}
