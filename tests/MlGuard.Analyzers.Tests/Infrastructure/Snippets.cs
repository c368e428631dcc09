using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Testing;

namespace MlGuard.Analyzers.Tests.Infrastructure;

/// <summary>How tested snippets are compiled.</summary>
internal static partial class Snippets
{
    public static CSharpParseOptions Parse { get; } = new(LanguageVersion.Latest, DocumentationMode.Parse);

    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Threading.Tasks;
        using Microsoft.ML;
        using Microsoft.ML.Data;

        """;

    private const string Rows = """

        public class Row { [LoadColumn(0)] public float Amount; [LoadColumn(1)] public bool Label; }
        public class Answer { public float Score; }
        """;

    /// <summary>A class with <paramref name="members"/>, a row class <c>Row</c> and an answer class <c>Answer</c>.</summary>
    public static string InClass(string members, string moreTypes = "") => $$"""
        {{Usings}}
        public partial class Subject
        {
            {{members}}
        }
        {{moreTypes}}
        {{Rows}}
        """;

    public static CompilationOptions Options(CompilationOptions options) =>
        ((CSharpCompilationOptions)options).WithNullableContextOptions(NullableContextOptions.Annotations).WithAllowUnsafe(true);

    public static void Prepare(this SolutionState state, string source)
    {
        state.ReferenceAssemblies = References.Net;
        state.AdditionalReferences.AddRange(References.All);
        if (HasTopLevelStatements(source))
            state.OutputKind = OutputKind.ConsoleApplication;
    }

    /// <summary>The digest that a build would hand to the analyzers.</summary>
    public static void AddDigest(this SolutionState state, params string[] lines) =>
        state.AdditionalFiles.Add(("/obj/mlguard.digest", "mlguard-digest\t1\n" + string.Join('\n', lines) + "\n"));

    private static bool HasTopLevelStatements(string source) =>
        CSharpSyntaxTree.ParseText(WithoutMarkup(source), Parse).GetCompilationUnitRoot().Members.Any(member =>
            member is GlobalStatementSyntax);

    [GeneratedRegex(@"\{\|[^:|]*:|\|\}|\[\||\|\]|\$\$")]
    private static partial Regex Markup { get; }

    /// <summary>The code without the marks of what a rule must report.</summary>
    public static string WithoutMarkup(string source) => Markup.Replace(source, "");
}
