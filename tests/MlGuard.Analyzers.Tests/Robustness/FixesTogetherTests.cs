using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using MlGuard.Analyzers.Documentation;
using MlGuard.Analyzers.Fallback;
using MlGuard.Analyzers.Monitoring;
using MlGuard.Analyzers.Tests.Infrastructure;
using MlGuard.CodeFixes.Documentation;
using MlGuard.CodeFixes.Fallback;
using MlGuard.CodeFixes.Monitoring;

namespace MlGuard.Analyzers.Tests.Robustness;

/// <summary>Fixes of the practices on one file, in any order: none leaves what another reports, and all compile.</summary>
public sealed class FixesTogetherTests
{
    private const string Code = """
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.Extensions.Logging;
        using Microsoft.ML;

        namespace Shop;

        public class Row { public float Amount { get; set; } }

        public class Answer { public float Score { get; set; } }

        public static class Rules
        {
            public static Answer Score(Row row) => new() { Score = row.Amount > 100 ? 1 : 0 };
        }

        public class ScoreController(PredictionEngine<Row, Answer> engine, ILogger<ScoreController> logger) : ControllerBase
        {
            public Answer Score(Row row) => engine.Predict(row);

            public float Rate(Row row)
            {
                var answer = engine.Predict(row);
                return answer.Score;
            }
        }
        """;

    private static readonly ImmutableArray<(DiagnosticAnalyzer Rule, CodeFixProvider Fix)> s_rules =
    [
        (new UnguardedPredictionAnalyzer(), new UnguardedPredictionCodeFix()),
        (new HiddenFailureAnalyzer(), new HiddenFailureCodeFix()),
        (new UnobservedPredictionAnalyzer(), new UnobservedPredictionCodeFix()),
        (new UndocumentedContractAnalyzer(), new UndocumentedContractCodeFix()),
    ];

    public static TheoryData<int, int, bool> Pairs =>
        [
            .. from first in Enumerable.Range(0, 4)
               from second in Enumerable.Range(0, 4)
               where first != second
               from hasLogger in new[] { true, false }
               select (first, second, hasLogger),
        ];

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task No_pair_of_fixes_leaves_what_one_of_the_two_reports(int first, int second, bool hasLogger)
    {
        var references = await References.Net.ResolveAsync(LanguageNames.CSharp, TestContext.Current.CancellationToken);
        using var workspace = new AdhocWorkspace();
        var project = workspace.AddProject("Shop", LanguageNames.CSharp)
            .WithMetadataReferences(references.AddRange(References.All))
            .WithCompilationOptions(new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        project = project.AddAdditionalDocument(
            "mlguard.digest", SourceText.From("mlguard-digest\t1\nstage\tmvp\nfallback\tShop.Rules\n"),
            filePath: "/obj/mlguard.digest").Project;
        var code = hasLogger ? Code : Code.Replace(", ILogger<ScoreController> logger", "", StringComparison.Ordinal);
        var document = project.AddDocument("Score.cs", SourceText.From(code), filePath: "/src/Score.cs");

        foreach (var (rule, fix) in new[] { s_rules[first], s_rules[second], s_rules[first] })
            for (var round = 0; round < 6 && await FixedOnce(document, rule, fix) is { } changed; round++)
                document = changed;

        var text = (await document.GetTextAsync(TestContext.Current.CancellationToken)).ToString();
        var compilation = (await document.Project.GetCompilationAsync(TestContext.Current.CancellationToken))!;
        Assert.True(
            compilation.GetDiagnostics(TestContext.Current.CancellationToken).All(one => one.Severity != DiagnosticSeverity.Error), text);
        foreach (var (rule, fix) in new[] { s_rules[first], s_rules[second] })
            if (rule is not UndocumentedContractAnalyzer)
                Assert.True((await Findings(document, rule)).IsEmpty, $"{rule.GetType().Name}\n{text}");
        Assert.DoesNotContain("global::", text);
        // A second 'try' in a first would say what a clause of the first says.
        Assert.DoesNotMatch(@"try\s*\{\s*try", text);
    }

    private static async Task<Document?> FixedOnce(Document document, DiagnosticAnalyzer rule, CodeFixProvider fix)
    {
        foreach (var finding in await Findings(document, rule))
        {
            List<CodeAction> actions = [];
            await fix.RegisterCodeFixesAsync(
                new(document, finding, (action, _) => actions.Add(action), TestContext.Current.CancellationToken));
            if (actions.Count == 0)
                continue;
            var operations = await actions[0].GetOperationsAsync(TestContext.Current.CancellationToken);
            var changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetDocument(document.Id)!;
            if ((await changed.GetTextAsync()).ToString() != (await document.GetTextAsync()).ToString())
                return changed;
        }

        return null;
    }

    private static async Task<ImmutableArray<Diagnostic>> Findings(Document document, DiagnosticAnalyzer rule) =>
        await (await document.Project.GetCompilationAsync())!
            .WithAnalyzers([rule], document.Project.AnalyzerOptions)
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
}
