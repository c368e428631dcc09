using System.Collections.Concurrent;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers;

/// <summary>The catalogue's rules as the compiler wants them, each made once.</summary>
internal static class Descriptors
{
    private static readonly ConcurrentDictionary<string, DiagnosticDescriptor> s_made = new(StringComparer.Ordinal);

    public static DiagnosticDescriptor Of(string ruleId, params string[] customTags) =>
        s_made.GetOrAdd(ruleId, id => Make(RuleCatalogue.Get(id), customTags));

    private static DiagnosticDescriptor Make(Rule rule, string[] customTags)
    {
        var severity = rule.Tier.At(Stage.Mvp);
        return new DiagnosticDescriptor(
            rule.Id, rule.Title, rule.Message, rule.Category, SeverityOf(severity),
            isEnabledByDefault: severity != StageSeverity.None, helpLinkUri: rule.HelpLink, customTags: customTags);
    }

    private static DiagnosticSeverity SeverityOf(StageSeverity severity) => severity switch
    {
        StageSeverity.Error => DiagnosticSeverity.Error,
        StageSeverity.Warning => DiagnosticSeverity.Warning,
        _ => DiagnosticSeverity.Info,
    };
}
