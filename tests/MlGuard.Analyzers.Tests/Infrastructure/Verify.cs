using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace MlGuard.Analyzers.Tests.Infrastructure;

/// <summary>Runs one rule over a piece of code in which <c>{|MLG0000:...|}</c> marks what it must report, and nothing else.</summary>
internal static class Verify<TAnalyzer>
    where TAnalyzer : DiagnosticAnalyzer, new()
{
    public static Task Code(string source, Action<SolutionState>? more = null)
    {
        var test = new Test { TestCode = source };
        test.TestState.Prepare(source);
        more?.Invoke(test.TestState);
        return test.RunAsync();
    }

    /// <summary>Adds the usings that a snippet about a machine-learning method needs, and a class around it.</summary>
    public static Task Method(string method, string moreTypes = "") => Code(Snippets.InClass(method, moreTypes));

    private sealed class Test : CSharpAnalyzerTest<TAnalyzer, DefaultVerifier>
    {
        protected override CompilationOptions CreateCompilationOptions() => Snippets.Options(base.CreateCompilationOptions());

        protected override ParseOptions CreateParseOptions() => Snippets.Parse;
    }
}

/// <summary>Runs a rule and its fix; the fixed code must compile and raise nothing.</summary>
internal static class Verify<TAnalyzer, TFix>
    where TAnalyzer : DiagnosticAnalyzer, new()
    where TFix : CodeFixProvider, new()
{
    public static Task Code(
        string source, string @fixed, int? iterations =
            null, Action<SolutionState>? more = null, int? actionIndex = null, bool isForAll = true)
    {
        var test = new Test
        {
            TestCode = source,
            FixedCode = @fixed,
            CodeActionIndex = actionIndex,
            // What a rule finds by call paths is known at the end of the compilation alone; builds and 'dotnet format' mend it.
            CodeFixTestBehaviors = CodeFixTestBehaviors.SkipLocalDiagnosticCheck | (isForAll
                ? CodeFixTestBehaviors.None
                : CodeFixTestBehaviors.SkipFixAllCheck),
        };
        test.TestState.Prepare(source);
        test.FixedState.Prepare(@fixed);
        if (@fixed.Contains("{|", StringComparison.Ordinal))
            test.FixedState.MarkupHandling = MarkupMode.Allow;
        if (iterations is { } count)
            test.NumberOfIncrementalIterations = test.NumberOfFixAllIterations = count;
        more?.Invoke(test.TestState);
        more?.Invoke(test.FixedState);
        return test.RunAsync();
    }

    public static Task Method(string method, string @fixed, string moreTypes = "") =>
        Code(Snippets.InClass(method, moreTypes), Snippets.InClass(@fixed, moreTypes));

    /// <summary>The rule reports, and no fix is offered because none would be right.</summary>
    public static Task NoFix(string source, Action<SolutionState>? more = null) => Code(source, source, more: more);

    private sealed class Test : CSharpCodeFixTest<TAnalyzer, TFix, DefaultVerifier>
    {
        protected override CompilationOptions CreateCompilationOptions() => Snippets.Options(base.CreateCompilationOptions());

        protected override ParseOptions CreateParseOptions() => Snippets.Parse;
    }
}
