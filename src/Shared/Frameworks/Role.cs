namespace MlGuard.Frameworks;

/// <summary>What a member of a machine-learning library is for. Rules and facts ask for roles, never for names.</summary>
internal enum Role
{
    /// <summary>Reads training or scoring data.</summary>
    LoadData,

    /// <summary>Reads a trained model from a file, a stream or bytes.</summary>
    LoadModel,

    /// <summary>Writes a trained model.</summary>
    SaveModel,

    /// <summary>Trains: the call after which a model exists.</summary>
    Fit,

    /// <summary>Splits data into training and test sets.</summary>
    Split,

    /// <summary>Applies a model or a transformer to a batch of rows.</summary>
    Transform,

    /// <summary>Computes quality metrics from scored data.</summary>
    Evaluate,

    /// <summary>Trains and evaluates over folds.</summary>
    CrossValidate,

    /// <summary>Scores and returns an answer.</summary>
    Predict,

    /// <summary>Makes an object that scores row by row.</summary>
    CreateEngine,

    /// <summary>Opens an inference session.</summary>
    CreateSession,

    /// <summary>Reports what happened: log, metric, trace.</summary>
    Telemetry,

    /// <summary>Fails a test when a condition does not hold.</summary>
    Assert,

    /// <summary>Marks a test method (an attribute).</summary>
    Test,

    /// <summary>Runs work under a policy that can answer in place of a failure.</summary>
    Resilience,

    /// <summary>Puts a policy around the HTTP calls of a client.</summary>
    ResilienceSetup,

    /// <summary>Makes a client of a hosted model.</summary>
    CreateClient,

    /// <summary>Registers a client of a hosted model where others get it injected.</summary>
    RegisterClient,

    /// <summary>Makes a library report its own calls.</summary>
    TelemetrySetup,

    /// <summary>Makes a function of a kernel, or a plugin of such, out of methods.</summary>
    WrapMethod,

    /// <summary>Makes text of somebody else harmless: an allow-list, an encoder of the team's own.</summary>
    Sanitize,
}
