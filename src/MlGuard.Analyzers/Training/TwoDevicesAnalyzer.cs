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
        foreach (var asked in body.OwnOf(TorchMeaning.Forward))
        {
            if (asked.Subject is not { } model
                || asked.Call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 0)?.Value is not { } input
                || compilation.Torch.Tensors.DeviceOf(input) is not { } device || device[0] == '?'
                || DeviceOf(model, body, body.IndexOf(asked)) is not { } home || home[0] == '?' || home == device)
                continue;
            if (home == "cpu" || device == "cpu" || (home == "cuda" && device == "cuda"))
                yield return At(input.Syntax.GetLocation(), Said(home), Said(device));
        }
    }

    private static string Said(string device) => device switch
    {
        "cpu" => "the CPU",
        "cuda" => "the GPU",
        _ => $"'{device}'",
    };

    /// <summary>Where the model is, as far as this body says: where it was moved last, or where it was made.</summary>
    private static string? DeviceOf(ISymbol model, TorchBody body, int before)
    {
        var moves = body.Events.Take(before).Where(it => it.Meaning == TorchMeaning.Move && it.IsOf(model)
            && TensorReader.TargetDevice(it.Call) is not null).ToList();
        return moves.Count > 0 && moves.All(move => move.Around.IsEmpty) ? TensorReader.TargetDevice(moves[moves.Count - 1].Call) : null;
    }
}
