using MlGuard.Analyzers.Flow.Calls;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Predictions;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Fallback;

/// <summary>
/// Whether the handler of a failure lets anybody know of it: the caller, the user, or who watches the program. In doubt it does.
/// </summary>
internal sealed class FailureReporting(MlCompilation compilation, MonitoringHooks hooks)
{
    /// <summary>Gone in a release build.</summary>
    private const string Debug = "System.Diagnostics.Debug";

    /// <summary>How methods that report are called, in libraries that MlGuard does not know.</summary>
    private static readonly ImmutableArray<string> s_verbs =
    [
        "Log", "Report", "Track", "Capture", "Notify", "Show", "Alert", "Error", "Warn", "Record", "Emit", "Publish", "Send", "Write",
        "Print", "Fail", "Abort", "Exit", "Raise",
        "Throw", "Trace",
    ];

    public bool Report(ICatchClauseOperation clause, CancellationToken cancellationToken)
    {
        var exception = (clause.ExceptionDeclarationOrExpression as IVariableDeclaratorOperation)?.Symbol;
        return clause.Handler.Descendants()
            .Any(operation => !IsForDebugging(operation, clause)
                && Report(operation, exception, cancellationToken)
                && !SuccessText.IsIn(operation, clause));
    }

    private bool Report(IOperation operation, ILocalSymbol? exception, CancellationToken cancellationToken) => operation switch
    {
        IThrowOperation => true,
        ILocalReferenceOperation read => SymbolEqualityComparer.Default.Equals(read.Local, exception) && !IsHandedToIdle(read),
        IInvocationOperation call => Report(call.TargetMethod, cancellationToken),
        IEventReferenceOperation => true,
        IInterpolatedStringOperation or ILiteralOperation { ConstantValue: { HasValue: true, Value: string { Length: > 0 } } } =>
            !IsHandedToIdle(operation),
        IReturnOperation { ReturnedValue.ConstantValue: { HasValue: true, Value: false } } => true,
        _ => false,
    };

    /// <summary>A method that does nothing tells nobody, whatever it is called.</summary>
    private bool IsHandedToIdle(IOperation value)
    {
        while (value.Parent is IConversionOperation or IMemberReferenceOperation or IInvocationOperation { Arguments.IsEmpty: true })
            value = value.Parent;
        return value.Parent is IArgumentOperation { Parent: IInvocationOperation call } && compilation.Knowledge.IsIdle(call.TargetMethod);
    }

    private bool Report(IMethodSymbol method, CancellationToken cancellationToken) =>
        compilation.Symbols.Plays(method, Role.Telemetry)
        || ErrorAnswer.Is(method)
        || (s_verbs.Any(verb => method.Name.IndexOf(verb, StringComparison.OrdinalIgnoreCase) >= 0)
            && !compilation.Knowledge.IsIdle(method))
        || (compilation.Symbols.IsDeclaredHere(method) && hooks.Observe(CallPaths.NodeOf(method), cancellationToken));

    private static bool IsForDebugging(IOperation operation, ICatchClauseOperation clause)
    {
        for (var current = operation; current is not null && !ReferenceEquals(current, clause); current = current.Parent)
        {
            if (current is IInvocationOperation call && call.TargetMethod.ContainingType?.FullMetadataName() == Debug)
                return true;
        }

        return false;
    }
}
