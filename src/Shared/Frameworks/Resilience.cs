namespace MlGuard.Frameworks;

/// <summary>Policies under which a failed call can be answered by something else.</summary>
internal static class Resilience
{
    public static Framework Framework { get; } = new("Polly", [], IsMachineLearning: false,
    [
        new("Polly.ResiliencePipeline", "Execute*", Role.Resilience),
        new("Polly.ResiliencePipeline`1", "Execute*", Role.Resilience),
        new("Polly.ISyncPolicy", "Execute*", Role.Resilience),
        new("Polly.ISyncPolicy`1", "Execute*", Role.Resilience),
        new("Polly.IAsyncPolicy", "Execute*", Role.Resilience),
        new("Polly.IAsyncPolicy`1", "Execute*", Role.Resilience),
        new("Polly.Policy", "Execute*", Role.Resilience),
        new("Polly.Policy`1", "Execute*", Role.Resilience),
        new("Polly.AsyncPolicy", "Execute*", Role.Resilience),
        new("Polly.AsyncPolicy`1", "Execute*", Role.Resilience),
        new("Microsoft.Extensions.DependencyInjection.ResilienceHttpClientBuilderExtensions", "Add*", Role.ResilienceSetup),
        new("Microsoft.Extensions.AI.FailoverChatClient", "*", Role.Resilience),
        new("Microsoft.Extensions.AI.OrderedFailoverChatClient", "*", Role.Resilience),
    ]);
}
