using System.Collections.Concurrent;
using MlGuard.Analyzers.Flow.Texts;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;

namespace MlGuard.Analyzers.Serving;

/// <summary>
/// A rule about one conversation that all users of a service share: in a static, in a singleton, or in a variable that handlers capture.
/// What is kept by user, in a dictionary or a cache, is no conversation itself.
/// </summary>
public abstract class SharedConversationAnalyzer : MlGuardAnalyzer
{
    private protected SharedConversationAnalyzer(string ruleId)
        : base(ruleId, LanguageModels.Frameworks, tag: WellKnownDiagnosticTags.CompilationEnd)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation)
    {
        var found = new ConcurrentBag<(ISymbol Shared, ISymbol User, Location Place, bool IsSingleton)>();
        var singletons = new ConcurrentDictionary<ISymbol, bool>(SymbolEqualityComparer.Default);
        start.RegisterOperationAction(
            context =>
            {
                var call = (IInvocationOperation)context.Operation;
                if (!SingletonRegistration.Is(call, compilation.Symbols))
                    return;
                foreach (var type in SingletonRegistration.TypesOf(call))
                {
                    singletons.TryAdd(type.OriginalDefinition, true);
                    if (IsConversation(type, compilation.Symbols))
                        found.Add((type, context.ContainingSymbol, CallLocation.Of(call.Syntax), true));
                }
            },
            OperationKind.Invocation);
        var known = new ConcurrentDictionary<ITypeSymbol, bool>(SymbolEqualityComparer.Default);
        start.RegisterOperationAction(
            context =>
            {
                if (context.Operation.Type is { } type
                    && known.GetOrAdd(type, it => IsConversation(it, compilation.Symbols))
                    && SharedBy(context.Operation, compilation, context.CancellationToken) is { } shared)
                    found.Add((shared, context.ContainingSymbol, context.Operation.Syntax.GetLocation(), false));
            },
            OperationKind.FieldReference, OperationKind.PropertyReference, OperationKind.LocalReference);
        start.RegisterCompilationEndAction(end =>
        {
            if (!compilation.Calls.IsConcurrentHost)
                return;
            var shared = found.Where(it => it.IsSingleton || it.Shared is ILocalSymbol || it.Shared.IsStatic
                || singletons.ContainsKey(it.Shared.ContainingType.OriginalDefinition));
            foreach (var (symbol, user, place, isSingleton) in shared.GroupBy(it => it.Shared, SymbolEqualityComparer.Default)
                .Select(group => group.OrderBy(it => it.Place.SourceSpan.Start).First()))
            {
                var blamed = isSingleton ? place : symbol.Locations.FirstOrDefault(it => it.IsInSource) ?? place;
                Report(end, user, compilation, Diagnostic.Create(Rule, blamed, symbol.Name));
            }
        });
    }

    private protected abstract bool IsConversation(ITypeSymbol? type, MlSymbols symbols);

    /// <summary>Whether a use of the conversation writes to it.</summary>
    private protected abstract bool Writes(IOperation use);

    private ISymbol? SharedBy(IOperation use, MlCompilation compilation, CancellationToken cancellationToken)
    {
        if (!Writes(use))
            return null;
        return use switch
        {
            IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol, Instance: null or IInstanceReferenceOperation } member
                when compilation.Symbols.IsDeclaredHere(member.Member) => member.Member,
            ILocalReferenceOperation local when IsCaptured(local, compilation, cancellationToken) => local.Local,
            _ => null,
        };
    }

    /// <summary>Whether a handler of requests uses a variable that was there before it ran.</summary>
    private static bool IsCaptured(ILocalReferenceOperation local, MlCompilation compilation, CancellationToken cancellationToken)
    {
        for (IOperation? outer = local; outer is not null; outer = outer.Parent)
        {
            if (outer is IAnonymousFunctionOperation lambda
                && !local.Local.DeclaringSyntaxReferences.Any(it => lambda.Syntax.Span.Contains(it.Span))
                && compilation.Texts.Entries.IsRequest(lambda.Symbol, cancellationToken))
                return true;
        }

        return false;
    }
}
