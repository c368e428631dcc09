using MlGuard.Analyzers.Frameworks.Torch;

namespace MlGuard.Analyzers.Networks;

/// <summary>What one body does with models, optimizers and tensors, its helpers included.</summary>
internal sealed class TorchBody(ImmutableArray<IOperation> roots, ISymbol? owner, ImmutableArray<TorchEvent> events)
{
    private readonly ILookup<TorchMeaning, TorchEvent> _byMeaning = events.ToLookup(it => it.Meaning);

    private readonly Lazy<ILookup<ILoopOperation, TorchEvent>> _byLoop = new(() => events
        .SelectMany(it => it.Around.OfType<ILoopOperation>().Select(loop => (loop, it))).ToLookup(pair => pair.loop, pair => pair.it));

    private readonly Lazy<HashSet<ISymbol>> _passedOn = new(() => new HashSet<ISymbol>(
        events.Where(it => it.Meaning == TorchMeaning.PassedOn).Select(it => it.Subject).OfType<ISymbol>(),
        SymbolEqualityComparer.Default));

    public static TorchBody Empty { get; } = new([], null, []);

    /// <summary>The body, or the statements of a script.</summary>
    public ImmutableArray<IOperation> Roots => roots;

    /// <summary>The member that the body belongs to.</summary>
    public ISymbol? Owner => owner;

    public ImmutableArray<TorchEvent> Events => events;

    public IEnumerable<TorchEvent> Of(TorchMeaning meaning) => _byMeaning[meaning];

    /// <summary>What happens in a loop, also in a loop inside of it.</summary>
    public IEnumerable<TorchEvent> In(ILoopOperation loop) => _byLoop.Value[loop];

    public IEnumerable<TorchEvent> OwnOf(TorchMeaning meaning) => Of(meaning).Where(it => it.IsOwn);

    public bool Has(TorchMeaning meaning) => _byMeaning.Contains(meaning);

    /// <summary>Whether the subject, or what is made of it, gets into code that is not seen.</summary>
    public bool IsPassedOn(ISymbol? subject) => subject is null || _passedOn.Value.Contains(subject);

    /// <summary>The loop that takes a step after each backward pass, the innermost around both.</summary>
    public ILoopOperation? TrainingLoopOf(TorchEvent step) =>
        step.Around.OfType<ILoopOperation>().Reverse().FirstOrDefault(loop =>
            In(loop).Any(it => it.Meaning == TorchMeaning.Backward));

    public int IndexOf(TorchEvent it) => events.IndexOf(it);
}
