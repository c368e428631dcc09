using MlGuard.Analyzers.Flow.Calls;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Fallback;

/// <summary>
/// Fallbacks that the program sets up once, away from the call: a chat client that fails over to another one, and a resilience handler on
/// its HTTP clients.
/// </summary>
/// <remarks>Which client a call gets is decided when the program runs, so a fallback that the compilation sets up is taken to be
/// there.</remarks>
internal sealed class RegisteredFallback
{
    private const string FailoverChatClient = "Microsoft.Extensions.AI.FailoverChatClient";

    private static readonly string[] s_failoverNames = ["OrderedFailoverChatClient", "FailoverChatClient"];

    private static readonly string[] s_handlerNames = ["AddStandardResilienceHandler", "AddStandardHedgingHandler", "AddResilienceHandler"];

    private readonly MlCompilation _compilation;
    private readonly Lazy<bool> _failsOver;
    private readonly Lazy<bool> _handlesHttp;

    public RegisteredFallback(MlCompilation compilation)
    {
        _compilation = compilation;
        _failsOver = new(FailsOver);
        _handlesHttp = new(() => Plays(s_handlerNames, Role.ResilienceSetup));
    }

    /// <summary>Whether a fallback of the program as a whole may answer for <paramref name="prediction"/>.</summary>
    public bool MayAnswer(RoleCall prediction) =>
        MlSymbols.FrameworkOf(prediction.Row) is { IsRemote: true } framework
        && ((ReferenceEquals(framework, ExtensionsAi.Framework) && _failsOver.Value) || _handlesHttp.Value);

    private bool FailsOver() =>
        _compilation.Symbols.Type(FailoverChatClient) is { } failover
        && (Plays(s_failoverNames, Role.Resilience)
            || DeclaredTypes.Of(_compilation.Compilation)
                .Any(type => type.IsOrInherits(failover) && _compilation.Calls.BodiesNaming(type.Name).Any()));

    private bool Plays(string[] names, Role role) =>
        names.Any(name => _compilation.Calls.BodiesNaming(name).Any(body => body.RoleCalls.Any(call => call.Role == role)));
}
