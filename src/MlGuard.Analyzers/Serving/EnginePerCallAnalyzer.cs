using MlGuard.Analyzers.Flow.Calls;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Frameworks.MlNet;
using MlGuard.Catalogue;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Serving;

/// <summary>MLG4002: a model loaded, or a <c>PredictionEngine</c> made, for each prediction.</summary>
/// <remarks>
/// Memory ran out in dotnet/machinelearning-modelbuilder#1419 and #1666 and dotnet/machinelearning#5897. Run against Microsoft.ML 5.0.1: to
/// make
/// an engine costs 2,000 times a prediction, to load a toy model 48,000 times.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EnginePerCallAnalyzer() : MlGuardAnalyzer(RuleIds.EnginePerCall)
{
    /// <summary>Diagnostic property: the creation stands in a loop, from which it can be moved.</summary>
    internal const string InLoopProperty = "InLoop";

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation)
    {
        var repeated = compilation.Calls.ToEntryPoints((edge, _) => RunsEachTime(edge));
        start.RegisterOperationAction(operation => Check(operation, compilation, repeated), OperationKind.Invocation);
        var occasions = new SessionOccasions(compilation);
        start.RegisterOperationAction(operation => CheckObject(operation, compilation, occasions), OperationKind.ObjectCreation);
    }

    /// <summary>An object whose constructor loads the model.</summary>
    private void CheckObject(OperationAnalysisContext context, MlCompilation compilation, SessionOccasions occasions)
    {
        if (context.Operation is IObjectCreationOperation { Constructor: { } constructor } made
            && (compilation.Knowledge.Loads.Of(constructor, context.CancellationToken) & MethodTraits.LoadsModel) != 0
            && occasions.OfObject(made, context.ContainingSymbol, context.CancellationToken) is { } occasion)
            Report(context, compilation, Diagnostic.Create(
                Rule, CallLocation.Of(made.Syntax), $"'{made.Type!.Name}' loads the model from its file", occasion));
    }

    private void Check(OperationAnalysisContext context, MlCompilation compilation, EntryPointPaths repeated)
    {
        var creation = (IInvocationOperation)context.Operation;
        var symbols = compilation.Symbols;
        if (!Creates(creation, compilation) || !IsThrownAway(creation, symbols))
            return;

        if (IsRepeatedInLoop(creation, symbols))
            Report(
                context, creation, compilation, "turn of the loop", ImmutableDictionary<string, string?>.Empty.Add(InLoopProperty, "true"));
        else if (!StandsOnThrownAwayModel(creation, within: null, symbols)
            && OccasionOf(
                creation, Bodies.CallerOf(creation, context.ContainingSymbol), compilation, repeated, context.CancellationToken)
                is { } occasion)
            Report(context, creation, compilation, occasion, ImmutableDictionary<string, string?>.Empty);
    }

    private void Report(
        OperationAnalysisContext context, IInvocationOperation creation, MlCompilation compilation, string occasion,
        ImmutableDictionary<string, string?> properties) =>
        Report(
            context, compilation, Diagnostic.Create(
                Rule, Bodies.NameOf(creation).GetLocation(), properties, WhatHappens(creation, compilation), occasion));

    /// <summary>What makes the creation happen again and again; null when nothing is known to.</summary>
    private static string? OccasionOf(
        IInvocationOperation creation, ISymbol caller, MlCompilation compilation, EntryPointPaths repeated,
        CancellationToken cancellationToken)
    {
        if (repeated.To(caller, cancellationToken) is { Kind: EntryPointKind.Request } path)
            return path.EntryPoint.Name.Length > 0 ? $"request to '{path.EntryPoint.Name}'" : "request";
        if (IsCalledInTurns(creation, caller, compilation, cancellationToken))
            return $"turn of the loop that calls '{caller.Name}'";
        return (Loads(creation, compilation.Symbols) || StandsOnKeptModel(creation)
                || StandsOnModelOfHelper(creation, compilation, cancellationToken))
            && IsScoringOfLibrary(caller, compilation, cancellationToken)
            && ScoresItsParameter(creation, compilation.Symbols)
            && !IsToldTheFile(creation)
            ? $"call of '{caller.Name}'"
            : null;
    }

    /// <summary>Whether the engine is made over a model that a helper of the program loads each time, and keeps nowhere.</summary>
    private static bool StandsOnModelOfHelper(
        IInvocationOperation creation, MlCompilation compilation, CancellationToken cancellationToken) =>
        creation.Arguments.Argument("transformer") is { } model
        && LocalValues.Origin(model.Value) is IInvocationOperation helper
        && compilation.Symbols.IsDeclaredHere(helper.TargetMethod)
        && compilation.Pipelines.BodyOf(helper.TargetMethod, cancellationToken) is { } body
        && !body.Descendants().Any(operation => operation is IAssignmentOperation { Target: IMemberReferenceOperation })
        && Bodies.Own(body).OfType<IReturnOperation>().Where(it => it.ReturnedValue is not null).ToList() is { Count: > 0 } returns
        && returns.All(it => LocalValues.Origin(it.ReturnedValue!) is IInvocationOperation load
            && Loads(load, compilation.Symbols) && !IsToldTheFile(load));

    /// <summary>Whether a loop calls the method for one row after the other, each time with the same model.</summary>
    private static bool IsCalledInTurns(
        IInvocationOperation creation, ISymbol caller, MlCompilation compilation, CancellationToken cancellationToken) =>
        (Loads(creation, compilation.Symbols) || StandsOnKeptModel(creation) || StandsOnGivenModel(creation))
        && caller is IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction, Parameters.IsEmpty: false }
        && ScoresItsParameter(creation, compilation.Symbols)
        && !compilation.Calls.Trains(caller, cancellationToken)
        && compilation.Calls.CallersOf(CallPaths.NodeOf(caller), cancellationToken)
            .Any(edge => edge.Site is IInvocationOperation call && IsSameInEachTurn(call, creation, compilation, cancellationToken)
                && !TestCode.Contains(edge.Caller, compilation.Symbols) && !compilation.Calls.Trains(edge.Caller, cancellationToken));

    /// <summary>Whether <paramref name="call"/> stands in a loop in whose turns <paramref name="creation"/> makes the same thing.</summary>
    private static bool IsSameInEachTurn(
        IInvocationOperation call, IInvocationOperation creation, MlCompilation compilation, CancellationToken cancellationToken)
    {
        if (Bodies.LoopsAround(call).FirstOrDefault() is not { } loop || LearnsAnew(loop, compilation, cancellationToken))
            return false;
        var turns = new Invariant(loop, _ => false);
        return creation.Arguments.Where(argument => argument.Parameter?.RefKind != RefKind.Out)
            .SelectMany(argument => LocalValues.Origin(argument.Value).DescendantsAndSelf())
            .All(part => part switch
            {
                IParameterReferenceOperation told =>
                    call.ArgumentFor(told.Parameter.Ordinal) is { Value: var given } && turns.IsSame(given),
                IMemberReferenceOperation member => turns.IsSame(member),
                ILocalReferenceOperation => false,
                _ => true,
            });
    }

    /// <summary>Another turn may train the model, as the choice of a menu does.</summary>
    private static bool LearnsAnew(ILoopOperation loop, MlCompilation compilation, CancellationToken cancellationToken) =>
        loop.Body.Descendants().OfType<IInvocationOperation>().Select(call => CallPaths.NodeOf(call.TargetMethod))
            .Where(compilation.Symbols.IsDeclaredHere).Distinct(SymbolEqualityComparer.Default)
            .Any(callee => compilation.Calls.Trains(callee!, cancellationToken)
                || compilation.Calls.CalleesOf(callee!, cancellationToken)
                    .Any(next => compilation.Calls.Trains(next.Callee, cancellationToken)));

    /// <summary>Whether the engine is made over a model that the type keeps, and could be kept with it.</summary>
    private static bool StandsOnKeptModel(IInvocationOperation creation) =>
        creation.Arguments.Argument("transformer") is { } model
        && LocalValues.Origin(model.Value) is IMemberReferenceOperation
        {
            Instance: null or IInstanceReferenceOperation, Member: IFieldSymbol { ContainingType.IsScriptClass: false } or IPropertySymbol
        };

    /// <summary>Whether the engine is made over a model that the caller hands over, who says whether it is the same each time.</summary>
    private static bool StandsOnGivenModel(IInvocationOperation creation) =>
        creation.Arguments.Argument("transformer") is { } model && LocalValues.Origin(model.Value) is IParameterReferenceOperation;

    /// <summary>A library's public method is called by programs that are not seen here; one that trains is called rarely.</summary>
    private static bool IsScoringOfLibrary(ISymbol caller, MlCompilation compilation, CancellationToken cancellationToken) =>
        compilation.Compilation.Options.OutputKind == OutputKind.DynamicallyLinkedLibrary
        && !compilation.Calls.Trains(caller, cancellationToken)
        && caller is IMethodSymbol { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Public };

    /// <summary>Whether the body predicts for what it is called with, once, so that nothing spreads the cost.</summary>
    private static bool ScoresItsParameter(IInvocationOperation creation, MlSymbols symbols) =>
        Bodies.RootOf(creation).Descendants().OfType<IInvocationOperation>().Any(predict =>
            symbols.Plays(predict.TargetMethod, Role.Predict)
            && !Bodies.LoopsAround(predict).Any()
            && ReferenceEquals(Bodies.FunctionAround(predict), Bodies.FunctionAround(creation))
            && predict.Arguments.Any(argument =>
                LocalValues.Origin(argument.Value).DescendantsAndSelf().OfType<IParameterReferenceOperation>().Any()));

    /// <summary>Who passes the file may pass another one each time.</summary>
    private static bool IsToldTheFile(IInvocationOperation load) => load.Arguments.Any(argument =>
        LocalValues.Origin(argument.Value).DescendantsAndSelf()
            .Any(part =>
                part
                    is IParameterReferenceOperation { Type: { SpecialType: SpecialType.System_String }
                        or { Name: "Stream" or "FileInfo" } }));

    private static string WhatHappens(IInvocationOperation creation, MlCompilation compilation) =>
        compilation.Symbols.Plays(creation.TargetMethod, Role.CreateEngine)
            || compilation.Knowledge.Has(creation.TargetMethod, MethodTraits.MakesEngine)
            ? "A PredictionEngine is created"
            : "The model is loaded from its file";

    /// <summary>A helper of another project makes what it gives each time, as its summary says.</summary>
    private static bool Creates(IInvocationOperation call, MlCompilation compilation) =>
        compilation.Symbols.Plays(call.TargetMethod, Role.CreateEngine) || Loads(call, compilation.Symbols)
        || compilation.Knowledge.Has(call.TargetMethod, MethodTraits.MakesEngine | MethodTraits.LoadsModel);

    private static bool Loads(IInvocationOperation call, MlSymbols symbols) =>
        symbols.Plays(call.TargetMethod, Role.LoadModel) && symbols.Is(call.Type, MlNetTypes.ITransformer);

    /// <summary>Whether each turn of a loop that predicts makes the same thing anew.</summary>
    private static bool IsRepeatedInLoop(IInvocationOperation creation, MlSymbols symbols) =>
        Bodies.LoopsAround(creation).FirstOrDefault() is { } loop
        && Predicts(loop, symbols) && !StandsOnThrownAwayModel(creation, loop, symbols)
        && new Invariant(loop, call => Loads(call, symbols)).HasSameArguments(creation);

    private static bool Predicts(ILoopOperation loop, MlSymbols symbols) =>
        loop.Body.Descendants().OfType<IInvocationOperation>().Any(call => symbols.Plays(call.TargetMethod, Role.Predict));

    /// <summary>
    /// The engine's model is itself loaded for this prediction: that is the mistake to report, and when it is fixed this one shows.
    /// </summary>
    private static bool StandsOnThrownAwayModel(IInvocationOperation creation, IOperation? within, MlSymbols symbols) =>
        creation.Arguments.Any(argument => LocalValues.Origin(argument.Value) is IInvocationOperation load && Loads(load, symbols)
            && IsThrownAway(load, symbols) && (within is null || Bodies.IsInside(load, within)));

    /// <summary>Whether what is created is used for predictions here and kept by nobody.</summary>
    private static bool IsThrownAway(IInvocationOperation creation, MlSymbols symbols) =>
        Sink.Walk(creation, sink => EngineAt(sink, symbols)).All(sink => sink.User switch
    {
        IInvocationOperation call => ReferenceEquals(call.Instance, sink.Value),
        IArgumentOperation { Parent: IInvocationOperation call } =>
            symbols.RoleOf(call.TargetMethod) is Role.CreateEngine or Role.Transform or Role.Predict,
        IMemberReferenceOperation or IUsingOperation or IUsingDeclarationOperation or IExpressionStatementOperation
            or IConditionalAccessOperation => true,
        IBinaryOperation or IIsPatternOperation or IIsTypeOperation => true,
        _ => false,
    });

    /// <summary>Where the engine that is made of the model at a sink is used.</summary>
    private static IEnumerable<Sink> EngineAt(Sink sink, MlSymbols symbols) =>
        sink.User is IArgumentOperation { Parent: IInvocationOperation call } && symbols.Plays(call.TargetMethod, Role.CreateEngine)
            ? Sink.Of(call)
            : [];

    /// <summary>
    /// Whether a step down the path happens in every call; what is passed to a cache, a factory or a container runs once.
    /// </summary>
    internal static bool RunsEachTime(CallEdge edge) => edge.Site switch
    {
        IAnonymousFunctionOperation or IMethodReferenceOperation => RunsAtOnce(edge.Site),
        _ => true,
    };

    private static bool RunsAtOnce(IOperation function)
    {
        var value = function.Parent is IDelegateCreationOperation creation ? Bodies.Outermost(creation) : function;
        return value.Parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: var method } }
            && method.ContainingType
                is { Name: "Enumerable" or "Task" or "TaskFactory" or "Parallel" or "ParallelEnumerable" or "List" or "Array" } type
            && type.ContainingNamespace is { IsGlobalNamespace: false } space
            && space.ToDisplayString().StartsWith("System", StringComparison.Ordinal);
    }
}
