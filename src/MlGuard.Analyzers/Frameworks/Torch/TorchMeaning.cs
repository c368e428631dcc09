namespace MlGuard.Analyzers.Frameworks.Torch;

/// <summary>What a member of TorchSharp does to a model, an optimizer or a tensor.</summary>
internal enum TorchMeaning
{
    None,

    /// <summary>Asks a model.</summary>
    Forward,

    /// <summary>Compares an answer with what it should be.</summary>
    Loss,
    Backward,
    Step,
    ZeroGradients,
    SchedulerStep,
    Clip,

    /// <summary>Makes an optimizer of a model's parameters.</summary>
    MakeOptimizer,
    Evaluate,
    Train,
    Load,

    /// <summary>Moves a model to a device, or to another type.</summary>
    Move,

    /// <summary>Switches gradients off until what it returns is disposed.</summary>
    StopGradients,
    TrackGradients,
    OpenScope,
    DisposeAll,

    /// <summary>Takes a tensor out of its scope.</summary>
    Keep,
    Seed,
    DefaultType,
    RegisterAll,
    Register,

    /// <summary>Something is handed to code that is not seen.</summary>
    PassedOn,

    /// <summary>Gradients are read or set by hand.</summary>
    Gradient,

    /// <summary>A tensor is disposed.</summary>
    Dispose,
}
