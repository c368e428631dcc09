using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Serving;

/// <summary>MLG4030: one history of a chat that all users of a service write to and read.</summary>
/// <remarks>microsoft/Agents#260, a bug of an official sample.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SharedHistoryAnalyzer() : SharedConversationAnalyzer(RuleIds.SharedHistory)
{
    private protected override bool IsConversation(ITypeSymbol? type, MlSymbols symbols) => Conversations.IsHistory(type);

    private protected override bool Writes(IOperation use) => Bodies.Outermost(use).Parent switch
    {
        IInvocationOperation call => Conversations.Appends(call.TargetMethod.Name),
        IArgumentOperation { Parent: IInvocationOperation call, Parameter.Ordinal: 0 } =>
            call.TargetMethod.IsExtensionMethod && Conversations.Appends(call.TargetMethod.Name),
        _ => false,
    };
}
