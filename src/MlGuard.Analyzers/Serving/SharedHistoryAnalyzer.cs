using MlGuard.Analyzers.Frameworks;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Serving;

/// <summary>MLG4030: one history of a chat that all users of a service write to and read.</summary>
/// <remarks>microsoft/Agents#260, a bug of an official sample.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SharedHistoryAnalyzer() : SharedConversationAnalyzer(RuleIds.SharedHistory)
{
    private protected override bool IsConversation(ITypeSymbol? type, MlSymbols symbols) => Conversations.IsHistory(type);

    private protected override bool Writes(IOperation use) => HistoryWrites.Is(use);
}
