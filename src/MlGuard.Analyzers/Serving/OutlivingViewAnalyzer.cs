using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Frameworks.Onnx;
using MlGuard.Catalogue;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Serving;

/// <summary>MLG4012: a tensor, span or sequence over native memory that is used after its owner was disposed.</summary>
/// <remarks>
/// Run against ONNX Runtime 1.31.1: after other runs the sum of such a tensor read 0 instead of 7,998,000, without an exception. An input
/// that is disposed before <c>RunAsync</c> ends killed the process in every run.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OutlivingViewAnalyzer() : MlGuardAnalyzer(RuleIds.OutlivingView, [OnnxRuntime.Framework])
{
    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation) =>
        start.RegisterOperationAction(
            context =>
            {
                var call = (IInvocationOperation)context.Operation;
                if (call.TargetMethod.Name == "RunAsync" && OnnxTypes.Declares(call.TargetMethod))
                    CheckRun(context, call, compilation);
                else if (Makes(call, compilation.Symbols))
                    CheckViews(context, call, compilation);
            },
            OperationKind.Invocation);

    /// <summary>Whether a call gives something that owns memory; whoever disposes it here owns it, whoever made it.</summary>
    private static bool Makes(IInvocationOperation call, MlSymbols symbols) =>
        symbols.Is(NativeValues.TypeMadeBy(call), OnnxTypes.Results)
        || (symbols.Is(call.Type, OnnxTypes.Value) && call.TargetMethod.IsStatic);

    private void CheckViews(OperationAnalysisContext context, IInvocationOperation owner, MlCompilation compilation)
    {
        foreach (var place in NativeViews.UsesAfterEnd(owner).Select(use => use.Value.Syntax).Distinct())
            Report(
                context, compilation, Diagnostic.Create(
                    Rule, place.GetLocation(), "This reads memory that is freed by then",
                    "Copy it before, with ToArray or ToDenseTensor."));
    }

    private void CheckRun(OperationAnalysisContext context, IInvocationOperation run, MlCompilation compilation)
    {
        if (AsyncRun.EndedTooEarly(run) is { } what)
            Report(
                context, compilation, Diagnostic.Create(
                    Rule, Bodies.NameOf(run).GetLocation(), $"{what} while this run still uses it",
                    "Await the run first."));
    }
}
