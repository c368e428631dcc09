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
                if (!OnnxTypes.Declares(call.TargetMethod))
                    return;
                if (call.TargetMethod.Name == "RunAsync")
                    CheckRun(context, call, compilation);
                else if (Makes(call, compilation.Symbols))
                    CheckViews(context, call, compilation);
            },
            OperationKind.Invocation);

    private static bool Makes(IInvocationOperation call, MlSymbols symbols) =>
        symbols.Is(call.Type, OnnxTypes.Results)
        || (symbols.Is(call.Type, OnnxTypes.Value) && call.TargetMethod.IsStatic);

    private void CheckViews(OperationAnalysisContext context, IInvocationOperation owner, MlCompilation compilation)
    {
        foreach (var place in NativeViews.UsesAfterEnd(owner).Select(use => use.Value.Syntax).Distinct())
            Report(
                context, compilation, Diagnostic.Create(
                    Rule, place.GetLocation(), "This reads memory whose owner is disposed by then",
                    "Copy it first, with ToArray or ToDenseTensor."));
    }

    private void CheckRun(OperationAnalysisContext context, IInvocationOperation run, MlCompilation compilation)
    {
        if (AsyncRun.EndedTooEarly(run) is { } what)
            Report(
                context, compilation, Diagnostic.Create(
                    Rule, Bodies.NameOf(run).GetLocation(), $"{what} before this run ends, which still uses its memory",
                    "Await the run first."));
    }
}
