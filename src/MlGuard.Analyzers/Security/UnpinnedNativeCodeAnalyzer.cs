using MlGuard.Analyzers.Flow.Calls;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks.Onnx;
using MlGuard.Analyzers.Models;
using MlGuard.Catalogue;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Security;

/// <summary>MLG7007: native code that is loaded from a path which somebody else may choose.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnpinnedNativeCodeAnalyzer() : MlGuardAnalyzer(RuleIds.UnpinnedNativeCode, [OnnxRuntime.Framework])
{
    private static readonly ImmutableHashSet<string> s_loaders = [
        "RegisterCustomOpLibrary", "RegisterCustomOpLibraryV2", "RegisterCustomOpsUsingFunction", "RegisterExecutionProviderLibrary"];

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation) =>
        start.RegisterOperationAction(
            context =>
            {
                var call = (IInvocationOperation)context.Operation;
                if (!OnnxTypes.Declares(call.TargetMethod) || !s_loaders.Contains(call.TargetMethod.Name))
                    return;
                var path = call.Arguments.FirstOrDefault(argument => argument.Parameter is { RefKind: RefKind.None, Name: var name }
                    && name.EndsWith("path", StringComparison.OrdinalIgnoreCase))?.Value;
                if (path is not null && !IsPinned(path, compilation, context.CancellationToken))
                    Report(context, compilation, Diagnostic.Create(Rule, path.Syntax.GetLocation()));
            },
            OperationKind.Invocation);

    /// <summary>A constant, a file below the program, or what all callers pass so.</summary>
    private static bool IsPinned(IOperation path, MlCompilation compilation, CancellationToken cancellationToken)
    {
        if (IsPinned(path))
            return true;
        if (LocalValues.Origin(path) is not
            IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol method } parameter })
            return false;

        var given = compilation.Calls.CallersOf(CallPaths.NodeOf(method), cancellationToken).Select(edge => edge.Site)
            .OfType<IInvocationOperation>().Select(call => call.ArgumentFor(parameter.Ordinal)?.Value).ToList();
        return given.Count > 0 && given.All(value => value is not null && IsPinned(value));
    }

    private static bool IsPinned(IOperation path) => Constants.Text(path) is not null || ModelPath.IsBelowProgram(path);
}
