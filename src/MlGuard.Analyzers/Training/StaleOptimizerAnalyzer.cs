using MlGuard.Analyzers.Frameworks.Torch;
using MlGuard.Analyzers.Networks;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Training;

/// <summary>MLG2012: an optimizer that is made before its model moves to another device or type.</summary>
/// <remarks>
/// Run against TorchSharp 0.107.0: a move replaces the parameters, so that the first step throws a KeyNotFoundException. Loading weights
/// copies into the parameters and does no harm.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StaleOptimizerAnalyzer() : TorchAnalyzer(RuleIds.StaleOptimizer)
{
    private protected override IEnumerable<Diagnostic> FindingsIn(
        TorchBody body, MlCompilation compilation, CancellationToken cancellationToken)
    {
        foreach (var made in body.Of(TorchMeaning.MakeOptimizer))
        {
            var move = body.Events.Skip(body.IndexOf(made) + 1).FirstOrDefault(it =>
                it.Meaning == TorchMeaning.Move && made.Others.Any(it.IsOf));
            if (move is not null && IsUsedAfter(body, made.Subject, body.IndexOf(move), made))
                yield return At(move.Call, made.Subject!.Name);
        }
    }

    private static bool IsUsedAfter(TorchBody body, ISymbol? optimizer, int move, TorchEvent made)
    {
        if (optimizer is null)
            return false;

        var later = body.Events.Skip(move + 1).Where(it => it.IsOf(optimizer)).ToList();
        if (later.Any(it => it.Meaning == TorchMeaning.MakeOptimizer))
            return false;
        return later.Any(it => it.Meaning is TorchMeaning.Step or TorchMeaning.PassedOn)
            || (optimizer is IFieldSymbol or IPropertySymbol && body.Owner is IMethodSymbol { MethodKind: MethodKind.Constructor }
                && made.IsOwn);
    }
}
