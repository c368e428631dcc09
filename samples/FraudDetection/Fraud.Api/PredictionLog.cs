namespace Fraud.Api;

internal static partial class PredictionLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "Model {ModelVersion} failed, the rules answered")]
    public static partial void ModelFailed(ILogger logger, string modelVersion, Exception exception);
}
