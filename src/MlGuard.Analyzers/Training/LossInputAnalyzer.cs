using MlGuard.Analyzers.Frameworks.Torch;
using MlGuard.Analyzers.Networks;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Training;

/// <summary>MLG2013: a loss that is given other numbers than it wants.</summary>
/// <remarks>
/// Run against TorchSharp 0.107.0: softmax before cross entropy turned a loss of 0.0001 into 0.5515, sigmoid before BCE with logits one of
/// 0.0003 into 0.3134; the negative log likelihood of raw scores was -10; BCE of raw scores throws. A second log_softmax changes nothing.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LossInputAnalyzer() : TorchAnalyzer(RuleIds.LossInput)
{
    private protected override IEnumerable<Diagnostic> FindingsIn(
        TorchBody body, MlCompilation compilation, CancellationToken cancellationToken)
    {
        foreach (var loss in body.OwnOf(TorchMeaning.Loss))
        {
            if (NameOf(loss.Call, compilation.Torch, cancellationToken) is not { } name
                || !ScaleTable.Wanted.TryGetValue(name, out var wanted)
                || loss.Call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 0) is not { } input)
                continue;
            var given = compilation.Torch.Networks.ScaleOf(input.Value, cancellationToken);
            if (Advice(wanted, given) is { } advice)
                yield return At(input.Value.Syntax.GetLocation(), name, ScaleTable.Said(given), Consequence(wanted), advice);
        }
    }

    /// <summary>The loss that is called, by its function or its type.</summary>
    internal static string? NameOf(IInvocationOperation call, TorchFlow flow, CancellationToken cancellationToken)
    {
        if (call.TargetMethod.IsStatic)
            return call.TargetMethod.Name;
        if (call.Instance is not { } loss)
            return null;
        if (loss.Type is { } type && ScaleTable.Wanted.ContainsKey(type.Name))
            return type.Name;
        return flow.Networks.Resolved(loss, cancellationToken) is IInvocationOperation made && TorchTypes.Declares(made.TargetMethod)
            ? made.TargetMethod.Name
            : null;
    }

    private static string? Advice(Scale wanted, Scale given) => (wanted, given) switch
    {
        (Scale.Scores, Scale.Shares or Scale.Likelihoods) => "Leave that step out, since the loss does it itself",
        (Scale.Likelihoods, Scale.Scores or Scale.LogShares) => "Apply sigmoid first, or use BCEWithLogitsLoss",
        (Scale.LogShares, Scale.Scores or Scale.Shares or Scale.Likelihoods) => "Use log_softmax, or CrossEntropyLoss of the raw scores",
        _ => null,
    };

    private static string Consequence(Scale wanted) =>
        wanted == Scale.Likelihoods ? "so it throws or learns nonsense" : "so the model learns slowly or wrongly, without an error";
}
