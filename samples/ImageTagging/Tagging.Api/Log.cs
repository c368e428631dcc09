namespace Tagging.Api;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "The model {Model} could not answer; the colour rule did")]
    public static partial void Failed(ILogger logger, Exception exception, string model);
}
