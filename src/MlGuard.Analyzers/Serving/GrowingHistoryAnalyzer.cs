using System.Collections.Concurrent;
using MlGuard.Analyzers.Flow.Texts;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Serving;

/// <summary>MLG4038: a history that a loop or handler adds to, asks with, and takes nothing from.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GrowingHistoryAnalyzer()
    : MlGuardAnalyzer(RuleIds.GrowingHistory, LanguageModels.Frameworks, tag: WellKnownDiagnosticTags.CompilationEnd)
{
    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation)
    {
        var grown = new ConcurrentDictionary<ISymbol, ISymbol>(SymbolEqualityComparer.Default);
        var cut = new ConcurrentDictionary<ISymbol, bool>(SymbolEqualityComparer.Default);
        var asked = new AskedHistories(compilation);
        start.RegisterOperationAction(
            context =>
            {
                var use = context.Operation;
                if (!Conversations.HoldsMessages(use.Type) || SymbolOf(use) is not { } history)
                    return;
                asked.Read(use, history.OriginalDefinition, context.ContainingSymbol);
                if (!Conversations.IsHistory(use.Type) || use is IParameterReferenceOperation or IInvocationOperation)
                    return;
                if (IsCut(use))
                    cut.TryAdd(history, true);
                else if (HistoryWrites.Is(use) && (history is ILocalSymbol
                    ? IsInEndlessLoop(use, history, compilation)
                    : !IsBeginning(use, history, context.ContainingSymbol)))
                    grown.TryAdd(history, context.ContainingSymbol);
            },
            OperationKind.FieldReference, OperationKind.PropertyReference, OperationKind.LocalReference,
            OperationKind.ParameterReference, OperationKind.Invocation);
        start.RegisterCompilationEndAction(end =>
        {
            if (compilation.Calls.BodiesNaming("UseChatReducer", end.CancellationToken).Any())
                return;
            foreach (var pair in grown.Where(pair => !cut.ContainsKey(pair.Key) && asked.Contains(pair.Key.OriginalDefinition)))
            {
                if (pair.Key.Locations.FirstOrDefault(place => place.IsInSource) is { } place && Lives(pair.Key, compilation))
                    Report(end, pair.Value, compilation, Diagnostic.Create(Rule, place, pair.Key.Name));
            }
        });
    }

    /// <summary>An object that is made for one request, such as a controller, takes its history along when it goes.</summary>
    private static bool Lives(ISymbol history, MlCompilation compilation) =>
        history is ILocalSymbol || history.IsStatic || !IsMadeForEachRequest(history.ContainingType, compilation);

    private static bool IsMadeForEachRequest(INamedTypeSymbol type, MlCompilation compilation) =>
        type.GetMembers().Any(member => compilation.EntryPoints.KindOf(member) is not null);

    /// <summary>The variable or member that keeps the history; for one that is taken out of a kept table, the table.</summary>
    private static ISymbol? SymbolOf(IOperation use) => use switch
    {
        ILocalReferenceOperation local => TableOf(local) ?? local.Local,
        IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol, Instance: null or IInstanceReferenceOperation } member =>
            member.Member,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IInvocationOperation { TargetMethod: var method } => method,
        _ => null,
    };

    private static ISymbol? TableOf(ILocalReferenceOperation history) => LocalValues.Origin(history) switch
    {
        IInvocationOperation { TargetMethod.Name: "GetOrAdd", Instance: { } table } => SymbolOf(table),
        IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } table } => SymbolOf(table),
        _ => null,
    };

    private static string? CallOn(IOperation use) => Bodies.Outermost(use).Parent switch
    {
        IInvocationOperation call => call.TargetMethod.Name,
        IArgumentOperation { Parent: IInvocationOperation call } => call.TargetMethod.Name,
        _ => null,
    };

    /// <summary>What is cut, made anew, or handed to something that may cut it.</summary>
    private static bool IsCut(IOperation use) =>
        (CallOn(use) is { } name && Conversations.Cuts(name))
        || (use.Parent is IAssignmentOperation { Target: var target } assignment && ReferenceEquals(target, use)
            && assignment.Parent is IExpressionStatementOperation && Bodies.LoopsAround(use).Any());

    /// <summary>A loop over the calls of one answer ends with them, and with it the history.</summary>
    private static bool IsInEndlessLoop(IOperation use, ISymbol history, MlCompilation compilation) =>
        Bodies.LoopsAround(use).OfType<IWhileLoopOperation>().Any(loop =>
            !CallLoops.Contain(loop, compilation)
            && !history.DeclaringSyntaxReferences.Any(declaration => loop.Syntax.Span.Contains(declaration.Span)));

    /// <summary>How a conversation begins is said once, however many copies are made of it.</summary>
    private static bool IsBeginning(IOperation use, ISymbol history, ISymbol body) =>
        body is IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor }
        && SymbolEqualityComparer.Default.Equals(body.ContainingType, history.ContainingType)
        && SymbolEqualityComparer.Default.Equals(Bodies.CallerOf(use, body), body)
        && !Bodies.LoopsAround(use).OfType<IWhileLoopOperation>().Any();
}
