using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Frameworks.MlNet;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers;

/// <summary>
/// What every rule shares: it costs nothing in a compilation without machine learning, runs concurrently, skips generated code, and reports
/// only in the code that its scope names.
/// </summary>
/// <remarks>
/// Model Builder's <c>*.consumption.cs</c> and <c>*.training.cs</c> carry no <c>&lt;auto-generated&gt;</c> mark, so the compiler takes
/// them for the user's own code; a scope leaves them out where a user could not act on the finding.
/// </remarks>
public abstract class MlGuardAnalyzer : DiagnosticAnalyzer
{
    private readonly ImmutableArray<Framework> _about;
    private readonly RuleScope _scope;

    /// <param name="ruleId">The rule.</param>
    /// <param name="about">The libraries that the rule is about; it costs nothing where only others are used. All when left out.</param>
    /// <param name="scope">In which code it reports.</param>
    /// <param name="tag">What else the compiler has to know of it.</param>
    private protected MlGuardAnalyzer(
        string ruleId, ImmutableArray<Framework> about = default, RuleScope scope = RuleScope.NotInTests, string? tag = null)
    {
        _about = about.IsDefault ? [] : about;
        _scope = scope;
        Rule = Descriptors.Of(ruleId, tag is null ? [] : [tag]);
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
            if (MlCompilation.Of(start.Compilation, start.Options, start.CancellationToken) is { } compilation
                && (_about.IsEmpty || _about.Any(compilation.Uses))
                && ReportsIn(compilation))
                Register(start, compilation);
        });
    }

    /// <summary>Called once for each compilation that uses machine learning and that the rule reports in.</summary>
    private protected abstract void Register(CompilationStartAnalysisContext start, MlCompilation compilation);

    /// <summary>Calls <paramref name="check"/> for each call of a method and of a constructor, with what it is given.</summary>
    private protected static void RegisterCalls(
        CompilationStartAnalysisContext start,
        Action<OperationAnalysisContext, IMethodSymbol, ImmutableArray<IArgumentOperation>> check) =>
        start.RegisterOperationAction(
            context =>
            {
                if (context.Operation is IInvocationOperation call)
                    check(context, call.TargetMethod, call.Arguments);
                else if (context.Operation is IObjectCreationOperation { Constructor: { } constructor } creation)
                    check(context, constructor, creation.Arguments);
            },
            OperationKind.Invocation, OperationKind.ObjectCreation);

    /// <summary>Reports <paramref name="finding"/>, unless the operation stands where the rule does not report.</summary>
    private protected void Report(OperationAnalysisContext context, MlCompilation compilation, Diagnostic finding)
    {
        if (ReportsAt(finding.Location, context.ContainingSymbol, compilation))
            context.ReportDiagnostic(finding);
    }

    /// <summary>Reports <paramref name="finding"/>, unless the body stands where the rule does not report.</summary>
    private protected void Report(OperationBlockAnalysisContext context, MlCompilation compilation, Diagnostic finding)
    {
        if (ReportsAt(finding.Location, context.OwningSymbol, compilation))
            context.ReportDiagnostic(finding);
    }

    /// <summary>Reports <paramref name="finding"/>, unless the symbol stands where the rule does not report.</summary>
    private protected void Report(SymbolAnalysisContext context, MlCompilation compilation, Diagnostic finding)
    {
        if (ReportsAt(finding.Location, context.Symbol, compilation))
            context.ReportDiagnostic(finding);
    }

    /// <summary>
    /// Reports <paramref name="finding"/> about <paramref name="code"/>, unless that stands where the rule does not report.
    /// </summary>
    private protected void Report(CompilationAnalysisContext context, ISymbol code, MlCompilation compilation, Diagnostic finding)
    {
        if (ReportsAt(finding.Location, code, compilation))
            context.ReportDiagnostic(finding);
    }

    /// <summary>Whether the rule reports at <paramref name="place"/> in <paramref name="code"/>.</summary>
    private protected bool ReportsAt(Location place, ISymbol code, MlCompilation compilation) =>
        !(Excludes(RuleScope.NotInTests) && TestCode.Contains(code, compilation.Symbols))
        && !(Excludes(RuleScope.NotInModelBuilderCode) && place.SourceTree is { } tree && ModelBuilderCode.Wrote(tree));

    private bool ReportsIn(MlCompilation compilation) => _scope switch
    {
        RuleScope.OnlyInTestProjects => compilation.IsTestProject,
        _ => !Excludes(RuleScope.NotInTests) || !compilation.IsTestProject,
    };

    private bool Excludes(RuleScope code) => (_scope & code) != 0;
}
