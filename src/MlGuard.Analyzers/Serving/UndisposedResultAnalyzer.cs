using MlGuard.Analyzers.Flow.Values;
using MlGuard.Catalogue;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Serving;

/// <summary>
/// MLG4011: results of ONNX Runtime that nobody disposes. Their tensors lie in native memory, of which the garbage collector feels nothing.
/// </summary>
/// <remarks>
/// microsoft/onnxruntime#392 and #5292, dotnet/machinelearning#5533. Run against ONNX Runtime 1.31.1: 200 results of 4 MB leave 835 MB
/// behind.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UndisposedResultAnalyzer() : MlGuardAnalyzer(RuleIds.UndisposedResult, [OnnxRuntime.Framework])
{
    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation)
    {
        if (compilation.Symbols.Type(NativeValues.Results) is not null)
            start.RegisterOperationAction(operation => Check(operation, compilation), OperationKind.Invocation);
    }

    private void Check(OperationAnalysisContext context, MlCompilation compilation)
    {
        var call = (IInvocationOperation)context.Operation;
        var symbols = compilation.Symbols;
        if (NameOf(call, context.ContainingSymbol, compilation) is not { } name || NativeValues.FateOf(call, symbols) != NativeFate.Leaked)
            return;

        Report(context, compilation, Diagnostic.Create(Rule, Bodies.NameOf(call).GetLocation(), name));
    }

    /// <summary>
    /// What the call makes, when it is worth a finding: results always, single values where they are made again and again.
    /// </summary>
    private static string? NameOf(IInvocationOperation call, ISymbol owner, MlCompilation compilation)
    {
        if (compilation.Symbols.Is(call.Type, NativeValues.Results) && NativeValues.IsOfRuntime(call.TargetMethod))
            return $"The result of '{call.TargetMethod.Name}'";

        var makesValue = call.TargetMethod.IsStatic && call.TargetMethod.Name.StartsWith("Create", StringComparison.Ordinal)
            && compilation.Symbols.Is(call.TargetMethod.ContainingType, NativeValues.Value)
            && compilation.Symbols.Is(call.Type, NativeValues.Value);
        return makesValue && (Bodies.LoopsAround(call).Any() || compilation.EntryPoints.KindOf(owner) == EntryPointKind.Request)
            ? "The OrtValue"
            : null;
    }
}
