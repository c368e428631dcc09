using MlGuard.Analyzers.Flow.Calls;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Predictions;
using MlGuard.Catalogue;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Fallback;

/// <summary>MLG5001: from an entry point to a prediction leads a path on which nothing stands in when it fails.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnguardedPredictionAnalyzer() : MlGuardAnalyzer(RuleIds.UnguardedPrediction)
{
    /// <summary>
    /// Option: whether a deliberate error answer (<c>PipelineFinding</c>, 503) in a catch counts as an answer, <c>accept</c> or
    /// <c>reject</c>.
    /// </summary>
    internal const string ErrorAnswerOption = "mlguard.fallback.error_answer";

    /// <summary>The property of the diagnostic that carries the manifest's fallbacks to the fix, one a line.</summary>
    internal const string FallbacksProperty = "fallbacks";

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation)
    {
        var properties = ImmutableDictionary<string, string?>.Empty.Add(
            FallbacksProperty, string.Join("\n", compilation.Digest?.Fallbacks ?? []));
        var registered = new RegisteredFallback(compilation);
        var (accepting, rejecting) = (new UnguardedPaths(
            compilation, acceptsErrorAnswer: true), new UnguardedPaths(compilation, acceptsErrorAnswer: false));
        ServingPredictions.Register(start, compilation, MethodTraits.Escapes, (context, prediction) =>
        {
            var unguarded = AcceptsErrorAnswer(prediction.Operation.Syntax.SyntaxTree, context.Options) ? accepting : rejecting;
            if (UnguardedPath(prediction, compilation, unguarded, context.CancellationToken) is { } path
                && !registered.MayAnswer(prediction))
                Report(context, compilation, PredictionDiagnostic.Of(Rule, prediction, path, compilation, properties));
        });
    }

    private static CallPath? UnguardedPath(
        RoleCall prediction, MlCompilation compilation, UnguardedPaths unguarded, CancellationToken cancellationToken) =>
        IsDecorated(CallPaths.OwnerOf(prediction.Caller), compilation) ? null : unguarded.To(prediction, cancellationToken);

    private static bool AcceptsErrorAnswer(SyntaxTree tree, AnalyzerOptions options) =>
        !options.AnalyzerConfigOptionsProvider.GetOptions(tree).TryGetValue(ErrorAnswerOption, out var value)
        || !value.Trim().Equals("reject", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// The manifest's fallback and the predicting type keep the same contract, so the one can stand in for the other where they are
    /// composed.
    /// </summary>
    private static bool IsDecorated(ISymbol owner, MlCompilation compilation)
    {
        if (owner.ContainingType is not { Interfaces.IsEmpty: false } predicting
            || compilation.Digest is not { Fallbacks.IsEmpty: false } digest)
            return false;

        return digest.Fallbacks.Any(fallback =>
            (compilation.Symbols.Type(fallback) ?? compilation.Symbols.Type(ContainerOf(fallback))) is { } type
            && type.AllInterfaces.Any(contract => predicting.IsOrInherits(contract.OriginalDefinition)));
    }

    private static string ContainerOf(string symbol) =>
        symbol.LastIndexOf('.') is > 0 and var dot ? symbol.Substring(0, dot) : symbol;

    /// <summary>The ways to predictions on which nothing stands in, under one meaning of what stands in.</summary>
    private sealed class UnguardedPaths
    {
        private readonly MlSymbols _symbols;
        private readonly Ways _awaited;
        private readonly Ways _unattended;

        public UnguardedPaths(MlCompilation compilation, bool acceptsErrorAnswer)
        {
            _symbols = compilation.Symbols;
            // A tool that fails says so to the model that called it, which answers without.
            _awaited = new(
                compilation, new FallbackGuard(compilation.Symbols, compilation.Calls, compilation.Knowledge, acceptsErrorAnswer),
                kind => kind is EntryPointKind.Request or EntryPointKind.Library);
            // Nobody waits for a worker, which fails with a prediction only where it does not go on.
            _unattended = new(
                compilation,
                new FallbackGuard(
                    compilation.Symbols, compilation.Calls, compilation.Knowledge, acceptsErrorAnswer, isEnduringEnough: true),
                kind => kind is EntryPointKind.Background or EntryPointKind.Callback);
        }

        public CallPath? To(RoleCall prediction, CancellationToken cancellationToken) =>
            ForgottenWork.Forgets(prediction.Operation, _symbols)
                ? null
                : _awaited.To(prediction, cancellationToken) ?? _unattended.To(prediction, cancellationToken);
    }

    /// <summary>The ways from one kind of entry points, and what stands in on them.</summary>
    private sealed class Ways(MlCompilation compilation, FallbackGuard guard, Func<EntryPointKind, bool> isAsked)
    {
        private readonly EntryPointPaths _paths = compilation.Calls.ToEntryPoints(
            (edge, cancellationToken) =>
                !ForgottenWork.Forgets(edge.Site, compilation.Symbols) && !guard.Covers(edge, cancellationToken),
            isAsked);

        public CallPath? To(RoleCall prediction, CancellationToken cancellationToken) =>
            guard.Covers(prediction.Operation, cancellationToken) ? null : _paths.To(prediction.Caller, cancellationToken);
    }
}
