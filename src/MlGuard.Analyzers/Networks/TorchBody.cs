using MlGuard.Analyzers.Frameworks.Torch;

namespace MlGuard.Analyzers.Networks;

/// <summary>What one body does with models, optimizers and tensors, its helpers included.</summary>
internal sealed class TorchBody(ImmutableArray<IOperation> roots, ISymbol? owner, ImmutableArray<TorchEvent> events)
{
    public static TorchBody Empty { get; } = new([], null, []);

    /// <summary>The body, or the statements of a script.</summary>
    public ImmutableArray<IOperation> Roots => roots;

    /// <summary>The member that the body belongs to.</summary>
    public ISymbol? Owner => owner;

    public ImmutableArray<TorchEvent> Events => events;

    public IEnumerable<TorchEvent> Of(TorchMeaning meaning) => events.Where(it => it.Meaning == meaning);

    public IEnumerable<TorchEvent> OwnOf(TorchMeaning meaning) => Of(meaning).Where(it => it.IsOwn);

    public bool Has(TorchMeaning meaning) => Of(meaning).Any();

    /// <summary>Whether the subject, or what is made of it, gets into code that is not seen.</summary>
    public bool IsPassedOn(ISymbol? subject) => subject is null || Of(TorchMeaning.PassedOn).Any(it => it.IsOf(subject));

    /// <summary>The loop that takes a step after each backward pass, the innermost around both.</summary>
    public ILoopOperation? TrainingLoopOf(TorchEvent step) =>
        step.Around.OfType<ILoopOperation>().Reverse().FirstOrDefault(loop => Of(TorchMeaning.Backward).Any(it => it.IsIn(loop)));

    public int IndexOf(TorchEvent it) => events.IndexOf(it);
}
