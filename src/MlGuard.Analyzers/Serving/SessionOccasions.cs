using MlGuard.Analyzers.Flow.Calls;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Frameworks.Onnx;
using MlGuard.Analyzers.Models;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Serving;

/// <summary>What makes a session be made again and again.</summary>
internal sealed class SessionOccasions(MlCompilation compilation)
{
    private const int MaximumHelpers = 4;

    private static readonly ImmutableHashSet<(string Type, string Method)> s_eachItem =
    [
        ("Parallel", "ForEach"), ("Parallel", "ForEachAsync"), ("Parallel", "For"), ("Parallel", "ForAsync"), ("List", "ForEach"),
        ("Enumerable", "Select"), ("Enumerable", "SelectMany"), ("Enumerable", "Where"), ("ParallelEnumerable", "Select"),
        ("ParallelEnumerable", "ForAll"), ("Array", "ConvertAll"), ("Array", "ForEach"),
    ];

    private readonly EntryPointPaths _repeated =
        compilation.Calls.ToEntryPoints((edge, _) => EnginePerCallAnalyzer.RunsEachTime(edge));

    private readonly CalleeSearch _predicting = new(
        compilation.Calls, compilation.Calls.CalleesOf,
        (code, cancellationToken) => compilation.Calls.RoleCallsOf(code, cancellationToken).Any(call => call.Role == Role.Predict),
        MaximumHelpers);

    /// <summary>As messages say it; null when it is made once, or nobody knows.</summary>
    /// <param name="made">The creation, or the call of a helper that makes it.</param>
    /// <param name="model">The path or content of the model.</param>
    /// <param name="member">Where it stands.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <param name="ofAnyModel">Whether it counts as well when it is another model each time.</param>
    public string? Of(
        IOperation made, IOperation model, ISymbol member, CancellationToken cancellationToken, bool ofAnyModel = false)
    {
        if (made is IObjectCreationOperation && Registrations.Around(made) is { } registration)
            return ServiceLives.OccasionOf(registration.TargetMethod);
        if (IsKeptByObject(made))
            return member.ContainingType is { } owner && !IsHandedTheModel(model, compilation, cancellationToken)
                ? ServiceLives.OccasionOf(owner, compilation, cancellationToken)
                : null;
        if (!IsThrownAway(made))
            return null;
        if (IsRepeatedInLoop(made, model, compilation.Symbols))
            return "turn of the loop";
        if (!Runs(Bodies.FunctionAround(made), compilation.Symbols))
            return null;
        var handed = ofAnyModel ? [] : HandedBy(model, compilation, cancellationToken);
        return OccasionOf(made, model, handed, Bodies.CallerOf(made, member), cancellationToken);
    }

    /// <summary>What makes an object be made again and again that loads a model each time and is asked here.</summary>
    public string? OfObject(IObjectCreationOperation made, ISymbol member, CancellationToken cancellationToken)
    {
        if (Registrations.Around(made) is not null)
            return null;
        var given = made.Arguments.Select(argument => argument.Value).Where(MayNameModel).ToList();
        var open = given.Where(value => !SettledPath.Is(value, compilation, cancellationToken)).ToList();
        if (IsKeptByObject(made))
            return open.Count == 0 && member.ContainingType is { } owner
                ? ServiceLives.OccasionOf(owner, compilation, cancellationToken)
                : null;
        if (!IsThrownAway(made) || !IsAsked(made, cancellationToken))
            return null;
        if (TurnAround(made) is { } turn && given.All(value => IsPlain(value) && IsSame(value, turn)))
            return "turn of the loop";
        var handed = open.Select(value => (LocalValues.Origin(value) as IParameterReferenceOperation)?.Parameter).ToList();
        return handed.Contains(null)
            ? null
            : OccasionOf(made, made, [.. handed.OfType<IParameterSymbol>()], Bodies.CallerOf(made, member), cancellationToken);
    }

    /// <summary>Numbers and what the container gives say nothing of the model.</summary>
    private bool MayNameModel(IOperation value) => (value is IConversionOperation conversion ? conversion.Operand : value).Type switch
    {
        { SpecialType: SpecialType.System_String } or IArrayTypeSymbol => true,
        INamedTypeSymbol { ContainingNamespace: { } space } type => type.TypeKind is TypeKind.Class or TypeKind.Struct
            && (space.ToDisplayString() == "System.IO" || compilation.Symbols.IsDeclaredHere(type)),
        _ => false,
    };

    /// <summary>Whether a method of the object is called that comes to a prediction.</summary>
    private bool IsAsked(IObjectCreationOperation made, CancellationToken cancellationToken) => Sink.Of(made)
        .Concat(Sink.Of(made).SelectMany(Sink.OfUsing)).Any(sink =>
            sink.User is IInvocationOperation call && ReferenceEquals(call.Instance, sink.Value)
            && (compilation.Knowledge.Has(call.TargetMethod, MethodTraits.Predicts)
                || _predicting.Reaches(CallPaths.NodeOf(call.TargetMethod), cancellationToken)));

