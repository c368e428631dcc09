using MlGuard.Analyzers.Flow;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Evaluation;

/// <summary>MLG3006: a model that is trained and saved, and that nobody has measured on the way.</summary>
/// <remarks>The body itself, the helpers that it calls, and those who call it may measure.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnevaluatedModelAnalyzer : MlGuardAnalyzer
{
    internal const string RuleId = "MLG3006";

    private const int MaximumVisits = 200;

    private static readonly ImmutableHashSet<string> s_measuring = ["PermutationFeatureImportance", "Execute", "ExecuteAsync", "Run", "RunAsync"];

    /// <summary>Creates the rule.</summary>
    public UnevaluatedModelAnalyzer()
        : base(RuleId, [MlNet.Framework])
    {
    }

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation) =>
        start.RegisterOperationAction(operation => Check(operation, compilation), OperationKind.Invocation);

    private void Check(OperationAnalysisContext context, MlCompilation compilation)
    {
        var save = (IInvocationOperation)context.Operation;
        if (!compilation.Symbols.Plays(save.TargetMethod, Role.SaveModel) || compilation.IsTestProject || TestCode.Contains(context.ContainingSymbol, compilation.Symbols) ||
            ModelBuilderCode.Wrote(save.Syntax.SyntaxTree) || !FitsTrainer(save, compilation.Symbols) ||
            IsMeasured(Bodies.AllAround(save)) || IsMeasuredOnTheWay(CallPaths.OwnerOf(context.ContainingSymbol), compilation, context.CancellationToken))
            return;

        context.ReportDiagnostic(Diagnostic.Create(Rule, Bodies.NameOf(save).GetLocation()));

        bool IsMeasured(IEnumerable<IOperation> body) => body.OfType<IInvocationOperation>().Any(call => Measures(call.TargetMethod, compilation.Symbols));
    }

    /// <summary>Whether the saved model was fitted in the same body with a supervised trainer.</summary>
    private static bool FitsTrainer(IInvocationOperation save, MlSymbols symbols) =>
        save.Arguments.Argument("model") is { } model && LocalValues.Origin(model.Value) is IInvocationOperation fit && symbols.Plays(fit.TargetMethod, Role.Fit) &&
        Bodies.AllAround(save).OfType<IInvocationOperation>().Any(call => call.Arguments.Argument("labelColumnName") is not null && symbols.IsOrInherits(call.Type, "Microsoft.ML.IEstimator`1"));

    private static bool Measures(IMethodSymbol method, MlSymbols symbols) =>
        symbols.RoleOf(method) is Role.Evaluate or Role.CrossValidate || (s_measuring.Contains(method.Name) && method.ContainingAssembly?.Name.StartsWith("Microsoft.ML", StringComparison.Ordinal) == true);

    /// <summary>Whether a helper of the body, or a caller of it or one of theirs, measures.</summary>
    private static bool IsMeasuredOnTheWay(ISymbol owner, MlCompilation compilation, CancellationToken cancellationToken)
    {
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var pending = new Queue<(ISymbol Code, bool IsCaller)>([(owner, true)]);
        while (pending.Count > 0 && seen.Count < MaximumVisits)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (code, isCaller) = pending.Dequeue();
            if (!seen.Add(code))
                continue;
            foreach (var body in compilation.Calls.BodiesOf(CallPaths.OwnerOf(code), cancellationToken))
            {
                if (body.RoleCalls.Any(call => call.Role is Role.Evaluate or Role.CrossValidate))
                    return true;
                foreach (var edge in body.Edges)
                    pending.Enqueue((CallPaths.OwnerOf(edge.Callee), false));
            }

            if (isCaller)
            {
                foreach (var edge in compilation.Calls.CallersOf(code, cancellationToken))
                    pending.Enqueue((CallPaths.OwnerOf(edge.Caller), true));
            }
        }

        return seen.Count >= MaximumVisits;
    }
}
