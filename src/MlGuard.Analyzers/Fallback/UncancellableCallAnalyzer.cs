using MlGuard.Analyzers.Flow.Texts;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Fallback;

/// <summary>MLG5006: the overload of OpenAI's client that takes messages one by one, which nobody can cancel.</summary>
/// <remarks>Read off OpenAI 2.15.0: <c>CompleteChat*(params ChatMessage[])</c> has no token, so CA2016 has nothing to forward.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UncancellableCallAnalyzer() : MlGuardAnalyzer(RuleIds.UncancellableCall, LanguageModels.Frameworks)
{
    internal const string TokenProperty = "token";

    private const string Client = "OpenAI.Chat.ChatClient";
    private const string Token = "System.Threading.CancellationToken";

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation) =>
        start.RegisterOperationAction(
            context =>
            {
                var call = (IInvocationOperation)context.Operation;
                if (call.TargetMethod is { Parameters: [{ IsParams: true }] } method
                    && method.Name.StartsWith("CompleteChat", StringComparison.Ordinal)
                    && compilation.Symbols.IsOrInherits(method.ContainingType, Client)
                    && TokenInReach(call, context.ContainingSymbol, compilation) is { } token)
                {
                    Report(context, compilation, Diagnostic.Create(
                        Rule, CallLocation.Of(call.Syntax), ImmutableDictionary<string, string?>.Empty.Add(TokenProperty, token), token));
                }
            },
            OperationKind.Invocation);

    /// <summary>The token that the innermost function around the call is given.</summary>
    private static string? TokenInReach(IInvocationOperation call, ISymbol member, MlCompilation compilation)
    {
        for (var code = Bodies.CallerOf(call, member); code is IMethodSymbol function; code = code.ContainingSymbol)
        {
            if (function.Parameters.FirstOrDefault(parameter => compilation.Symbols.Is(parameter.Type, Token)) is { } token)
                return token.Name;
        }

        return null;
    }
}
