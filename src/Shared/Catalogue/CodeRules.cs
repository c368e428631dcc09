namespace MlGuard.Catalogue;

/// <summary>The rules that the analyzers find in code.</summary>
internal static class CodeRules
{
    public static ImmutableArray<Rule> All { get; } =
    [
        new("MLG1001", "CSV file read with the tab separator",
            "'{0}' is read with a {1} as the separator, so every column after the first comes out empty without an error. Pass separatorChar: {2}.",
            Tier.Bug),
        new("MLG3001", "Model evaluated on the data it was fitted on",
            "The metrics are computed on '{0}', the data that the model was fitted on, so they say nothing about new data. Evaluate on data that was held back.",
            Tier.Bug),
        new("MLG4001", "PredictionEngine shared between threads",
            "{0} but is not thread-safe: concurrent calls corrupt each other's results. {1}",
            Tier.Bug),
        new("MLG4002", "Model or PredictionEngine created for each prediction",
            "{0} on every {1}, which costs up to thousands of times a prediction and can exhaust memory. Create it once and reuse it.",
            Tier.Bug),
        new("MLG4011", "ONNX Runtime result not disposed",
            "{0} holds native memory that the garbage collector does not see, so it grows with every call. Dispose it with 'using'.",
            Tier.Bug),
        new("MLG5001", "Prediction without a fallback",
            "When this prediction fails, '{0}' fails with it: nothing stands in. Catch the failure and answer with a rule, a default or another model.",
            Tier.Practice),
        new("MLG5002", "Failure of a prediction hidden from everyone",
            "When '{0}' fails, the catch around it tells nobody: no log, no metric, no error, so a broken model looks like a working one. Log the exception there.",
            Tier.Practice),
        new("MLG6001", "Prediction that nobody observes",
            "'{0}' predicts without a log, metric or trace on the way, so nobody would notice that it goes wrong. Record the prediction and its duration.",
            Tier.Practice),
        new("MLG8001", "Model that the manifest does not know",
            "The manifest names no model '{0}', so nobody answers for its source, version and licence. Add it to 'models' in mlguard.yaml.",
            Tier.Practice),
    ];
}
