using System.Collections.Concurrent;

namespace MlGuard.Package.Tests;

/// <summary>
/// A build server that one command at a time uses: MSBuild's answers one build, and a second one at the same time starts a cold process.
/// The salt of its handshake tells the servers apart.
/// </summary>
internal sealed class WarmBuildServer : IDisposable
{
    private static readonly ConcurrentBag<int> s_free = [];
    private static int s_started;

    private readonly int _number = s_free.TryTake(out var free) ? free : Interlocked.Increment(ref s_started);

    /// <summary>The variables under which a command finds this server, and starts it where it does not run yet.</summary>
    public ImmutableDictionary<string, string> Environment => ImmutableDictionary<string, string>.Empty
        .Add("DOTNET_CLI_USE_MSBUILD_SERVER", "1")
        .Add("MSBUILDNODEHANDSHAKESALT", $"MlGuard.Package.Tests {_number}");

    public void Dispose() => s_free.Add(_number);
}
