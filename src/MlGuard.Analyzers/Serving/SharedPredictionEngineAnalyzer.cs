using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlGuard.Analyzers.Flow.Calls;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Catalogue;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Serving;

/// <summary>
/// MLG4001: one <c>PredictionEngine</c> that several threads use. It keeps the row being scored in itself, so they mix up each other's
/// rows.
/// </summary>
/// <remarks>
/// Its documentation says "NOT thread safe"; dotnet/machinelearning#421, #1718 and #5582. Run against Microsoft.ML 5.0.1: of 20,000
/// parallel
/// predictions 7,763 were silently wrong and 3,061 threw.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SharedPredictionEngineAnalyzer()
    : MlGuardAnalyzer(RuleIds.SharedPredictionEngine, [MlNet.Framework], tag: WellKnownDiagnosticTags.CompilationEnd)
{
    private const string UsePool = "Register a PredictionEnginePool instead.";
    private const string TakeFromPool = "Take one from a PredictionEnginePool, or keep one for each thread in a ThreadLocal.";
    private const string OneForEachThread = "Make one in each thread, or keep one for each in a ThreadLocal.";

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation)
    {
        var uses = new EngineUses();
        start.RegisterOperationAction(operation => CheckRegistration(operation, compilation, uses), OperationKind.Invocation);
        var unguarded = compilation.Calls.ToEntryPoints((edge, _) => IsUnguarded(edge));
        start.RegisterOperationAction(operation => CheckCall(operation, compilation, unguarded), OperationKind.Invocation);
        start.RegisterOperationAction(operation => CheckLambda(operation, compilation), OperationKind.AnonymousFunction);
        start.RegisterOperationAction(
            operation => NoteUse(operation, compilation.Symbols, uses),
            OperationKind.FieldReference, OperationKind.PropertyReference, OperationKind.ParameterReference);
        start.RegisterCompilationEndAction(end =>
        {
            CheckStatics(end, compilation, uses);
            CheckSingletons(end, compilation, uses);
        });
    }

    /// <summary>A method of another project that asks an engine in a static field there.</summary>
    private void CheckCall(OperationAnalysisContext context, MlCompilation compilation, EntryPointPaths unguarded)
    {
        var call = (IInvocationOperation)context.Operation;
        if (compilation.Knowledge.Has(call.TargetMethod, MethodTraits.SharesEngine) && Guards.GuardOf(call) is null
            && unguarded.To(Bodies.CallerOf(call, CallPaths.NodeOf(context.ContainingSymbol)), context.CancellationToken)
                is { Kind: EntryPointKind.Request })
            Report(context, compilation, Diagnostic.Create(
                Rule, Bodies.NameOf(call).GetLocation(),
                $"'{call.TargetMethod.ContainingType.Name}.{call.TargetMethod.Name}' asks a static PredictionEngine that every request "
                    + "uses",
                TakeFromPool));
    }

    private void CheckRegistration(OperationAnalysisContext context, MlCompilation compilation, EngineUses uses)
    {
        var call = (IInvocationOperation)context.Operation;
        if (!SingletonRegistration.Is(call, compilation.Symbols))
            return;

        var types = SingletonRegistration.TypesOf(call).ToList();
        if (types.Any(type => PredictionEngines.IsShareable(type, compilation.Symbols)))
        {
            Report(
                context, compilation, Diagnostic.Create(
                    Rule, PlaceOf(call).GetLocation(), "The PredictionEngine is registered as a singleton", UsePool));
            return;
        }

        foreach (var type in types.OfType<INamedTypeSymbol>())
        {
            if (compilation.Symbols.IsDeclaredHere(type))
                uses.NoteSingleton(type);
            else if (compilation.Knowledge.EnginesIn(type).FirstOrDefault() is { } member && compilation.Calls.IsConcurrentHost)
                Report(context, compilation, Diagnostic.Create(
                    Rule, PlaceOf(call).GetLocation(), $"'{member}' is a PredictionEngine in the singleton '{type.Name}'", TakeFromPool));
        }
    }

    /// <summary>The type argument that says what is registered, or else the method's name.</summary>
    private static SyntaxNode PlaceOf(IInvocationOperation registration) =>
        Bodies.NameOf(registration) is GenericNameSyntax { TypeArgumentList.Arguments: [var only] } ? only : Bodies.NameOf(registration);

    private void CheckLambda(OperationAnalysisContext context, MlCompilation compilation)
    {
        var lambda = (IAnonymousFunctionOperation)context.Operation;
        var from = ConcurrentWork.Runs(lambda, compilation.Symbols) ? 0 : ConcurrentWork.OverlapsFrom(lambda);
        if (from is null)
            return;

        var shared = lambda.Body.Descendants().FirstOrDefault(operation =>
            operation.Syntax.SpanStart >= from
                && PredictionEngines.IsShareable(operation.Type, compilation.Symbols)
                && IsFromOutside(operation, lambda)
                && Guards.GuardOf(operation) is null);
        if (shared is not null)
        {
            Report(context, compilation, Diagnostic.Create(
                Rule, shared.Syntax.GetLocation(), $"'{shared.Syntax}' is a PredictionEngine that several threads use at "
                    + $"once", OneForEachThread));
        }
    }

    /// <summary>Whether the engine is a variable or member that was there before <paramref name="lambda"/> ran.</summary>
    private static bool IsFromOutside(IOperation engine, IAnonymousFunctionOperation lambda) => engine switch
    {
        IFieldReferenceOperation member =>
            !EngineUses.IsThreadBound(member.Field) && (member.Instance is null or IInstanceReferenceOperation),
        IPropertyReferenceOperation member => member.Instance is null or IInstanceReferenceOperation,
        _ => LocalValues.VariableOf(engine) is { } variable
            && !variable.DeclaringSyntaxReferences.Any(declaration =>
                lambda.Syntax.Span.Contains(declaration.Span) && declaration.SyntaxTree == lambda.Syntax.SyntaxTree),
    };

    private static void NoteUse(OperationAnalysisContext context, MlSymbols symbols, EngineUses uses)
    {
        if (PredictionEngines.IsShareable(context.Operation.Type, symbols))
            uses.Note(context.Operation, context.ContainingSymbol);
    }

    /// <summary>Static engines that requests reach. In a console program, or when nobody calls, a static engine harms nobody.</summary>
    private void CheckStatics(CompilationAnalysisContext end, MlCompilation compilation, EngineUses uses)
    {
        var unguarded = compilation.Calls.ToEntryPoints((edge, _) => IsUnguarded(edge));
        var concurrent = new ConcurrentCallers(compilation);
        foreach (var member in uses.Members.Where(member => member is { IsStatic: true } && !EngineUses.IsThreadBound(member)))
        {
            var served = uses.UnguardedReadsOf(member).FirstOrDefault(use =>
                unguarded.To(use.Caller, end.CancellationToken) is { Kind: EntryPointKind.Request });
            var parallel = served is null
                ? uses.UnguardedReadsOf(member).FirstOrDefault(use => concurrent.Reach(use.Caller, end.CancellationToken))
                : null;
            if ((served ?? parallel) is not { } use)
                continue;

            var place = compilation.Symbols.IsDeclaredHere(member) ? member.Locations[0] : use.Read.Syntax.GetLocation();
            Report(
                end, use.Caller, compilation, Diagnostic.Create(
                    Rule,
                    place,
                    served is null
                        ? $"'{member.Name}' is a static PredictionEngine that several threads use at once"
                        : $"'{member.Name}' is a static PredictionEngine that every request uses",
                    served is null ? OneForEachThread : TakeFromPool));
        }
    }

    private static bool IsUnguarded(CallEdge edge) => Guards.GuardOf(edge.Site) is null;

    /// <summary>Engines inside an object that is registered as a singleton in a host that serves requests.</summary>
    private void CheckSingletons(CompilationAnalysisContext end, MlCompilation compilation, EngineUses uses)
    {
        if (!uses.HasSingletons || !compilation.Calls.IsConcurrentHost)
            return;

        foreach (var member in uses.Members.Where(member => !member.IsStatic && uses.IsSingleton(member.ContainingType)))
        {
            if (compilation.Symbols.IsDeclaredHere(member) && uses.UnguardedReadsOf(member).Any())
            {
                Report(end, member, compilation, Diagnostic.Create(
                    Rule, member.Locations[0], $"'{member.Name}' is a PredictionEngine in the singleton "
                        + $"'{member.ContainingType.Name}'", TakeFromPool));
            }
        }
    }
}
