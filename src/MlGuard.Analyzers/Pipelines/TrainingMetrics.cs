using MlGuard.Analyzers.Flow.Values;

namespace MlGuard.Analyzers.Pipelines;

/// <summary>Metrics that are computed on the training rows on purpose, beside those on test rows.</summary>
internal static class TrainingMetrics
{
    /// <summary>Without labels there is nothing to learn by heart: evaluating on the fitted data is usual there.</summary>
    private static readonly ImmutableHashSet<string> s_unsupervised = ["ClusteringCatalog", "AnomalyDetectionCatalog"];

    /// <summary>Whether an evaluation compares predictions with labels.</summary>
    public static bool IsSupervised(IMethodSymbol evaluation) => !s_unsupervised.Contains(evaluation.ContainingType.Name);

    /// <summary>Whether the result of <paramref name="evaluation"/> is kept under a name that says so.</summary>
    public static bool IsMeantAs(IInvocationOperation evaluation) =>
        NameOfResult(Bodies.Outermost(evaluation)).IndexOf("train", StringComparison.OrdinalIgnoreCase) >= 0;

    private static string NameOfResult(IOperation evaluation) => evaluation.Parent switch
    {
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => declarator.Symbol.Name,
        ISimpleAssignmentOperation { Target: IMemberReferenceOperation member } => member.Member.Name,
        ISimpleAssignmentOperation { Target: ILocalReferenceOperation local } => local.Local.Name,
        _ => "",
    };
}
