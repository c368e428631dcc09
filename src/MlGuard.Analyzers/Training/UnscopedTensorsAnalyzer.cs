using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Frameworks.Torch;
using MlGuard.Analyzers.Networks;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Training;

/// <summary>MLG2015: a training loop whose tensors nobody disposes.</summary>
/// <remarks>Run against TorchSharp 0.107.0: 1,000 rounds leave 3,000 tensors alive, and none with a dispose scope.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnscopedTensorsAnalyzer() : TorchAnalyzer(RuleIds.UnscopedTensors)
{
    /// <summary>So few rounds that what they leave behind does not matter.</summary>
    private const int FewRounds = 10;

    private protected override IEnumerable<Diagnostic> FindingsIn(
        TorchBody body, MlCompilation compilation, CancellationToken cancellationToken)
    {
        foreach (var rounds in body.Of(TorchMeaning.Backward).Where(it => it.Loop is not null).GroupBy(it => it.Loop!))
        {
            var pass = rounds.First();
            if (!IsScoped(pass, rounds.Key) && !body.In(rounds.Key).Any(Disposes)
                && !HasUsing(rounds.Key, compilation.Symbols) && !IsShort(pass))
                yield return At(pass.Call);
        }
    }

    private static bool Disposes(TorchEvent it) =>
        it.Meaning is TorchMeaning.OpenScope or TorchMeaning.DisposeAll or TorchMeaning.Dispose;

    /// <summary>Whether a scope ends with a round of the loop, or of one around it.</summary>
    private static bool IsScoped(TorchEvent pass, ILoopOperation loop) => pass.Scope is { } scope
        && (!ReferenceEquals(Bodies.RootOf(scope), Bodies.RootOf(loop)) || Bodies.LoopsAround(scope).Any());

    private static bool HasUsing(ILoopOperation loop, MlSymbols symbols) => loop.Body.DescendantsAndSelf().Any(operation => operation switch
    {
        IUsingDeclarationOperation use => use.DeclarationGroup.Descendants().OfType<IVariableDeclaratorOperation>()
            .Any(variable => symbols.IsTensor(variable.Symbol.Type)),
        IUsingOperation use => use.Resources.DescendantsAndSelf().Any(it => symbols.IsTensor(it.Type)),
        IInvocationOperation { TargetMethod: { Name: "Collect", ContainingType.Name: "GC" } } => true,
        _ => false,
    });

    private static bool IsShort(TorchEvent pass) =>
        pass.Around.OfType<ILoopOperation>().All(loop => loop is IForLoopOperation { Condition: IBinaryOperation condition }
            && Numbers.Of(condition.RightOperand) is <= FewRounds);
}
