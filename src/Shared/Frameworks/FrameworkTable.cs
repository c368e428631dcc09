namespace MlGuard.Frameworks;

/// <summary>Every library that MlGuard knows. A new one is one more table and one more line here.</summary>
internal static class FrameworkTable
{
    public static ImmutableArray<Framework> All { get; } =
    [
        MlNet.Framework,
        OnnxRuntime.Framework,
        TorchSharp.Framework,
        ExtensionsAi.Framework,
        OpenAi.Framework,
        Anthropic.Framework,
        SemanticKernel.Framework,
        AgentFramework.Framework,
        ModelContext.Framework,
        LocalLanguageModels.Framework,
        Telemetry.Framework,
        Resilience.Framework,
        TestFrameworks.Framework,
    ];
}
