using System.Collections.Concurrent;

namespace MlGuard.Analyzers.Frameworks.Torch;

/// <summary>What the members of TorchSharp mean, read off version 0.107.0. A test holds each row against the assembly.</summary>
internal sealed class TorchMembers(MlSymbols symbols)
{
    private readonly ConcurrentDictionary<IMethodSymbol, TorchMeaning> _known = new(SymbolEqualityComparer.Default);

    public static ImmutableDictionary<(string Type, string Member), TorchMeaning> Rows { get; } =
        new Dictionary<(string, string), TorchMeaning>
        {
            [(TorchTypes.Tensor, "backward")] = TorchMeaning.Backward,
            [(TorchTypes.Tensor, "MoveToOuterDisposeScope")] = TorchMeaning.Keep,
            [(TorchTypes.Tensor, "MoveToOtherDisposeScope")] = TorchMeaning.Keep,
            [(TorchTypes.Tensor, "DetachFromDisposeScope")] = TorchMeaning.Keep,
            [(TorchTypes.Tensor, "Dispose")] = TorchMeaning.Dispose,
            [(TorchTypes.Optimizer, "step")] = TorchMeaning.Step,
            [(TorchTypes.Optimizer, "zero_grad")] = TorchMeaning.ZeroGradients,
            [(TorchTypes.Module, "zero_grad")] = TorchMeaning.ZeroGradients,
            [(TorchTypes.Module, "eval")] = TorchMeaning.Evaluate,
            [(TorchTypes.Module, "train")] = TorchMeaning.Train,
            [(TorchTypes.Module, "load")] = TorchMeaning.Load,
            [(TorchTypes.Module, "load_state_dict")] = TorchMeaning.Load,
            [(TorchTypes.Module, "RegisterComponents")] = TorchMeaning.RegisterAll,
            [(TorchTypes.Module, "register_module")] = TorchMeaning.Register,
            [(TorchTypes.Module, "add_module")] = TorchMeaning.Register,
            [(TorchTypes.Module, "register_parameter")] = TorchMeaning.Register,
            [(TorchTypes.Scheduler, "step")] = TorchMeaning.SchedulerStep,
            [(TorchTypes.Gradients, "clip_grad_norm_")] = TorchMeaning.Clip,
            [(TorchTypes.Gradients, "clip_grad_value_")] = TorchMeaning.Clip,
            [(TorchTypes.Torch, "no_grad")] = TorchMeaning.StopGradients,
            [(TorchTypes.Torch, "inference_mode")] = TorchMeaning.StopGradients,
            [(TorchTypes.Torch, "enable_grad")] = TorchMeaning.TrackGradients,
            [(TorchTypes.Torch, "set_grad_enabled")] = TorchMeaning.StopGradients,
            [(TorchTypes.Torch, "NewDisposeScope")] = TorchMeaning.OpenScope,
            [(TorchTypes.Torch, "manual_seed")] = TorchMeaning.Seed,
            [(TorchTypes.Random, "manual_seed")] = TorchMeaning.Seed,
            [(TorchTypes.Cuda, "manual_seed")] = TorchMeaning.Seed,
            [(TorchTypes.Torch, "set_default_dtype")] = TorchMeaning.DefaultType,
            [(TorchTypes.Scope, "MoveToOuter")] = TorchMeaning.Keep,
            [(TorchTypes.Scope, "MoveToOther")] = TorchMeaning.Keep,
            [(TorchTypes.Scope, "Detach")] = TorchMeaning.Keep,
            [(TorchTypes.Scope, "DisposeEverything")] = TorchMeaning.DisposeAll,
            [(TorchTypes.Scope, "DisposeEverythingBut")] = TorchMeaning.DisposeAll,
            [(TorchTypes.Moves, "to")] = TorchMeaning.Move,
            [(TorchTypes.Moves, "cuda")] = TorchMeaning.Move,
            [(TorchTypes.Moves, "cpu")] = TorchMeaning.Move,
            [(TorchTypes.Moves, "half")] = TorchMeaning.Move,
            [(TorchTypes.Moves, "bfloat16")] = TorchMeaning.Move,
            [(TorchTypes.Moves, "float")] = TorchMeaning.Move,
            [(TorchTypes.Moves, "double")] = TorchMeaning.Move,
            [(TorchTypes.Functions, "cross_entropy")] = TorchMeaning.Loss,
            [(TorchTypes.Functions, "nll_loss")] = TorchMeaning.Loss,
            [(TorchTypes.Functions, "binary_cross_entropy")] = TorchMeaning.Loss,
            [(TorchTypes.Functions, "binary_cross_entropy_with_logits")] = TorchMeaning.Loss,
            [(TorchTypes.Functions, "mse_loss")] = TorchMeaning.Loss,
            [(TorchTypes.Functions, "l1_loss")] = TorchMeaning.Loss,
        }.ToImmutableDictionary();

    private static ImmutableHashSet<string> Asking { get; } = ["call", "forward"];

    public MlSymbols Symbols => symbols;

    public TorchMeaning Of(IMethodSymbol method) => _known.GetOrAdd((method.ReducedFrom ?? method).OriginalDefinition, Look);

    /// <summary>Whether <paramref name="operation"/> is a call with this meaning.</summary>
    public bool Is(IOperation? operation, TorchMeaning meaning) =>
        operation is IInvocationOperation call && Of(call.TargetMethod) == meaning;

    private TorchMeaning Look(IMethodSymbol method)
    {
        for (var current = method; current is not null; current = current.OverriddenMethod?.OriginalDefinition)
        {
            if (Row(current) is var meaning and not TorchMeaning.None)
                return meaning;
        }

        if (Asking.Contains(method.Name) && symbols.IsModule(method.ContainingType))
            return symbols.IsLoss(method.ContainingType) ? TorchMeaning.Loss : TorchMeaning.Forward;
        return method.IsStatic && symbols.Is(method.ContainingType, TorchTypes.Optimizers)
            && symbols.IsOrInherits(method.ReturnType, TorchTypes.Optimizer)
                ? TorchMeaning.MakeOptimizer
                : TorchMeaning.None;
    }

    private static TorchMeaning Row(IMethodSymbol method)
    {
        for (var type = method.ContainingType; type is not null && TorchTypes.Declares(type); type = type.BaseType)
        {
            if (Rows.TryGetValue((type.OriginalDefinition.FullMetadataName(), method.Name), out var meaning))
                return meaning;
        }

        return TorchMeaning.None;
    }
}
