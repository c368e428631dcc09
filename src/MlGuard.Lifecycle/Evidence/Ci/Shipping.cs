using System.Text.RegularExpressions;

namespace MlGuard.Lifecycle.Evidence.Ci;

/// <summary>What takes a product out of the build: to a registry, a feed, a cluster or a release.</summary>
internal static class Shipping
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    /// <summary>Publish and pack ask the gate themselves, so they are none of them.</summary>
    private static readonly Regex s_commands = new(
        string.Join("|", new[]
        {
            @"\bdocker\s+(image\s+|compose\s+)?push\b",
            @"\bdocker\s+buildx?\b[^\n]*\s--push\b",
            @"\b(podman|buildah|skopeo)\s+(push|copy)\b",
            @"\b(dotnet\s+)?nuget\s+push\b",
            @"\bdotnet\s+push\b",
            @"\bkubectl\s+(apply|create|replace|set\s+image|rollout)\b",
            @"\bhelm\s+(upgrade|install)\b",
            @"\baz\s+(webapp|functionapp|containerapp|acr\s+build|aks|ml\s+online-(deployment|endpoint))\b",
            @"\bazd\s+(up|deploy)\b",
            @"\baws\s+(s3\s+(cp|sync)|ecs\s+update-service|lambda\s+update-function-code|deploy)\b",
            @"\b(sam|cdk|serverless|pulumi)\s+(deploy|up)\b",
            @"\bgcloud\s+(run|app|functions)\s+deploy\b",
            @"\bterraform\s+apply\b",
            @"\b(fly|flyctl|eb|wrangler)\s+deploy\b",
            @"\bgh\s+release\s+(create|upload)\b",
            @"\b(rsync|scp)\s+[^\n]*:",
            @"\bhuggingface-cli\s+upload\b",
            @"\bdotnet\s+lambda\s+deploy",
        }),
        RegexOptions.CultureInvariant, s_patience);

    private static readonly Regex s_actions = new(
        string.Join("|", new[]
        {
            "^azure/(webapps-deploy|functions-action|k8s-deploy|container-apps-deploy-action|aks-set-context)", "^docker/build-push-action@[^ ]* +push",
            "^google-github-actions/deploy-", "^aws-actions/amazon-(ecs-deploy|cloudformation)", "release-action", "action-gh-release",
            "^superfly/", "^actions/deploy-pages", "^AzureWebApp", "^AzureRmWebAppDeployment", "^AzureFunctionApp", "^AzureContainerApps",
            "^KubernetesManifest", "^HelmDeploy", "^NuGetCommand@[^ ]* push", "^Docker@[^ ]* (push|buildAndPush)",
        }),
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, s_patience);

    /// <summary>Whether what ships is a page with files on it, which runs nowhere and says nothing of what the files are.</summary>
    /// <param name="what">As <see cref="In"/> says it.</param>
    public static bool IsRelease(string what) =>
        what.StartsWith("gh release", StringComparison.Ordinal)
        || what.IndexOf("release-action", StringComparison.OrdinalIgnoreCase) >= 0
        || what.IndexOf("action-gh-release", StringComparison.OrdinalIgnoreCase) >= 0;

    /// <summary>What a step ships with, and where in its text; null when it ships nothing.</summary>
    public static (string What, int At)? In(WorkflowStep step)
    {
        var found = step.Uses.Length > 0 ? s_actions.Match(step.Uses) : s_commands.Match(step.Text);
        if (!found.Success)
            return null;
        return step.Uses.Length > 0
            ? (step.Uses.Split(' ')[0], 0)
            : (Regex.Replace(found.Value.Trim(), @"\s+", " ", RegexOptions.None, s_patience), found.Index);
    }
}
