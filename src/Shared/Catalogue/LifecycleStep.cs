namespace MlGuard.Catalogue;

/// <summary>The blocks of rule IDs: one a step on a model's way, with the question that the step asks.</summary>
internal static class LifecycleStep
{
    private static readonly string[] s_names =
    [
        "", "Data", "Training", "Evaluation", "Serving", "Fallback", "Monitoring", "Security", "Documentation", "Lifecycle",
    ];

    /// <summary>The step of a rule, from the first digit of its ID (<c>MLG4001</c> is <c>Serving</c>).</summary>
    public static string Of(string ruleId) => s_names[ruleId["MLG".Length] - '0'];
}
