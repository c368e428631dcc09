namespace MlGuard.Catalogue;

/// <summary>The rules that the analyzers find in code.</summary>
internal static class CodeRules
{
    public static ImmutableArray<Rule> All { get; } =
    [
        new(RuleIds.CsvSeparator, "CSV file read with the tab separator",
            "'{0}' is read with a {1} as the separator, so every column after the first comes out empty without an error. Pass "
                + "separatorChar: {2}.",
            Tier.Bug),
        new(RuleIds.LoadColumn, "LoadColumn missing or wrong",
            "{0}, so file and class disagree: {1}. {2}",
            Tier.Bug),
        new(RuleIds.MemberType, "Row class member of a type that ML.NET cannot map",
            "'{0}' is of type {1}, for which ML.NET has no column type: {2} throws. Use a type that it has, or mark the member [NoColumn].",
            Tier.Bug),
        new(RuleIds.SizelessFeature, "Feature array without a size",
            "'{0}' has no fixed size, but {1} learns from a vector of a fixed size, so Fit throws. Say the size with [VectorType(n)].",
            Tier.Bug),
        new(RuleIds.DeferredSource, "Rows made anew on every pass",
            "The rows come from {0}, which asks {1} anew on every pass of the trainer, so passes may differ and cost as often. Call "
                + "ToList first, or cache the data view.",
            Tier.Bug),
        new(RuleIds.ReusedRow, "Reused row object kept",
            "With reuseRowObject all rows are one object, so what is kept holds the last row many times. Pass false, or read the "
                + "values in the loop.",
            Tier.Bug),
        new(RuleIds.RecomputedRows, "Rows computed again on every pass",
            "The rows come from {0}, which computes them again on every pass, up to thousands of times. Call ToList first, or cache the "
                + "data view.",
            Tier.Advice),
        new(RuleIds.ColumnMismatch, "Pipeline columns that do not line up",
            "{0}: ML.NET throws {1}, and not before. {2}",
            Tier.Bug),
        new(RuleIds.TrainerColumn, "Trainer column of the wrong type",
            "{0} wants its {1} as {2}, but '{3}' is {4}, so Fit throws. {5}",
            Tier.Bug),
        new(RuleIds.UnfilledPrediction, "Prediction member that the model never fills",
            "{0}, so {1} silently keeps its default. {2}",
            Tier.Bug),
        new(RuleIds.LabelAmongFeatures, "Label among the features",
            "'{0}' is the label '{1}', or made from it, and stands among the features: the model learns to read off the answer. "
                + "Take it out.",
            Tier.Bug),
        new(RuleIds.LabelMappedBack, "Label mapped back in place of the prediction",
            "This maps the label '{0}' and not the prediction into PredictedLabel, so the answer is empty or the given label. Map "
                + "PredictedLabel itself.",
            Tier.Bug),
        new(RuleIds.CultureOfFeatures, "Feature parsed with the machine's culture",
            "'{0}' is parsed with the culture of the machine, in which 1.5 may be 15 or no number. Pass CultureInfo.InvariantCulture.",
            Tier.Advice),
        new(RuleIds.LoaderContradiction, "Data file contradicts its loader",
            "The file and its loader do not agree: {0}, so {1}. {2}",
            Tier.Bug),
        new(RuleIds.UnmarkedGaps, "Missing values that the loader never makes",
            "{0} finds nothing to do: the text loader reads empty cells of numbers as 0. Set MissingRealsAsNaNs in "
                + "TextLoader.Options.",
            Tier.Advice),
        new(RuleIds.MappingSideEffect, "Mapping with a side effect",
            "This mapping {0}, but it runs again on every pass over the rows, and on several threads: passes differ. Compute that "
                + "before the rows are loaded.",
            Tier.Bug),
        new(RuleIds.RacingTrainer, "Seeded but not repeatable",
            "{0} runs on several threads that race, so the seeded run gives another model each time. Use the overload with Options "
                + "and set NumberOfThreads to 1.",
            Tier.Bug),
        new(RuleIds.UnseededContext, "No seed where it matters",
            "{0} draws from this context, which has no seed, so each run gives another result. Pass a seed.",
            Tier.Advice),
        new(RuleIds.UnsavableMapping, "Custom mapping that cannot be saved or loaded",
            "The mapping {0}. Give it a contract name, and a factory class with [CustomMappingFactoryAttribute] of that name.",
            Tier.Bug),
        new(RuleIds.DiscardedResult, "Discarded result of an immutable operation",
            "{0} changes nothing in place, and its result is thrown away here. Assign the result, or {1}.",
            Tier.Bug),
        new(RuleIds.LostPreparation, "Model saved without its preparation",
            "The model has learnt from rows that {0} prepared and {1} without it, so it {2}. Append the model to "
                + "its preparation and use both as one.",
            Tier.Bug),
        new(RuleIds.TwicePrepared, "Data prepared twice",
            "{0} has prepared these rows already, and the pipeline that is fitted on them does it again: new "
                + "rows are prepared once and scored wrong. Fit on the raw rows.",
            Tier.Bug),
        new(RuleIds.TrainingDataEvaluation, "Model evaluated on the data it was fitted on",
            "The metrics are computed on '{0}', the data that the model was fitted on, so they say nothing about new data. Evaluate "
                + "on data that was held back.",
            Tier.Bug),
        new(RuleIds.FittedBeforeSplit, "Transform fitted before the data is split",
            "{0} has learnt from rows that {1} keeps for testing, so the metrics promise too much. Put it into the pipeline that is "
                + "fitted on the training rows alone.",
            Tier.Bug),
        new(RuleIds.SplitByLabel, "Split by the label",
            "'{0}' is the label, and a sampling key keeps equal values together: whole classes land on one side of the split. Leave "
                + "the key out.",
            Tier.Bug),
        new(RuleIds.NonCalibratedEvaluation, "Non-calibrated model evaluated as a calibrated one",
            "{0} makes no Probability, which {1} reads: it throws. Use {1}NonCalibrated, or append a calibrator.",
            Tier.Bug),
        new(RuleIds.TestSetChooses, "Test set used to choose the model",
            "{0}: the metrics promise too much. Hold back a third set for one of both.",
            Tier.Bug),
        new(RuleIds.UnevaluatedModel, "Model saved that nobody evaluated",
            "This model is trained and saved, and nothing on the way measures how good it is. Evaluate it on held-back rows before "
                + "it is saved.",
            Tier.Practice),
        new(RuleIds.RawFeatures, "Trainer that needs normalized features gets raw ones",
            "{0} weighs features by their scale, and '{1}' holds raw numbers: large ones drown small ones. Normalize them first, "
                + "such as with NormalizeMinMax.",
            Tier.Opinion),
        new(RuleIds.SplitGroups, "Ranking data split without its groups",
            "Rows of one group land in the training and the test rows, so {0} is tested on groups that it has seen. Pass the group "
                + "column as samplingKeyColumnName.",
            Tier.Bug),
        new(RuleIds.TestFraction, "Test fraction turned around",
            "A testFraction of {0} {1}. Pass the part to keep for testing, such as 0.2.",
            Tier.Advice),
        new(RuleIds.ArbitraryFold, "Arbitrary fold kept as the model",
            "This takes the model of one fold, whichever comes {0}, so its quality is luck. Fit the pipeline on all rows, or choose the "
                + "fold by its metric.",
            Tier.Advice),
        new(RuleIds.ShuffledTime, "Time series split at random",
            "The rows of '{0}' follow each other in time, and {1} puts neighbours on both sides: the metrics promise too much. Test on "
                + "the latest rows, with TakeRows and SkipRows.",
            Tier.Advice),
        new(RuleIds.SharedPredictionEngine, "PredictionEngine shared between threads",
            "{0} but is not thread-safe: concurrent calls corrupt each other's results. {1}",
            Tier.Bug),
        new(RuleIds.EnginePerCall, "Model or PredictionEngine created for each prediction",
            "{0} on every {1}, which costs up to thousands of times a prediction and can exhaust memory. Create it once and reuse it.",
            Tier.Bug),
        new(RuleIds.DisposedModel, "Engine that disposes a shared model",
            "Disposing this engine disposes the model '{0}' too, which other code still uses. Pass PredictionEngineOptions with "
                + "OwnsTransformer set to false.",
            Tier.Bug),
        new(RuleIds.UndisposedResult, "ONNX Runtime result not disposed",
            "{0} holds native memory that the garbage collector does not see, so it grows with every call. Dispose it with 'using'.",
            Tier.Bug),
        new(RuleIds.MachinePath, "Path of one machine",
            "'{0}' exists on one machine alone, so the program fails on every other. Build the path from AppContext.BaseDirectory "
                + "or from configuration.",
            Tier.Advice),
        new(RuleIds.UnguardedPrediction, "Prediction without a fallback",
            "When this prediction fails, '{0}' fails with it: nothing stands in. Catch the failure and answer with a rule, a "
                + "default or another model.",
            Tier.Practice),
        new(RuleIds.HiddenFailure, "Failure of a prediction hidden from everyone",
            "When '{0}' fails, the catch around it tells nobody: no log, no metric, no error, so a broken model looks like a "
                + "working one. Log the exception there.",
            Tier.Practice),
        new(RuleIds.HandParsedAnswer, "Structured answer parsed by hand",
            "A model's answer is parsed as {0} here and throws whenever the model adds a word. Ask with GetResponseAsync<T> and "
                + "TryGetResult, or TryParse it.",
            Tier.Advice),
        new(RuleIds.UnobservedPrediction, "Prediction that nobody observes",
            "'{0}' predicts without a log, metric or trace on the way, so nobody would notice that it goes wrong. Record the "
                + "prediction and its duration.",
            Tier.Practice),
        new(RuleIds.VersionlessHook, "Prediction observed without the model's version",
            "What '{0}' reports of this prediction names no model or version, so after a release nobody can tell which model was "
                + "wrong. Add it to the log or the tags.",
            Tier.Opinion),
        new(RuleIds.TemplateText, "Text becomes a prompt template",
            "{0} becomes part of {1}, so marks such as double braces in it call functions of the kernel. Pass it as an argument of the "
                + "template.",
            Tier.Bug),
        new(RuleIds.ParsedPrompt, "Text parsed for the roles of a chat",
            "{0} is parsed for chat messages here, so a message tag in it becomes the system's own word. Add it to a ChatHistory as a "
                + "user message.",
            Tier.Bug),
        new(RuleIds.UntrustedInstructions, "User's text in the instructions of a model",
            "{0} goes into {1} of the model, so whoever writes it can give the model orders. Put it into a user message instead.",
            Tier.Bug),
        new(RuleIds.DownloadedModel, "Model loaded from an unchecked source",
            "The model comes from {0} and is loaded unchecked, so whoever controls that source decides what runs here. Compare its "
                + "hash with a known one first.",
            Tier.Bug),
        new(RuleIds.ExecutedAnswer, "Model's answer run as code or command",
            "The model's answer becomes {0}, so whoever steers the model decides {1}. {2}.",
            Tier.Bug),
        new(RuleIds.TrustedToolArgument, "Tool argument trusted",
            "{0} comes from a model and becomes {1} unchecked, so whoever steers the model decides {2}. {3}.",
            Tier.Bug),
        new(RuleIds.LoggedPrompt, "Prompt or answer written to a log",
            "{0} is written to {1} as it is, so personal data outlives the conversation there. Log its length, or an identifier of the "
                + "conversation.",
            Tier.Opinion),
        new(RuleIds.ForeignInstructions, "Retrieved text in the instructions of a model",
            "Text from {0} goes into {1} of the model, so whoever wrote it can give the model orders. Put it into a user message, "
                + "marked as data.",
            Tier.Practice),
        new(RuleIds.UndeclaredModel, "Model that the manifest does not know",
            "The manifest names no model '{0}', so nobody answers for its source, version and licence. Add it to 'models' in mlguard.yaml.",
            Tier.Practice),
        new(RuleIds.UndocumentedContract, "Undocumented contract of a model",
            "'{0}' is what a model reads or answers, but {1}, so every caller guesses meaning, unit and range. Write an XML summary.",
            Tier.Practice),
        new(RuleIds.UnassertedPipelineTest, "Pipeline test that asserts nothing",
            "'{0}' trains or predicts but asserts nothing, so it passes whatever the model answers. Assert a property of the result.",
            Tier.Practice),
        new(RuleIds.UnrepeatableMetric, "Metric asserted on an unrepeatable model",
            "'{0}' differs from run to run, since {1}, so this exact bound fails by chance. Fix the seed, or assert a lower bound "
                + "with room.",
            Tier.Advice),
        new(RuleIds.UntestedPipeline, "Pipeline that no test reaches",
            "No test that asserts and passed reached '{0}' when the gate last looked, on {1}, so it breaks unseen. Run it in a test "
                + "on a little data.",
            Tier.Advice),
    ];
}
