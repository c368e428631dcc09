using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks.Torch;
using MlGuard.Analyzers.Networks;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Training;

/// <summary>MLG2026: a model on one device that is given a tensor on another one.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TwoDevicesAnalyzer() : TorchAnalyzer(RuleIds.TwoDevices)
{
    private protected override IEnumerable<Diagnostic> FindingsIn(
        TorchBody body, MlCompilation compilation, CancellationToken cancellationToken)
    {
        foreach (var asked in body.Of(TorchMeaning.Forward))
        {
            if (asked.Subject is not { } model || InputOf(asked) is not { } input
                || compilation.Torch.Tensors.DeviceOf(input) is not { } device || device[0] == '?'
                || DeviceOf(model, body, body.IndexOf(asked), compilation.Torch, cancellationToken) is not { } home
                || home[0] == '?' || home == device)
                continue;
            if (home == "cpu" || device == "cpu" || (home == "cuda" && device == "cuda"))
                yield return At(input.Syntax.GetLocation(), Said(home), Said(device));
        }
    }

    /// <summary>The tensor that the model is asked with; in a helper, what the helper is given for it.</summary>
    private static IOperation? InputOf(TorchEvent asked)
    {
        var input = asked.Call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 0)?.Value;
        if (input is null || asked.IsOwn)
            return input;
        return LocalValues.Origin(input) is IParameterReferenceOperation { Parameter: var parameter }
            ? asked.Site.ArgumentsOfCall().FirstOrDefault(argument =>
                SymbolEqualityComparer.Default.Equals(argument.Parameter?.OriginalDefinition, parameter.OriginalDefinition))?.Value
            : null;
    }

    private static string Said(string device) => device switch
    {
        "cpu" => "the CPU",
        "cuda" => "the GPU",
        _ => $"'{device}'",
    };

    /// <summary>Where the model is: where this body moved it last, or else its type, or the code that it comes from.</summary>
    private static string? DeviceOf(ISymbol model, TorchBody body, int before, TorchFlow flow, CancellationToken cancellationToken)
    {
        if (MovesOf(model, body.Events.Take(before)) is { Count: > 0 } moves)
            return DeviceAfter(moves);
        if (model is IFieldSymbol or IPropertySymbol && model.ContainingType is { } type
            && MovesOf(model, flow.EventsOf(type, cancellationToken)) is { Count: > 0 } own)
            return own.Select(move => TensorReader.TargetDevice(move.Call)).Distinct().Count() == 1 ? DeviceAfter(own) : null;
        var origins = flow.Origins.Of(model, cancellationToken).Select(events => DeviceAfter([.. events.Where(IsMove)]))
            .Distinct().ToList();
        return origins is [{ } only] ? only : null;
    }

    private static List<TorchEvent> MovesOf(ISymbol model, IEnumerable<TorchEvent> events) =>
        [.. events.Where(it => IsMove(it) && it.IsOf(model))];

    private static bool IsMove(TorchEvent it) => it.Meaning == TorchMeaning.Move && TensorReader.TargetDevice(it.Call) is not null;

    private static string? DeviceAfter(List<TorchEvent> moves) =>
        moves.Count > 0 && moves.All(move => move.Around.IsEmpty) ? TensorReader.TargetDevice(moves[moves.Count - 1].Call) : null;
}
