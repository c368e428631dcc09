namespace MlGuard.Analyzers.Predictions;

/// <summary>Whether what a hook receives says which model answered, by its texts or by the names of what it reads.</summary>
internal static class ModelVersion
{
    public static bool IsIn(IOperation hook) => hook.DescendantsAndSelf().Any(operation => operation switch
    {
        { ConstantValue: { HasValue: true, Value: string text } } => IsNamedBy(text),
        IMemberReferenceOperation member => IsNamedBy(member.Member.Name),
        IInvocationOperation call => IsNamedBy(call.TargetMethod.Name),
        ILocalReferenceOperation local => IsNamedBy(local.Local.Name),
        IParameterReferenceOperation parameter => IsNamedBy(parameter.Parameter.Name),
        _ => false,
    });

    private static bool IsNamedBy(string text) => ModelWords.In(text) is not null;
}
