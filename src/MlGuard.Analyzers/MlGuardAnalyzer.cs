using MlGuard.Analyzers.Frameworks;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers;

/// <summary>
/// What every rule shares: it costs nothing in a compilation without machine learning, runs concurrently, and skips generated code.
/// </summary>
/// <remarks>
/// Model Builder's <c>*.consumption.cs</c> and <c>*.training.cs</c> carry no <c>&lt;auto-generated&gt;</c> mark, so the compiler takes
/// them for the user's own code; rules ask <see cref="ModelBuilderCode"/> and report there only what a user can act on.
/// </remarks>
public abstract class MlGuardAnalyzer : DiagnosticAnalyzer
{
    private readonly ImmutableArray<Framework> _about;

    private protected MlGuardAnalyzer(string ruleId, params string[] customTags)
        : this(ruleId, about: [], customTags)
    {
    }

    /// <summary>A rule about some of the libraries costs nothing where only others are used.</summary>
    private protected MlGuardAnalyzer(string ruleId, ImmutableArray<Framework> about, params string[] customTags)
    {
        _about = about;
        Rule = Descriptors.Of(ruleId, customTags);
        SupportedDiagnostics = [Rule];
    }

    /// <inheritdoc/>
    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }

    private protected DiagnosticDescriptor Rule { get; }

    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (MlCompilation.Of(start.Compilation, start.Options, start.CancellationToken) is { } compilation && (_about.IsEmpty || _about.Any(compilation.Uses)))
                Register(start, compilation);
        });
    }

    /// <summary>Called once for each compilation that uses machine learning.</summary>
    private protected abstract void Register(CompilationStartAnalysisContext start, MlCompilation compilation);
}
