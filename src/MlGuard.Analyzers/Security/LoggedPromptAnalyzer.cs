using MlGuard.Analyzers.Flow.Calls;
using MlGuard.Analyzers.Flow.Texts;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Predictions;
using MlGuard.Catalogue;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Security;

/// <summary>MLG7014: what a user wrote or a model answered is written to a log as it is.</summary>
/// <remarks>
/// A request's text is a prompt where the same body asks a model. OWASP LLM02. The console is a log where the program serves requests.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LoggedPromptAnalyzer() : TextAnalyzer(RuleIds.LoggedPrompt)
{
    private const int MaximumDepth = 3;

    private protected override bool IsMeant(TextFinding finding, MlCompilation compilation) =>
        finding.Sink.Role == TextRole.Log
        && (finding.Origin.Source == TextSource.Model
            || (finding.Origin.Source == TextSource.User && AsksModel(Bodies.RootOf(finding.Value), compilation)))
        && (finding.Sink.Type != "System.Console" || compilation.Calls.IsConcurrentHost);

    /// <summary>Whether the body asks a model, or hands something to a method of the project that does.</summary>
    private static bool AsksModel(IOperation body, MlCompilation compilation) =>
        ChatCalls.In(body, compilation).Any()
        || Reached(body.DescendantsAndSelf().OfType<IInvocationOperation>().Where(call => !call.Arguments.IsEmpty)
            .Select(call => CallPaths.NodeOf(call.TargetMethod)), compilation)
            .Any(facts => facts.RoleCalls.Any(call =>
                call.Operation is IInvocationOperation asked && LanguageModels.IsChat(asked, compilation.Symbols)));

    /// <summary>The bodies that the calls come to within a few steps, each once.</summary>
    private static IEnumerable<BodyFacts> Reached(IEnumerable<ISymbol> called, MlCompilation compilation)
    {
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var next = called.ToList();
        for (var depth = 0; depth < MaximumDepth && next.Count > 0; depth++)
        {
            var bodies = next.Where(it => compilation.Symbols.IsDeclaredHere(it) && seen.Add(it))
                .SelectMany(it => compilation.Calls.ImplementationsOf(it).Prepend(it))
                .SelectMany(it => compilation.Calls.BodiesOf(it, default)).ToList();
            foreach (var body in bodies)
                yield return body;
            next = [.. bodies.SelectMany(body => body.Edges).Select(edge => edge.Callee)];
        }
    }
}
