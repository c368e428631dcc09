namespace MlGuard.Frameworks;

/// <summary>The Microsoft Agent Framework: agents and workflows, read off Microsoft.Agents.AI and its Workflows 1.28.0.</summary>
internal static class AgentFramework
{
    public static Framework Framework { get; } = new(
        "Agent Framework",
        ["Microsoft.Agents.AI.Abstractions", "Microsoft.Agents.AI", "Microsoft.Agents.AI.Workflows"],
        IsMachineLearning: true,
    [
        new("Microsoft.Agents.AI.AIAgent", "Run*", Role.Predict),
        new("Microsoft.Agents.AI.ChatClientAgent", "Run*", Role.Predict),
        new("Microsoft.Agents.AI.Workflows.InProcessExecution", "Run*", Role.Predict),
        new("Microsoft.Agents.AI.OpenTelemetryAgentBuilderExtensions", "UseOpenTelemetry", Role.TelemetrySetup),
        new("Microsoft.Agents.AI.LoggingAgentBuilderExtensions", "UseLogging", Role.TelemetrySetup),
    ])
    {
        OwnTelemetry = ["Microsoft.Agents.AI"],
        IsRemote = true,
    };
}