    private string? OccasionOf(
        IOperation made, IOperation model, ImmutableArray<IParameterSymbol> handed, ISymbol caller, CancellationToken cancellationToken)
    {
        if (_repeated.To(caller, cancellationToken) is { Kind: EntryPointKind.Request } path
            && (handed.IsEmpty || (path.Steps.LastOrDefault() is { } step && GivesTheSame(step, handed, cancellationToken))))
            return path.EntryPoint.Name.Length > 0 ? $"request to '{path.EntryPoint.Name}'" : "request";
        if (handed.IsEmpty && HandlesWhatItIsGiven(made))
            return "event";
        if (IsCalledInLoop(caller, model, handed, cancellationToken))
            return $"call of '{caller.Name}'";
        return handed.IsEmpty && IsScoringForOthers(caller, cancellationToken) && !RunsForMany(made)
            ? $"call of '{caller.Name}'"
            : null;
    }

    /// <summary>Whether who calls passes what is the same in each call.</summary>
    private bool GivesTheSame(CallEdge step, ImmutableArray<IParameterSymbol> handed, CancellationToken cancellationToken) =>
        handed.All(parameter => GivenAt(step, parameter) is { } given && SettledPath.Is(given, compilation, cancellationToken));

    private static IOperation? GivenAt(CallEdge step, IParameterSymbol parameter) =>
        SymbolEqualityComparer.Default.Equals(step.Callee, CallPaths.NodeOf(parameter.ContainingSymbol))
            ? step.Site.ArgumentsOfCall().FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal)?.Value
            : null;

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

    /// <summary>Whether many predictions share the cost; the steps of one answer do not.</summary>
    private bool RunsForMany(IOperation made) => Bodies.FunctionAround(made).Descendants().OfType<IInvocationOperation>().Any(call =>
        compilation.Symbols.Plays(call.TargetMethod, Role.Predict)
        && Bodies.LoopsAround(call).Any(loop => !ChainedRuns.Are(call, loop)));

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
                && !variable.DeclaringSyntaxReferences.Any(declaration => Around(turn).Contains(declaration.Span))))
            && !IsChanged(MembersOf(path), turn);

    /// <summary>Whether each turn may give one of <paramref name="members"/> another value.</summary>
    private static bool IsChanged(ImmutableArray<ISymbol> members, IOperation turn) =>
        !members.IsEmpty && turn.Descendants().OfType<IAssignmentOperation>().Any(assignment =>
            assignment.Target is IMemberReferenceOperation { Member: var member }
            && members.Contains(member.OriginalDefinition, SymbolEqualityComparer.Default));

    private static ImmutableArray<ISymbol> MembersOf(IOperation path) =>
    [
        .. LocalValues.Origin(path).DescendantsAndSelf().OfType<IMemberReferenceOperation>()
            .Select(member => member.Member.OriginalDefinition),
    ];

    /// <summary>With what names the item: the head of the loop, or the parameters.</summary>
    private static Microsoft.CodeAnalysis.Text.TextSpan Around(IOperation turn) => (turn.Parent ?? turn).Syntax.Span;

    private static bool Runs(IOperation body, MlSymbols symbols) =>
        body.Descendants().OfType<IInvocationOperation>().Any(call => symbols.Plays(call.TargetMethod, Role.Predict));

    /// <summary>Who passes the file may pass another one each time.</summary>
    public static bool IsHandedTheModel(IOperation model, MlCompilation compilation, CancellationToken cancellationToken) =>
        !HandedBy(model, compilation, cancellationToken).IsEmpty;

    /// <summary>The parameters that say which model it is, unless they always say the same.</summary>
    private static ImmutableArray<IParameterSymbol> HandedBy(
        IOperation model, MlCompilation compilation, CancellationToken cancellationToken)
    {
        ImmutableArray<IParameterSymbol> handed =
        [
            .. LocalValues.Origin(model).DescendantsAndSelf().OfType<IParameterReferenceOperation>().Select(read => read.Parameter),
        ];
        return handed.IsEmpty || SettledPath.Is(model, compilation, cancellationToken) ? [] : handed;
    }

    private bool IsCalledInLoop(
        ISymbol caller, IOperation model, ImmutableArray<IParameterSymbol> handed, CancellationToken cancellationToken) =>
        caller is IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction }
        && compilation.Calls.CallersOf(CallPaths.NodeOf(caller), cancellationToken).Any(edge =>
            Bodies.LoopsAround(edge.Site).FirstOrDefault() is { } loop
            && handed.All(parameter => GivenAt(edge, parameter) is { } given && IsPlain(given) && IsSame(given, loop.Body))
            && (handed.IsEmpty || !IsChanged(MembersOf(model), loop.Body)));

    /// <summary>Whether it is a variable, a member, or a text, and nothing that is worked out each time.</summary>
    private static bool IsPlain(IOperation value) =>
        Constants.Text(value) is not null || LocalValues.Origin(value).DescendantsAndSelf().All(part => part is IConversionOperation
            or ILocalReferenceOperation or IParameterReferenceOperation or IInstanceReferenceOperation
            or IFieldReferenceOperation or IPropertyReferenceOperation { Property.IsIndexer: false });

    /// <summary>
    /// A public method that scores what it is given, and that others call who are not seen here: other programs, or the framework of a
    /// service that finds its handlers itself.
    /// </summary>
    private bool IsScoringForOthers(ISymbol caller, CancellationToken cancellationToken) =>
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
