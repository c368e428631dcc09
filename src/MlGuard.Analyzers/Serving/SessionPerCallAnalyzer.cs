using MlGuard.Analyzers.Flow.Calls;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Frameworks.Onnx;
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
    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation)
    {
        var repeated = compilation.Calls.ToEntryPoints((edge, _) => EnginePerCallAnalyzer.RunsEachTime(edge));
        start.RegisterOperationAction(
            context =>
            {
                if (context.Operation is IObjectCreationOperation creation
                    && compilation.Symbols.Is(creation.Type, OnnxTypes.Session)
                    && IsThrownAway(creation)
                    && OccasionOf(creation, context.ContainingSymbol, compilation, repeated, context.CancellationToken) is { } occasion)
                    Report(context, compilation, Diagnostic.Create(Rule, CallLocation.Of(creation.Syntax), occasion));
            },
            OperationKind.ObjectCreation);
    }

    private static string? OccasionOf(
        IObjectCreationOperation creation, ISymbol member, MlCompilation compilation, EntryPointPaths repeated,
        CancellationToken cancellationToken)
    {
        if (IsRepeatedInLoop(creation, compilation.Symbols))
            return "turn of the loop";
        if (IsToldTheModel(creation) || !Runs(Bodies.FunctionAround(creation), compilation.Symbols))
            return null;

        var caller = Bodies.CallerOf(creation, member);
        if (repeated.To(caller, cancellationToken) is { Kind: EntryPointKind.Request } path)
            return path.EntryPoint.Name.Length > 0 ? $"request to '{path.EntryPoint.Name}'" : "request";
        if (IsCalledInLoop(caller, compilation, cancellationToken))
            return $"call of '{caller.Name}'";
        return IsScoringOfLibrary(caller, compilation, cancellationToken) && !RunsInLoop(creation, compilation.Symbols)
            ? $"call of '{caller.Name}'"
            : null;
    }

    /// <summary>Whether many predictions share the cost.</summary>
    private static bool RunsInLoop(IObjectCreationOperation creation, MlSymbols symbols) =>
        Bodies.FunctionAround(creation).Descendants().OfType<IInvocationOperation>().Any(call =>
            symbols.Plays(call.TargetMethod, Role.Predict) && Bodies.LoopsAround(call).Any());

    /// <summary>Whether each turn of a loop that predicts opens the same model.</summary>
    private static bool IsRepeatedInLoop(IObjectCreationOperation creation, MlSymbols symbols) =>
        Bodies.LoopsAround(creation).FirstOrDefault() is { } loop
        && Runs(loop.Body, symbols)
        && creation.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 0) is { } path
        && IsSame(path.Value, loop);

    private static bool IsSame(IOperation path, ILoopOperation loop) =>
        Constants.Text(path) is not null
        || LocalValues.Origin(path).DescendantsAndSelf().All(part => LocalValues.VariableOf(part) is not { } variable
            || (LocalValues.Around(loop).IsStable(variable)
                && !variable.DeclaringSyntaxReferences.Any(declaration => loop.Syntax.Span.Contains(declaration.Span))));

    private static bool Runs(IOperation body, MlSymbols symbols) =>
        body.Descendants().OfType<IInvocationOperation>().Any(call => symbols.Plays(call.TargetMethod, Role.Predict));

    /// <summary>Who passes the file may pass another one each time.</summary>
    private static bool IsToldTheModel(IObjectCreationOperation creation) => creation.Arguments.Any(argument =>
        argument.Parameter?.Ordinal == 0
        && LocalValues.Origin(argument.Value).DescendantsAndSelf().Any(part => part is IParameterReferenceOperation));

    private static bool IsCalledInLoop(ISymbol caller, MlCompilation compilation, CancellationToken cancellationToken) =>
        caller is IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction }
        && compilation.Calls.CallersOf(CallPaths.NodeOf(caller), cancellationToken).Any(edge => Bodies.LoopsAround(edge.Site).Any());

    /// <summary>A library's public method that scores what it is given, and is called by programs that are not seen here.</summary>
    private static bool IsScoringOfLibrary(ISymbol caller, MlCompilation compilation, CancellationToken cancellationToken) =>
        compilation.Compilation.Options.OutputKind == OutputKind.DynamicallyLinkedLibrary
        && !compilation.Calls.Trains(caller, cancellationToken)
        && caller is IMethodSymbol
        {
            MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Public, Parameters.Length: > 0
        };

    /// <summary>Whether the session is used here and kept by nobody.</summary>
    private static bool IsThrownAway(IObjectCreationOperation creation) => Sink.Of(creation).All(sink => sink.User switch
    {
        IInvocationOperation call => ReferenceEquals(call.Instance, sink.Value),
        IArgumentOperation { Parent: IObjectCreationOperation { Type: { } type } } => OnnxTypes.Declares(type),
        IMemberReferenceOperation or IUsingOperation or IUsingDeclarationOperation or IExpressionStatementOperation
            or IConditionalAccessOperation => true,
        _ => false,
    });
}
