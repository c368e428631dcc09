// Starts a rule: dotnet run eng/NewRule.cs -- MLG4021 StaleModel "Model that is never reloaded"
// Makes the analyzer, the fix, the tests, the page, the ID, the catalogue line and the release line. The suite is red until they
// say something.

using System.Text;

string[] steps = ["", "Data", "Training", "Evaluation", "Serving", "Fallback", "Monitoring", "Security", "Documentation"];
if (args is not [['M', 'L', 'G', var digit and >= '1' and <= '8', _, _, _] id, var name, var title])
{
    Console.Error.WriteLine("Usage: dotnet run eng/NewRule.cs -- MLGnnnn Name \"Title without a period\". The first digit is the lifecycle step, 1 to 8.");
    return 1;
}

var step = steps[digit - '0'];
var root = Path.GetFullPath(Path.Combine(AppContext.GetData("EntryPointFileDirectoryPath") as string ?? "eng", ".."));
if (File.Exists(PathOf("docs", "rules", $"{id}.md")))
{
    Console.Error.WriteLine($"{id} exists. Take another number.");
    return 1;
}

Insert(["src", "Shared", "Catalogue", "RuleIds.cs"], $"    public const string {name} = \"{id}\";", IsLaterId);
Insert(
    ["src", "Shared", "Catalogue", "CodeRules.cs"],
    $"""
            new(RuleIds.{name}, "{title}",
                "TODO: what is wrong with its consequence. TODO: what to do.",
                Tier.Bug),
    """,
    line => line.StartsWith("    ];", StringComparison.Ordinal));
Insert(["src", "MlGuard.Analyzers", "AnalyzerReleases.Unshipped.md"], $"{id} | MlGuard.{step} | Warning | {title}", IsLaterRelease);
Create(["src", "MlGuard.Analyzers", step, $"{name}Analyzer.cs"], $$"""
    using MlGuard.Catalogue;

    namespace MlGuard.Analyzers.{{step}};

    /// <summary>{{id}}: TODO: what it finds.</summary>
    /// <remarks>TODO: where it was seen, and against which version it was run.</remarks>
    [DiagnosticAnalyzer(LanguageNames.CSharp)]
    public sealed class {{name}}Analyzer() : MlGuardAnalyzer(RuleIds.{{name}})
    {
        private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation) =>
            start.RegisterOperationAction(context => Check(context, compilation), OperationKind.Invocation);

        private void Check(OperationAnalysisContext context, MlCompilation compilation)
        {
            // TODO: ask compilation.Symbols for roles and types, never for names; what is unknown is silent.
            if (IsWrong((IInvocationOperation)context.Operation))
                Report(context, compilation, Diagnostic.Create(Rule, context.Operation.Syntax.GetLocation()));
        }

        private static bool IsWrong(IInvocationOperation call) => call.TargetMethod.Name.Length == 0;
    }
    """);
Create(["src", "MlGuard.CodeFixes", step, $"{name}CodeFix.cs"], $$"""
    using System.Composition;
    using MlGuard.Catalogue;

    namespace MlGuard.CodeFixes.{{step}};

    /// <summary>
    /// {{id}}: TODO: what it changes, and where it offers nothing. Without a right change, delete this file and say why in CatalogueTests.
    /// </summary>
    [ExportCodeFixProvider(LanguageNames.CSharp)]
    [Shared]
    public sealed class {{name}}CodeFix() : MlGuardCodeFix(RuleIds.{{name}}, "TODO: what the editor offers")
    {
        private protected override SyntaxNode? ApplyFix(
            SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken) => null;
    }
    """);
Create(["tests", "MlGuard.Analyzers.Tests", step, $"{name}Tests.cs"], $$""""
    using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.{{step}}.{{name}}Analyzer>;

    namespace MlGuard.Analyzers.Tests.{{step}};

    public class {{name}}Tests
    {
        [Fact]
        public Task Tempting_code_DoesNotTrigger() => Rule.Method("""
            void Tempting(MLContext ml) => ml.Data.LoadFromTextFile<Row>("rows.tsv");
            """);

        [Fact]
        public Task The_mistake_Triggers() => Rule.Method("""
            void Mistake(MLContext ml) => {|{{id}}:ml.Data.LoadFromTextFile<Row>("TODO")|};
            """);
    }
    """");
Create(["docs", "rules", $"{id}.md"], $$"""
    # {{id}}: {{title}}

    TODO: the rule in one sentence.

    Tier: Bug (warning at `mvp` and `growth`, error at `maturity`)

    ## What

    TODO

    ## Why

    TODO

    ## Violation

    ```csharp
    // TODO: the smallest code that raises the rule
    ```

    ## Fix

    ```csharp
    // TODO: the same code, right
    ```

    ## When to suppress

    TODO

    ## Options

    None.
    """);
Console.WriteLine($"{id} is started. Run the tests of MlGuard.Analyzers.Tests: what is red says what is left. MLGUARD_UPDATE=1 rewrites the generated files.");
return 0;

string PathOf(params string[] path) => Path.Combine([root, .. path]);

bool IsLaterId(string line) =>
    line == "}" || (line.Contains("= \"MLG", StringComparison.Ordinal) && string.CompareOrdinal(line[(line.IndexOf('"') + 1)..], id) > 0);

bool IsLaterRelease(string line) =>
    line.Length == 0 || (line.StartsWith("MLG", StringComparison.Ordinal) && string.CompareOrdinal(line, id) > 0);

void Create(string[] path, string content)
{
    File.WriteAllText(PathOf(path), content.ReplaceLineEndings("\n") + "\n", new UTF8Encoding(false));
    Console.WriteLine($"made    {string.Join('/', path)}");
}

void Insert(string[] path, string content, Func<string, bool> isBefore)
{
    var lines = File.ReadAllText(PathOf(path)).ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').ToList();
    var start = lines.FindIndex(line =>
        line.Contains("MLG", StringComparison.Ordinal) || line.Contains("RuleIds.", StringComparison.Ordinal));
    var at = lines.FindIndex(start, line => isBefore(line));
    while (at > 0 && lines[at - 1].Length == 0)
        at--;
    lines.InsertRange(at < 0 ? lines.Count : at, content.ReplaceLineEndings("\n").Split('\n'));
    File.WriteAllText(PathOf(path), string.Join('\n', lines) + "\n", new UTF8Encoding(false));
    Console.WriteLine($"changed {string.Join('/', path)}");
}
