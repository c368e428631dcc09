using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis.Text;
using MlGuard.Catalogue;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Digest;

/// <summary>
/// What the analyzers read of the manifest. The build writes it as a tab-separated file, since YAML is never read inside the compiler.
/// </summary>
internal sealed class ManifestDigest
{
    public const string FileName = "mlguard.digest";

    private static readonly ConditionalWeakTable<SourceText, StrongBox<ManifestDigest?>> s_parsed = new();

    private ManifestDigest(ILookup<string, string[]> lines)
    {
        Stage = lines["stage"].Select(line => StageOf(line[0])).FirstOrDefault();
        Models = [.. lines["model"].Select(line => new DeclaredModel(line[0], line[1]))];
        Apis = [.. lines["api"].Select(line => new DeclaredApi((Role)Enum.Parse(typeof(Role), line[0], ignoreCase: true), line[1]))];
        Fallbacks = SymbolsOf(lines, "fallback");
        Logs = SymbolsOf(lines, "log");
        EntryPoints = SymbolsOf(lines, "entry");
        Trainings = SymbolsOf(lines, "training");
        Called = [.. SymbolsOf(lines, "called")];
        Untested = [.. lines["untested"].Select(line => new UntestedPipeline(line[0], line[1]))];
        Unevaluated = [.. lines["unevaluated"].Select(line => new UnevaluatedCode(line[0], line[1]))];
    }

    public Stage Stage { get; }

    public ImmutableArray<DeclaredModel> Models { get; }

    /// <summary>The team's own wrappers around machine-learning libraries.</summary>
    public ImmutableArray<DeclaredApi> Apis { get; }

    public ImmutableArray<string> Fallbacks { get; }

    public ImmutableArray<string> Logs { get; }

    public ImmutableArray<string> EntryPoints { get; }

    public ImmutableArray<string> Trainings { get; }

    /// <summary>The assemblies of the product that another of its projects refers to.</summary>
    public ImmutableHashSet<string> Called { get; }

    /// <summary>The pipelines that no test reached when the gate last looked.</summary>
    public ImmutableArray<UntestedPipeline> Untested { get; }

    /// <summary>The code whose instructions to a model no evaluation ran when the gate last looked.</summary>
    public ImmutableArray<UnevaluatedCode> Unevaluated { get; }

    public static SourceText? TextOf(AnalyzerOptions options, CancellationToken cancellationToken)
    {
        foreach (var file in options.AdditionalFiles)
        {
            if (IsDigest(file.Path))
                return file.GetText(cancellationToken);
        }

        return null;
    }

    /// <summary>The digest, or null when the text is malformed: a guard that misreads is worse than one that sees no manifest.</summary>
    public static ManifestDigest? Parse(SourceText text) =>
        s_parsed.GetValue(text, static it => new StrongBox<ManifestDigest?>(ParseLines(it))).Value;

    private static bool IsDigest(string path) =>
        path.EndsWith(FileName, StringComparison.OrdinalIgnoreCase)
        && (path.Length == FileName.Length || path[path.Length - FileName.Length - 1] is '/' or '\\');

    private static ManifestDigest? ParseLines(SourceText text)
    {
        var lines = TabbedLines.Of(text).ToList();
        return lines.Count > 0 && lines[0] is ["mlguard-digest", "1"] && lines.Skip(1).All(IsWellFormed)
            ? new ManifestDigest(lines.Skip(1).ToLookup(line => line[0], line => line.Skip(1).ToArray()))
            : null;
    }

    private static bool IsWellFormed(string[] line) => line switch
    {
        ["stage", var stage] => Enum.TryParse<Stage>(stage, ignoreCase: true, out _),
        ["model", _, _, _] => true,
        ["untested" or "unevaluated", _, _] => true,
        ["api", var role, _] => Enum.TryParse<Role>(role, ignoreCase: true, out _),
        ["mode" or "personal" or "fallback" or "log" or "entry" or "training" or "called", _] => true,
        ["stage" or "model" or "api" or "mode" or "fallback" or "log" or "entry" or "training" or "called", ..] => false,
        ["untested" or "unevaluated", ..] => false,
        // A newer build may say more.
        _ => true,
    };

    private static Stage StageOf(string text) => (Stage)Enum.Parse(typeof(Stage), text, ignoreCase: true);

    private static ImmutableArray<string> SymbolsOf(ILookup<string, string[]> lines, string kind) =>
        [.. lines[kind].Select(line => line[0])];
}
