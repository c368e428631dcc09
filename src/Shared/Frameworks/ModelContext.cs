namespace MlGuard.Frameworks;

/// <summary>The C# SDK of the Model Context Protocol, read off version 2.4.0: tools that a model calls, in a server of their own.</summary>
internal static class ModelContext
{
    public static Framework Framework { get; } = new(
        "Model Context Protocol",
        ["ModelContextProtocol", "ModelContextProtocol.Core", "ModelContextProtocol.AspNetCore"],
        IsMachineLearning: true,
    [
        new("ModelContextProtocol.Server.McpServer", "Sample*", Role.Predict),
    ])
    {
        IsRemote = true,
    };
}
