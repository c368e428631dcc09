using System.Collections.Concurrent;
using MlGuard.Analyzers.Flow.Calls;
using MlGuard.Analyzers.Flow.Values;

namespace MlGuard.Analyzers.Fallback;

/// <summary>
/// Own methods that run a delegate under a handler that answers, such as <c>Guard.Or(() =&gt; Predict(x), () =&gt; Rules(x))</c>.
/// </summary>
internal sealed class ShieldingMethods(CallPaths calls, Func<IOperation, bool> isCovered)
{
    private readonly ConcurrentDictionary<IParameterSymbol, bool> _shields = new(SymbolEqualityComparer.Default);

    /// <summary>Whether a delegate is an argument of a method that runs it nowhere else than under such a handler.</summary>
    public bool Shield(IArgumentOperation argument, CancellationToken cancellationToken) =>
        argument is { Parameter: { Type.TypeKind: TypeKind.Delegate } parameter, Parent: IInvocationOperation }
            && _shields.GetOrAdd(parameter.OriginalDefinition, key => Shields(key, cancellationToken));

    private bool Shields(IParameterSymbol parameter, CancellationToken cancellationToken)
    {
        var mentions = parameter.ContainingSymbol.DeclaringSyntaxReferences
            .SelectMany(reference => calls.OperationsOf(reference.GetSyntax(cancellationToken), cancellationToken))
            .OfType<IParameterReferenceOperation>()
            .Where(mention => SymbolEqualityComparer.Default.Equals(mention.Parameter.OriginalDefinition, parameter))
            .Where(mention => !IsOnlyChecked(mention));
        var runs = mentions.Select(RunOf).ToList();
        return runs.Count > 0 && runs.All(run => run is not null && isCovered(run));
    }

    private static IInvocationOperation? RunOf(IParameterReferenceOperation mention) =>
        mention.Parent is IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke } run && run.Instance == mention
            ? run
            : null;

    /// <summary><c>ArgumentNullException.ThrowIfNull(work)</c>, <c>nameof(work)</c> and <c>work is null</c> run nothing.</summary>
    private static bool IsOnlyChecked(IParameterReferenceOperation mention) =>
        Bodies.Outermost(mention).Parent is INameOfOperation or IIsPatternOperation or IBinaryOperation
            or IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "ThrowIfNull" } };
}
