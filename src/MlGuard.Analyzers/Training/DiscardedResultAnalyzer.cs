using MlGuard.Analyzers.Flow;
using MlGuard.Analyzers.Pipelines;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Training;

/// <summary>MLG2021: the result of an operation that changes nothing in place, thrown away.</summary>
/// <remarks>Pipelines and data views are immutable: <c>Append</c> gives a new pipeline and leaves the old one as it is.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DiscardedResultAnalyzer : MlGuardAnalyzer
{
    internal const string RuleId = "MLG2021";

    /// <summary>Creates the rule.</summary>
    public DiscardedResultAnalyzer()
        : base(RuleId, MlNet.Framework)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation) =>
        start.RegisterOperationAction(operation => Check(operation, compilation), OperationKind.ExpressionStatement);

    private void Check(OperationAnalysisContext context, MlCompilation compilation)
    {
        if (((IExpressionStatementOperation)context.Operation).Operation is not IInvocationOperation call || !IsImmutable(call, compilation) ||
            compilation.IsTestProject || TestCode.Contains(context.ContainingSymbol, compilation.Symbols))
            return;

        context.ReportDiagnostic(Diagnostic.Create(Rule, Bodies.NameOf(call).GetLocation(), call.TargetMethod.Name));
    }

    private static bool IsImmutable(IInvocationOperation call, MlCompilation compilation) => compilation.Pipelines.Calls.Of(call.TargetMethod).Meaning switch
    {
        MlCall.Append or MlCall.Same or MlCall.Step or MlCall.SomeData or MlCall.Split or MlCall.Folds => true,
        // A cache fills itself when it is read, and has no effect on the data that it is made of.
        MlCall.SameData => true,
        _ => false,
    };
}
