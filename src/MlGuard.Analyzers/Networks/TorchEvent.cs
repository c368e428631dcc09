using MlGuard.Analyzers.Frameworks.Torch;

namespace MlGuard.Analyzers.Networks;

/// <summary>Something that a body does to a model, an optimizer or a tensor, in the order in which it happens.</summary>
/// <param name="Meaning">What is done.</param>
/// <param name="Subject">The variable or member that it is done to; null when that has no name.</param>
/// <param name="Operation">The call, or the read of a gradient.</param>
/// <param name="Site">Where the body that is read stands at it: the call itself, or the call of a helper that does it.</param>
/// <param name="Around">The loops, branches and lambdas around it, the outermost first.</param>
/// <param name="IsUntracked">Whether gradients are switched off there.</param>
/// <param name="Scope">The dispose scope that is open there.</param>
internal sealed record TorchEvent(
    TorchMeaning Meaning,
    ISymbol? Subject,
    IOperation Operation,
    IOperation Site,
    ImmutableArray<IOperation> Around,
    bool IsUntracked,
    IOperation? Scope)
{
    public IInvocationOperation Call => (IInvocationOperation)Operation;

    /// <summary>Whether it stands in the body itself, and not in a helper.</summary>
    public bool IsOwn => ReferenceEquals(Site, Operation);

    /// <summary>Further subjects: the models whose parameters an optimizer is made of or a clipping is about.</summary>
    public ImmutableArray<ISymbol> Others { get; init; } = [];

    /// <summary>The innermost loop that runs it.</summary>
    public ILoopOperation? Loop => Around.OfType<ILoopOperation>().LastOrDefault();

    public bool IsIn(ILoopOperation loop) => Around.Any(around => ReferenceEquals(around, loop));

    public bool IsOf(ISymbol? subject) => subject is not null && SymbolEqualityComparer.Default.Equals(Subject, subject);

    /// <summary>Whether it happens in some rounds of <paramref name="loop"/> alone.</summary>
    public bool IsConditionalIn(ILoopOperation loop)
    {
        var at = Around.IndexOf(loop);
        return at >= 0 && Around.Skip(at + 1).Any(around => around is not (ILoopOperation or IAnonymousFunctionOperation));
    }
}
