using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MlGuard.Analyzers.Tests.Infrastructure;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Tests.Robustness;

/// <summary>
/// Twice the code costs each rule about twice the time. What a rule does once at each place, and then over the whole
/// body, costs four times as much, and hangs a build in the end.
/// </summary>
public class LinearWorkTests
{
    private const int LengthOfShape = 200;

    /// <summary>Time is no count of what was visited: this lies between the 2 of a linear walk and the 4 of one that is not.</summary>
    private const double Factor = 3;

    /// <summary>How long a rule may try to show that it is linear: beside other work, most attempts are interrupted.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1.5);

    /// <summary>How often the code of a page stands there: what the shorter text costs may be too little to say anything.</summary>
    private static readonly int s_length = Trials.Of(usual: 60, thorough: 400);

    /// <summary>So little, which all that runs beside it can make of nothing, says nothing.</summary>
    private static readonly TimeSpan s_unmeasurable = TimeSpan.FromMilliseconds(60);

    /// <summary>The rules about code that their pages show.</summary>
    private static IEnumerable<string> IdsOfRules =>
        CodeRules.All.Select(rule => rule.Id).Where(id => RulePage.CodeOf(id, "Violation") is not null);

    public static TheoryData<string> RuleIds() => [.. IdsOfRules];

    /// <summary>A walk over all types is rarer than one over a body, and the shapes have many of both.</summary>
    public static TheoryData<string> SomeRuleIds() => [.. IdsOfRules.Some(4)];

    public static TheoryData<string> Shapes() => [.. GrowingPrograms.Names];

    [Theory]
    [MemberData(nameof(RuleIds))]
    public Task A_rule_costs_no_more_than_its_code_where_a_method_does_more(string id) => Grows(id, RepeatedCode.InMethods);

    [Theory]
    [MemberData(nameof(SomeRuleIds))]
    public Task A_rule_costs_no_more_than_its_code_where_types_are_many(string id) => Grows(id, RepeatedCode.InTypes);

    [Theory]
    [MemberData(nameof(Shapes))]
    public Task No_shape_of_code_costs_the_rules_more_than_its_length(string shape) =>
        Grows(AllAnalyzers.Instances, length => GrowingPrograms.Of(shape, length), LengthOfShape);

    private static Task Grows(string id, Func<string, int, string> repeat) => Grows(
        [AllAnalyzers.Instances.First(analyzer => analyzer.SupportedDiagnostics.Any(rule => rule.Id == id))],
        length => repeat(RulePage.CodeOf(id, "Violation")!, length), s_length);

    private static async Task Grows(ImmutableArray<MlGuardAnalyzer> analyzers, Func<int, string> program, int length)
    {
        Assert.DoesNotContain(
            Compile(program(2)).GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

        // What else the machine does makes each time longer and none shorter.
        var (once, twice) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < s_patience;)
        {
            twice = Shorter(twice, await TimeOf(analyzers, Compile(program(2 * length))));
            if (twice < s_unmeasurable)
                return;
            once = Shorter(once, await TimeOf(analyzers, Compile(program(length))));
            if (twice <= once * Factor)
                return;
        }

        Assert.Fail($"{once.TotalMilliseconds:0} ms, and for twice the code {twice.TotalMilliseconds:0} ms.");
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static Compilation Compile(string source) =>
        AllAnalyzers.Compile([("Subject.cs", source)], OutputKind.DynamicallyLinkedLibrary, References.Xunit);

    /// <summary>What all of the analyzers take together, without the compiler's own work.</summary>
    private static async Task<TimeSpan> TimeOf(ImmutableArray<MlGuardAnalyzer> analyzers, Compilation compilation)
    {
        compilation = compilation.WithOptions(compilation.Options.WithSpecificDiagnosticOptions(
            analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics)
                .Select(rule => new KeyValuePair<string, ReportDiagnostic>(rule.Id, ReportDiagnostic.Warn))));
        var options = new CompilationWithAnalyzersOptions(
            AllAnalyzers.OptionsOf(RulePage.Digest, RulePage.Data, RulePage.Models), onAnalyzerException: null,
            concurrentAnalysis: false, logAnalyzerExecutionTime: true);
        var result = await new CompilationWithAnalyzers(compilation, [.. analyzers], options)
            .GetAnalysisResultAsync(CancellationToken.None);
        return result.AnalyzerTelemetryInfo.Values.Aggregate(TimeSpan.Zero, (sum, telemetry) => sum + telemetry.ExecutionTime);
    }
}
