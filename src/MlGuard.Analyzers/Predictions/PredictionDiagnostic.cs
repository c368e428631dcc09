using MlGuard.Analyzers.Flow.Calls;
using MlGuard.Analyzers.Flow.Values;

namespace MlGuard.Analyzers.Predictions;

/// <summary>How a rule about predictions reports: on the prediction, with the way from the entry point as additional places.</summary>
internal static class PredictionDiagnostic
{
    public static Diagnostic Of(
        DiagnosticDescriptor rule, RoleCall prediction, CallPath path, MlCompilation compilation,
        ImmutableDictionary<string, string?>? properties = null) =>
        Diagnostic.Create(
            rule,
            CallLocation.Of(prediction.Operation.Syntax),
            path.Steps.Select(step => CallLocation.Of(step.Site.Syntax)),
            properties,
            EntryPointName.Of(path.EntryPoint),
            compilation.Knowledge.WayBehind(prediction.Method) is { } way ? $" ({way})" : "");
}
