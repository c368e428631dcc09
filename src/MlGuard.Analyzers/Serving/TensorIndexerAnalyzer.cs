using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks.Onnx;
using MlGuard.Catalogue;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Serving;

/// <summary>MLG4013: a tensor that is read or written element by element through its indexer of several dimensions.</summary>
/// <remarks>
/// microsoft/onnxruntime#15178 and #706, ivilson/Yolov7net#17. Run against ONNX Runtime 1.31.1: 210.7 ms against 11.7 ms over its buffer.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TensorIndexerAnalyzer() : MlGuardAnalyzer(RuleIds.TensorIndexer, [OnnxRuntime.Framework])
{
    private const int FewTurns = 256;

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation) =>
        start.RegisterOperationAction(
            context =>
            {
                var indexer = (IPropertyReferenceOperation)context.Operation;
                if (IsOfDimensions(indexer, compilation)
                    && Bodies.LoopsAround(indexer).ToList() is { Count: > 1 } loops
                    && !AreFew(loops)
                    && IsFirst(indexer, loops[loops.Count - 1], compilation))
                    Report(context, compilation, Diagnostic.Create(Rule, indexer.Syntax.GetLocation()));
            },
            OperationKind.PropertyReference);

    private static bool IsOfDimensions(IPropertyReferenceOperation indexer, MlCompilation compilation) =>
        indexer.Property.IsIndexer
        && compilation.Symbols.IsOrInherits(indexer.Instance?.Type, OnnxTypes.Tensor)
        && indexer.Arguments is [{ ArgumentKind: ArgumentKind.ParamArray, Value: var indices }]
        && Constants.Elements(indices) is { Length: > 1 };

    /// <summary>Whether the loops together turn a few times only, as far as their bounds are constants.</summary>
    private static bool AreFew(List<ILoopOperation> loops)
    {
        var turns = 1L;
        foreach (var loop in loops)
        {
            if (loop is not IForLoopOperation { Condition: IBinaryOperation { RightOperand: var bound } }
                || Numbers.Of(bound) is not { } count)
                return false;
            turns *= Math.Max(1, Math.Min(count, FewTurns + 1));
        }

        return turns <= FewTurns;
    }

    /// <summary>Whether no other indexer stands before this one in the loops: one finding is enough for all.</summary>
    private static bool IsFirst(IPropertyReferenceOperation indexer, ILoopOperation outermost, MlCompilation compilation) =>
        ReferenceEquals(
            outermost.Descendants().OfType<IPropertyReferenceOperation>()
                .FirstOrDefault(other => IsOfDimensions(other, compilation) && Bodies.LoopsAround(other).Skip(1).Any()),
            indexer);
}
