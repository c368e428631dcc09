using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlGuard.Analyzers.Tests.Infrastructure;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace MlGuard.Analyzers.Tests.Robustness;

/// <summary>Code made longer without being made different: what a rule costs must grow as it does, and no faster.</summary>
internal static class RepeatedCode
{
    /// <summary>Each method does what it did <paramref name="times"/> times, one after another.</summary>
    public static string InMethods(string source, int times) => new MethodRepeater(times).Visit(WithoutTopLevel(source)).ToFullString();

    /// <summary>The types stand there <paramref name="times"/> times, each in a namespace of its own.</summary>
    public static string InTypes(string source, int times)
    {
        var unit = WithoutTopLevel(source);
        var copies = Enumerable.Range(0, times)
            .Select(copy => (MemberDeclarationSyntax)NamespaceDeclaration(IdentifierName($" Copy{copy}"), default, default, unit.Members));
        return unit.WithMembers([.. copies]).ToFullString();
    }

    /// <summary>The statements of a program in a method, so that they can stand there more than once.</summary>
    private static CompilationUnitSyntax WithoutTopLevel(string source)
    {
        var unit = CSharpSyntaxTree.ParseText(source, Snippets.Parse).GetCompilationUnitRoot();
        if (unit.Members.OfType<FileScopedNamespaceDeclarationSyntax>().FirstOrDefault() is { } scoped)
            unit = unit.WithMembers(scoped.Members);

        var statements = unit.Members.OfType<GlobalStatementSyntax>().ToList();
        if (statements.Count == 0)
            return unit;
        var program = $$"""

            public static class TopLevel
            {
                public static async System.Threading.Tasks.Task RunAsync(string[] args)
                {
                    {{string.Concat(statements.Select(statement => statement.ToFullString()))}}
                }
            }
            """;
        return unit.WithMembers([.. unit.Members.Except(statements), ParseMemberDeclaration(program)!]);
    }

    private sealed class MethodRepeater(int times) : CSharpSyntaxRewriter
    {
        public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node)
        {
            if (node.Body is not { } body)
                return node;
            // The condition keeps what follows a return alive.
            var copy = $"if (global::System.Environment.TickCount > 0)\n{{\n{body.Statements.ToFullString()}\n}}\n";
            var whole = $"{{\n{string.Concat(Enumerable.Repeat(copy, times))}\nthrow new global::System.InvalidOperationException();\n}}";
            return node.WithBody((BlockSyntax)ParseStatement(whole));
        }
    }
}
