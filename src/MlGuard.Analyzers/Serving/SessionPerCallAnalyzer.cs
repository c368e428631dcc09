using MlGuard.Analyzers.Digest;
using MlGuard.Analyzers.Flow.Calls;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Frameworks.Onnx;
using MlGuard.Analyzers.Models;
using MlGuard.Catalogue;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Serving;

/// <summary>MLG4010: an ONNX session that is made for each prediction.</summary>
/// <remarks>
/// microsoft/onnxruntime#114 and the comment in its own get-started page. Run against ONNX Runtime 1.31.1: to make a session of an identity
/// costs 460 times a run, and 2,000 runs of a shared one in parallel gave no wrong answer.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SessionPerCallAnalyzer() : MlGuardAnalyzer(RuleIds.SessionPerCall, [OnnxRuntime.Framework])
{
    private static readonly ImmutableHashSet<(string Type, string Method)> s_eachItem =
    [
        ("Parallel", "ForEach"), ("Parallel", "ForEachAsync"), ("Parallel", "For"), ("Parallel", "ForAsync"), ("List", "ForEach"),
        ("Enumerable", "Select"), ("Enumerable", "SelectMany"), ("Enumerable", "Where"), ("ParallelEnumerable", "Select"),
        ("ParallelEnumerable", "ForAll"), ("Array", "ConvertAll"), ("Array", "ForEach"),
    ];

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation)
    {
        var repeated = compilation.Calls.ToEntryPoints((edge, _) => EnginePerCallAnalyzer.RunsEachTime(edge));
        start.RegisterOperationAction(
            context =>
            {
                var made = context.Operation;
                if (compilation.Symbols.Is(made.Type, OnnxTypes.Session)
                    && ModelOf(made, compilation, context.CancellationToken) is { } model
                    && OccasionOf(made, model, context.ContainingSymbol, compilation, repeated, context.CancellationToken) is { } occasion)
                    Report(context, compilation, Diagnostic.Create(Rule, CallLocation.Of(made.Syntax), occasion));
            },
            OperationKind.ObjectCreation, OperationKind.Invocation);
    }

    /// <summary>The path or content of the model that <paramref name="made"/> loads, itself or by a helper that always does.</summary>
    private static IOperation? ModelOf(IOperation made, MlCompilation compilation, CancellationToken cancellationToken)
    {
        if (made is IObjectCreationOperation { Arguments: [var model, ..] })
            return model.Value;
        return made is IInvocationOperation call && LoadedModels.Of(compilation, ModelFiles.None).ReturnedBy(call, cancellationToken)
                is { } returned
            && LocalValues.Origin(returned) is IObjectCreationOperation { Arguments: [var inner, ..] }
            && !IsToldTheModel(inner.Value)
                ? inner.Value
                : null;
    }

    private static string? OccasionOf(
        IOperation made, IOperation model, ISymbol member, MlCompilation compilation, EntryPointPaths repeated,
        CancellationToken cancellationToken)
    {
        if (made is IObjectCreationOperation && Registrations.Around(made) is { } registration)
            return ServiceLives.OccasionOf(registration.TargetMethod);
        if (IsKeptByObject(made))
            return member.ContainingType is { } owner && !IsToldTheModel(model)
                ? ServiceLives.OccasionOf(owner, compilation, cancellationToken)
                : null;
        if (!IsThrownAway(made))
            return null;
        if (IsRepeatedInLoop(made, model, compilation.Symbols))
            return "turn of the loop";
        if (IsToldTheModel(model) || !Runs(Bodies.FunctionAround(made), compilation.Symbols))
            return null;

        var caller = Bodies.CallerOf(made, member);
        if (repeated.To(caller, cancellationToken) is { Kind: EntryPointKind.Request } path)
            return path.EntryPoint.Name.Length > 0 ? $"request to '{path.EntryPoint.Name}'" : "request";
        if (HandlesWhatItIsGiven(made))
            return "event";
        if (IsCalledInLoop(caller, compilation, cancellationToken))
            return $"call of '{caller.Name}'";
        return IsScoringForOthers(caller, compilation, cancellationToken) && !RunsInLoop(made, compilation.Symbols)
            ? $"call of '{caller.Name}'"
            : null;
    }

    /// <summary>Whether an instance field or property of the object that makes the session keeps it.</summary>
    private static bool IsKeptByObject(IOperation made) => Bodies.Outermost(made).Parent switch
    {
        IFieldInitializerOperation { InitializedFields: [{ IsStatic: false }] } => true,
        IPropertyInitializerOperation { InitializedProperties: [{ IsStatic: false }] } => true,
        ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Instance: IInstanceReferenceOperation } } assignment =>
            Bodies.FunctionAround(assignment) is IConstructorBodyOperation,
        _ => false,
    };

    /// <summary>Whether the code is the handler of an event that reads what comes with it, unlike that of a button.</summary>
    private static bool HandlesWhatItIsGiven(IOperation made) =>
        Bodies.FunctionAround(made) is IAnonymousFunctionOperation { Symbol.Parameters: [.., { } given] } handler
        && Bodies.Outermost(handler.Parent is IDelegateCreationOperation value ? value : handler).Parent is IEventAssignmentOperation
        && handler.Descendants().OfType<IParameterReferenceOperation>()
            .Any(read => SymbolEqualityComparer.Default.Equals(read.Parameter, given));

    /// <summary>Whether many predictions share the cost.</summary>
    private static bool RunsInLoop(IOperation made, MlSymbols symbols) =>
        Bodies.FunctionAround(made).Descendants().OfType<IInvocationOperation>().Any(call =>
            symbols.Plays(call.TargetMethod, Role.Predict) && Bodies.LoopsAround(call).Any());

    /// <summary>Whether each turn of a loop that predicts opens the same model.</summary>
    private static bool IsRepeatedInLoop(IOperation made, IOperation model, MlSymbols symbols) =>
        TurnAround(made) is { } turn && Runs(turn, symbols) && (!Bodies.AreTogether(made, model) || IsSame(model, turn));

    /// <summary>What is done again and again around an operation: the body of a loop, or a function that is called for each item.</summary>
    private static IOperation? TurnAround(IOperation made)
    {
        for (var current = made; current.Parent is { } parent; current = parent)
        {
            if (parent is ILoopOperation loop && ReferenceEquals(loop.Body, current))
                return loop.Body;
            if (parent is ILocalFunctionOperation)
                return null;
            if (parent is IAnonymousFunctionOperation lambda)
            {
                if (CallOf(lambda) is not { } call)
                    return null;
                if (s_eachItem.Contains((call.ContainingType.Name, call.Name)))
                    return lambda.Body;
                if (call is not { Name: "Run", ContainingType.Name: "Task" })
                    return null;
            }
        }

        return null;
    }

    private static IMethodSymbol? CallOf(IAnonymousFunctionOperation lambda)
    {
        var value = Bodies.Outermost(lambda.Parent is IDelegateCreationOperation made ? made : lambda);
        return ((value.Parent as IArgumentOperation)?.Parent as IInvocationOperation)?.TargetMethod;
    }

    private static bool IsSame(IOperation path, IOperation turn) =>
        Constants.Text(path) is not null
        || LocalValues.Origin(path).DescendantsAndSelf().All(part => LocalValues.VariableOf(part) is not { } variable
            || (LocalValues.Around(turn).IsStable(variable)
                && !variable.DeclaringSyntaxReferences.Any(declaration => Around(turn).Contains(declaration.Span))));

    /// <summary>With what names the item: the head of the loop, or the parameters.</summary>
    private static Microsoft.CodeAnalysis.Text.TextSpan Around(IOperation turn) => (turn.Parent ?? turn).Syntax.Span;

    private static bool Runs(IOperation body, MlSymbols symbols) =>
        body.Descendants().OfType<IInvocationOperation>().Any(call => symbols.Plays(call.TargetMethod, Role.Predict));

    /// <summary>Who passes the file may pass another one each time.</summary>
    private static bool IsToldTheModel(IOperation model) =>
        LocalValues.Origin(model).DescendantsAndSelf().Any(part => part is IParameterReferenceOperation);

    private static bool IsCalledInLoop(ISymbol caller, MlCompilation compilation, CancellationToken cancellationToken) =>
        caller is IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction }
        && compilation.Calls.CallersOf(CallPaths.NodeOf(caller), cancellationToken).Any(edge => Bodies.LoopsAround(edge.Site).Any());

    /// <summary>
    /// A public method that scores what it is given, and that others call who are not seen here: other programs, or the framework of a
    /// service that finds its handlers itself.
    /// </summary>
    private static bool IsScoringForOthers(ISymbol caller, MlCompilation compilation, CancellationToken cancellationToken) =>
        caller is IMethodSymbol
        {
            MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Public, Parameters.Length: > 0
        }
        && !compilation.Calls.Trains(caller, cancellationToken)
        && (compilation.Compilation.Options.OutputKind == OutputKind.DynamicallyLinkedLibrary
            || (compilation.Calls.IsConcurrentHost && compilation.Calls.CallersOf(CallPaths.NodeOf(caller), cancellationToken).Count == 0));

    /// <summary>Whether the session is used here and kept by nobody.</summary>
    private static bool IsThrownAway(IOperation made) => Sink.Of(made).All(sink => sink.User switch
    {
        IInvocationOperation call => ReferenceEquals(call.Instance, sink.Value),
        IArgumentOperation { Parent: IObjectCreationOperation { Type: { } type } } => OnnxTypes.Declares(type),
        IMemberReferenceOperation or IUsingOperation or IUsingDeclarationOperation or IExpressionStatementOperation
            or IConditionalAccessOperation => true,
        _ => false,
    });
}
