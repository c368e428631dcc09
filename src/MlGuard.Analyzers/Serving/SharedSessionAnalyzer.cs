using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Serving;

/// <summary>MLG4039: one session of an agent or chat in which all users of a service speak.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SharedSessionAnalyzer() : SharedConversationAnalyzer(RuleIds.SharedSession)
{
    private protected override bool IsConversation(ITypeSymbol? type, MlSymbols symbols) => Conversations.IsSession(type, symbols);

    /// <summary>Whoever speaks in a session changes it.</summary>
    private protected override bool Writes(IOperation use) => Bodies.Outermost(use).Parent is IInvocationOperation or IArgumentOperation;
}
