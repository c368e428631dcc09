using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis.Text;
using MlGuard.Analyzers.Digest;
using MlGuard.Analyzers.Flow.Calls;
using MlGuard.Analyzers.Flow.Texts;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Knowledge;
using MlGuard.Analyzers.Networks;
using MlGuard.Analyzers.Pipelines;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers;

/// <summary>
/// A compilation that uses machine learning, with what all rules share about it. Lazily filled, one for all analyzers.
/// </summary>
internal sealed class MlCompilation
{
    private static readonly ConditionalWeakTable<Compilation, Known> s_known = new();

    private static readonly ImmutableArray<Framework> s_machineLearning =
        [.. FrameworkTable.All.Where(framework => framework.IsMachineLearning)];

    private readonly Lazy<bool> _isTestProject;

    private MlCompilation(
        Compilation compilation, ReferencedAssemblies assemblies, ManifestDigest? digest, ProjectSummaries summaries,
        AnalyzerConfigOptionsProvider options)
    {
        Assemblies = assemblies;
        Compilation = compilation;
        Digest = digest;
        Symbols = new MlSymbols(compilation, digest);
        EntryPoints = new EntryPoints(Symbols, digest);
        Calls = new CallPaths(compilation, Symbols, EntryPoints, digest);
        Pipelines = new PipelineAnalysis(compilation, Symbols);
        Knowledge = new MethodKnowledge(Symbols, Calls, Pipelines, summaries);
        Torch = new TorchFlow(compilation, Symbols, Calls);
        Texts = new TextFlow(compilation, Symbols, Calls, EntryPoints, summaries);
        _isTestProject = new Lazy<bool>(() => TestCode.IsTestProject(compilation, assemblies, Symbols, options));
    }

    public Compilation Compilation { get; }

    public ReferencedAssemblies Assemblies { get; }

    /// <summary>What the manifest says to the analyzers; null when no manifest covers the project.</summary>
    public ManifestDigest? Digest { get; }

    public MlSymbols Symbols { get; }

    public EntryPoints EntryPoints { get; }

    /// <summary>Who calls whom, read on demand.</summary>
    public CallPaths Calls { get; }

    /// <summary>The ML.NET pipelines, each body read once.</summary>
    public PipelineAnalysis Pipelines { get; }

    /// <summary>What is known of a method that is called, here or in another project.</summary>
    public MethodKnowledge Knowledge { get; }

    /// <summary>Which text of somebody else reaches what, each body read once.</summary>
    public TextFlow Texts { get; }

    /// <summary>What code does with TorchSharp, each body read once.</summary>
    public TorchFlow Torch { get; }

    public bool IsTestProject => _isTestProject.Value;

    /// <summary>
    /// The shared state of <paramref name="compilation"/>, or null when nothing in it is about machine learning: no library that MlGuard
    /// knows is referenced, the manifest declares no wrapper of the team's own, and no project that it refers to uses one.
    /// </summary>
    public static MlCompilation? Of(Compilation compilation, AnalyzerOptions options, CancellationToken cancellationToken)
    {
        var digestText = ManifestDigest.TextOf(options, cancellationToken);
        var summaryTexts = ProjectSummaries.TextsOf(options, cancellationToken);
        lock (s_known)
        {
            // An editor may keep the compilation and change what the build says alone.
            if (s_known.TryGetValue(compilation, out var known))
            {
                if (known.IsMadeOf(digestText, summaryTexts))
                    return known.Compilation;
                s_known.Remove(compilation);
            }

            var made = Make(compilation, digestText, summaryTexts, options.AnalyzerConfigOptionsProvider);
            s_known.Add(compilation, new Known(digestText, summaryTexts, made));
            return made;
        }
    }

    /// <summary>Whether the compilation references <paramref name="framework"/>, or is a part of it.</summary>
    public bool Uses(Framework framework) => Assemblies.Contain(framework);

    private static MlCompilation? Make(
        Compilation compilation, SourceText? digestText, ImmutableArray<SourceText> summaryTexts, AnalyzerConfigOptionsProvider options)
    {
        var digest = digestText is null ? null : ManifestDigest.Parse(digestText);
        var summaries = ProjectSummaries.Of(summaryTexts);
        var assemblies = new ReferencedAssemblies(compilation);
        if (!s_machineLearning.Any(assemblies.Contain) && digest is not { Apis.IsEmpty: false } && summaries.IsEmpty)
            return null;

        var made = new MlCompilation(compilation, assemblies, digest, summaries, options);
        if (!summaries.IsEmpty)
            OtherTexts.Add(compilation, made.Knowledge.ReturnedBy);
        return made;
    }

    /// <summary>What was made of a compilation, and of what else; null where nothing in it is about machine learning.</summary>
    private sealed record Known(SourceText? DigestText, ImmutableArray<SourceText> SummaryTexts, MlCompilation? Compilation)
    {
        public bool IsMadeOf(SourceText? digestText, ImmutableArray<SourceText> summaryTexts) =>
            ReferenceEquals(DigestText, digestText) && SummaryTexts.SequenceEqual(summaryTexts);
    }
}
