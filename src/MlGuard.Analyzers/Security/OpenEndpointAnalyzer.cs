using MlGuard.Analyzers.Flow.Texts;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Security;

/// <summary>MLG7013: the tools of an MCP server are mapped where anybody may call them.</summary>
/// <remarks>OWASP ASI03. A policy for all endpoints, and a server that listens on the own machine alone, are silent.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OpenEndpointAnalyzer() : MlGuardAnalyzer(RuleIds.OpenEndpoint, LanguageModels.Frameworks)
{
    private const string Mapping = "Microsoft.AspNetCore.Builder.McpEndpointRouteBuilderExtensions";
    private const string Requirement = "RequireAuthorization";

    private static readonly OncePerBody<bool> s_isLoopback = new((body, _, _) => body.Any(IsLoopback));

    /// <summary>The steps of the chains of a body that end in a requirement, of an endpoint or of a group of them.</summary>
    private static readonly OncePerBody<HashSet<IOperation>> s_required = new((body, _, _) =>
    [
        .. body.OfType<IInvocationOperation>().Where(call => call.TargetMethod.Name == Requirement)
            .SelectMany(FluentChain.CallsOf),
    ]);

    private static readonly string[] s_elsewhere = ["FallbackPolicy", "SetFallbackPolicy", "ListenLocalhost", "AddEndpointFilter"];

    private static readonly string[] s_loopbacks = ["localhost", "127.0.0.1", "[::1]"];

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation) =>
        start.RegisterOperationAction(
            context =>
            {
                var call = (IInvocationOperation)context.Operation;
                if (call.TargetMethod.Name == "MapMcp"
                    && compilation.Symbols.Is(call.TargetMethod.ContainingType, Mapping)
                    && !IsRequired(call, compilation)
                    && !s_elsewhere.Any(name => compilation.Calls.BodiesNaming(name, context.CancellationToken).Any())
                    && !s_isLoopback.Of(call, compilation))
                    Report(context, compilation, Diagnostic.Create(Rule, CallLocation.Of(call.Syntax)));
            },
            OperationKind.Invocation);

    /// <summary>On the endpoint, or on the group that it belongs to.</summary>
    private static bool IsRequired(IInvocationOperation map, MlCompilation compilation) =>
        FluentChain.CallsOf(map).Any(step => step.TargetMethod.Name == Requirement) || s_required.Of(map, compilation).Contains(map);

    private static bool IsLoopback(IOperation operation) =>
        operation.ConstantValue is { HasValue: true, Value: string text }
        && s_loopbacks.Any(host => text.IndexOf(host, StringComparison.OrdinalIgnoreCase) >= 0);
}
