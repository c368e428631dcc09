using System.Collections.Concurrent;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Pipelines;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Training;

/// <summary>Which mappings of a compilation are a part of a model that is saved.</summary>
internal sealed class MappingUses
{
    private static readonly OncePerBody<bool> s_isHandedOn = new((body, compilation, _) => IsHandedOn(body, compilation.Symbols));

    private readonly ConcurrentDictionary<SyntaxNode, bool> _saved = new();
    private readonly ConcurrentDictionary<SyntaxNode, bool> _fitted = new();
    private int _saves;
    private int _unknownSaves;

    /// <summary>Notes what the body of <paramref name="block"/> fits and saves.</summary>
    public void Note(IOperation block, BodyReading reading, MlSymbols symbols)
    {
        foreach (var step in reading.Saved.SelectMany(pipeline => pipeline.Steps))
            _saved[step.Call.Syntax] = true;
        foreach (var step in reading.Fitted.SelectMany(pipeline => pipeline.Steps))
            _fitted[step.Call.Syntax] = true;
        if (reading.Saved.Any(pipeline => pipeline.HasUnknown))
            Interlocked.Increment(ref _unknownSaves);
        if (block.Descendants().Any(operation =>
            operation is IInvocationOperation call && symbols.Plays(call.TargetMethod, Role.SaveModel)))
            Interlocked.Increment(ref _saves);
    }

    /// <summary>
    /// Whether a saved model holds the mapping, or may: where all that is fitted and saved is followed, a mapping that is fitted and in no
    /// saved model was only used.
    /// </summary>
    public bool MayBeSaved(IInvocationOperation mapping, MlCompilation compilation) =>
        _saves > 0
        && (_saved.ContainsKey(mapping.Syntax)
            || (s_isHandedOn.Of(mapping, compilation) && !(_unknownSaves == 0 && _fitted.ContainsKey(mapping.Syntax))));

    /// <summary>Whether the body hands its pipeline or model to somebody, or does nothing with it that is seen.</summary>
    private static bool IsHandedOn(IEnumerable<IOperation> body, MlSymbols symbols)
    {
        var isFitted = false;
        foreach (var operation in body)
        {
            if (operation is IReturnOperation { ReturnedValue.Type: { } returned } && PipelineAnalysis.MayHoldPipeline(returned))
                return true;
            if (operation is IAssignmentOperation { Target: IMemberReferenceOperation { Type: { } written } }
                && PipelineAnalysis.MayHoldPipeline(written))
                return true;
            isFitted |= operation is IInvocationOperation fit && symbols.Plays(fit.TargetMethod, Role.Fit);
        }

        return !isFitted;
    }
}
