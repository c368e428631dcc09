using MlGuard.Analyzers.Flow.Values;
using MlGuard.Catalogue;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Evaluation;

/// <summary>MLG3009: a test fraction that is probably the training fraction, or so small that its metrics are noise.</summary>
/// <remarks>The parameter says how much is kept for testing; people read it as how much is kept.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TestFractionAnalyzer()
    : MlGuardAnalyzer(RuleIds.TestFraction, [MlNet.Framework], scope: RuleScope.NotInTests | RuleScope.NotInModelBuilderCode)
{
    private const double Most = 0.5;
    private const double Least = 0.02;

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation) =>
        start.RegisterOperationAction(operation => Check(operation, compilation), OperationKind.Invocation);

    private void Check(OperationAnalysisContext context, MlCompilation compilation)
    {
        var split = (IInvocationOperation)context.Operation;
        if (!compilation.Symbols.Plays(split.TargetMethod, Role.Split)
            || split.Arguments.Argument("testFraction")
                is not { Value: { ConstantValue: { HasValue: true, Value: double fraction } } value }
            || fraction is > Least and < Most || fraction == Least
            || (split.Arguments.Argument("data") is { } rows && IsHeldBack(rows.Value))
            || IsIdle(split))
            return;

        var what = fraction >= Most
            ? "leaves half of the rows, or fewer, to learn from"
            : "keeps so few rows for testing that the metrics are noise";
        Report(context, compilation, Diagnostic.Create(Rule, value.Syntax.GetLocation(), value.Syntax.ToString(), what));
    }

    /// <summary>Kept in a variable that nobody reads: who takes the rows apart in another way learns from those.</summary>
    private static bool IsIdle(IInvocationOperation split) =>
        split.Parent is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var kept } }
        && !BodyIndex.Around(split).ReferencesTo(kept).Any();

    /// <summary>Of rows that a split held back nothing is learnt: they are parted into those to choose by and those to judge by.</summary>
    private static bool IsHeldBack(IOperation rows) =>
        LocalValues.Origin(rows) is IMemberReferenceOperation { Member: { Name: "TestSet", ContainingType.Name: "TrainTestData" } };
}
