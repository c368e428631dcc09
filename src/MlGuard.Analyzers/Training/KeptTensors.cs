using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks.Torch;
using MlGuard.Analyzers.Networks;

namespace MlGuard.Analyzers.Training;

/// <summary>The answers and losses of a round that have a name, are only read, and stay alive.</summary>
internal static class KeptTensors
{
    /// <summary>Members that may give the tensor itself.</summary>
    private static readonly ImmutableHashSet<string> s_passing = ["to", "cpu", "cuda", "alias", "DetachFromDisposeScope"];

    /// <summary>The variable of the loop that holds what <paramref name="made"/> gave; null where somebody may dispose it.</summary>
    public static string? NameOf(TorchEvent made, ILoopOperation loop, MlCompilation compilation)
    {
        if (made is not { IsOwn: true, Meaning: TorchMeaning.Forward or TorchMeaning.Loss } || VariableOf(made.Call) is not { } variable
            || !compilation.Symbols.IsTensor(variable.Type) || !LocalValues.Around(made.Call).IsStable(variable)
            || !Bodies.IsInside(made.Call, loop.Body))
            return null;
        var sinks = Sink.Of(made.Call).ToList();
        return sinks.Count > 0 && sinks.All(sink => IsRead(sink, compilation)) ? variable.Name : null;
    }

    private static ILocalSymbol? VariableOf(IInvocationOperation made) =>
        Bodies.Outermost(made).Parent is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var variable } }
            ? variable
            : null;

    private static bool IsRead(Sink sink, MlCompilation compilation) => sink.User switch
    {
        IInvocationOperation call when ReferenceEquals(call.Instance, sink.Value) =>
            TorchTypes.Declares(call.TargetMethod) && !s_passing.Contains(call.TargetMethod.Name)
            && compilation.Torch.Members.Of(call.TargetMethod) is not (TorchMeaning.Dispose or TorchMeaning.Keep),
        IArgumentOperation { Parent: IInvocationOperation call } => Reads(call, compilation),
        IPropertyReferenceOperation or IBinaryOperation or IInterpolationOperation => true,
        _ => false,
    };

    /// <summary>A scope takes what it is given; operations and modules read it.</summary>
    private static bool Reads(IInvocationOperation call, MlCompilation compilation) =>
        (TorchTypes.Declares(call.TargetMethod) && !compilation.Symbols.Is(call.TargetMethod.ContainingType, TorchTypes.Scope))
        || compilation.Torch.Members.Of(call.TargetMethod) is TorchMeaning.Forward or TorchMeaning.Loss;
}
