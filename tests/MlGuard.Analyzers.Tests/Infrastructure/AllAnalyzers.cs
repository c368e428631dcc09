using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace MlGuard.Analyzers.Tests.Infrastructure;

/// <summary>Every rule at once, as a user's build runs them.</summary>
internal static class AllAnalyzers
{
    public static ImmutableArray<MlGuardAnalyzer> Instances { get; } =
    [
        .. from type in typeof(MlGuardAnalyzer).Assembly.GetTypes()
           where type is { IsAbstract: false } && typeof(MlGuardAnalyzer).IsAssignableFrom(type)
           orderby type.FullName
           select (MlGuardAnalyzer)Activator.CreateInstance(type)!,
    ];

    public static CSharpCompilation Compile(
        IEnumerable<(string Path, string Source)> files, OutputKind kind =
            OutputKind.DynamicallyLinkedLibrary, params MetadataReference[] more) =>
        CSharpCompilation.Create(
            "Subject",
            files.Select(file => CSharpSyntaxTree.ParseText(SourceText.From(file.Source), Snippets.Parse, file.Path)),
            [.. References.All, .. more],
            new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true));

    /// <summary>The findings, with a manifest's digest when one is given. An analyzer that throws fails the test.</summary>
    public static async Task<ImmutableArray<Diagnostic>> RunAsync(
        Compilation compilation, string? digest = null, string? data = null, string? models = null, Func<string, bool>? isAsked = null)
    {
        var exceptions = new ConcurrentQueue<string>();
        var options = new CompilationWithAnalyzersOptions(
            OptionsOf(digest, data, models),
            (exception, analyzer, _) => exceptions.Enqueue($"{analyzer.GetType().Name}: {exception}"),
            concurrentAnalysis: true, logAnalyzerExecutionTime: false);

        var asked = Instances.Where(it => isAsked?.Invoke(it.SupportedDiagnostics[0].Id) ?? true);
        var diagnostics = await new CompilationWithAnalyzers(compilation, [.. asked], options).GetAnalyzerDiagnosticsAsync();

        Assert.Empty(exceptions);
        Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.Id.StartsWith("AD", StringComparison.Ordinal));
        return diagnostics;
    }

    /// <summary>What a build hands to the analyzers beside the code.</summary>
    public static AnalyzerOptions OptionsOf(string? digest = null, string? data = null, string? models = null) => new(
    [
        .. digest is null ? [] : new AdditionalText[] { new Text("mlguard.digest", digest) },
        .. data is null ? [] : new AdditionalText[] { new Text("mlguard.data", data) },
        .. models is null ? [] : new AdditionalText[] { new Text("mlguard.models", models) },
    ]);

    private sealed class Text(string path, string content) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(content);
    }
}
