using System.Text.Json;
using MlGuard.Lifecycle.Evidence.Files;

namespace MlGuard.Lifecycle.Evidence.Ci;

/// <summary>NuGet's <c>packages.lock.json</c>: every package of a project with its hash.</summary>
/// <param name="Packages">How many are locked.</param>
internal sealed record PackageLock(int Packages)
{
    public const string FileName = "packages.lock.json";

    public static Reading<PackageLock> Read(byte[] bytes)
    {
        var (json, fault) = JsonFile.Read(bytes);
        if (json is null)
            return fault!;
        if (json.Find("/version") is not { ValueKind: JsonValueKind.Number }
            || json.Find("/dependencies") is not { ValueKind: JsonValueKind.Object } frameworks)
            return new Fault("is not NuGet's lock file");
        return Reading<PackageLock>.Of(new(frameworks.EnumerateObject()
            .Where(framework => framework.Value.ValueKind == JsonValueKind.Object)
            .SelectMany(framework => framework.Value.EnumerateObject())
                .Count(package => package.Value.ValueKind == JsonValueKind.Object && package.Value.TryGetProperty("resolved", out _))));
    }
}
