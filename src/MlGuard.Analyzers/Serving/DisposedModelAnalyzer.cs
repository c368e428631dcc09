using MlGuard.Analyzers.Digest;
using MlGuard.Analyzers.Flow.Calls;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks.Onnx;
using MlGuard.Analyzers.Models;
using MlGuard.Catalogue;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Serving;

/// <summary>MLG4003: an engine that is disposed and takes the model with it, which other code still uses.</summary>
/// <remarks>
/// dotnet/machinelearning#5945. Run against Microsoft.ML 5.0.1: an engine owns its model by default and disposes it. That hurts models that
/// hold
/// something native, so the rule asks for a library that makes such.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DisposedModelAnalyzer() : MlGuardAnalyzer(RuleIds.DisposedModel, [MlNet.Framework, OnnxRuntime.Framework])
{
    private static readonly ImmutableArray<string> s_nativeModels = [
        "Microsoft.ML.OnnxTransformer", "Microsoft.ML.TensorFlow", "Microsoft.ML.Vision", "Microsoft.ML.TorchSharp"];

    private static readonly string[] s_ends = [
        "Dispose", "Close", "Stop", "Shutdown", "Unload", "Release", "Destroy",
        "Cleanup", "Clear", "Reset", "Reload", "End", "Free", "Exit"];

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation)
    {
        var hasNativeModels = s_nativeModels.Any(compilation.Assemblies.Contain);
        start.RegisterOperationAction(operation => Check(operation, compilation, hasNativeModels), OperationKind.Invocation);
        if (compilation.Uses(OnnxRuntime.Framework))
            start.RegisterOperationAction(
                context => CheckSession(context, compilation),
                OperationKind.Invocation, OperationKind.Using, OperationKind.UsingDeclaration);
    }

    private void Check(OperationAnalysisContext context, MlCompilation compilation, bool hasNativeModels)
    {
        var creation = (IInvocationOperation)context.Operation;
        if (!compilation.Symbols.Plays(creation.TargetMethod, Role.CreateEngine)
            || creation.Arguments.Argument("transformer") is not { } model
            || creation.Arguments.Any(argument => argument.Parameter?.Type.Name == "PredictionEngineOptions")
            || NameOfShared(model.Value) is not { } name
            || !IsDisposed(creation)
            || !hasNativeModels
            || IsGivenForGood(model.Value, compilation, context.CancellationToken))
            return;

        Report(context, compilation, Diagnostic.Create(
            Rule, Bodies.NameOf(creation).GetLocation(), "this engine", "model", name,
            "Pass PredictionEngineOptions with OwnsTransformer set to false."));
    }

    /// <summary>A session that was made elsewhere and is used again: whoever made it disposes it.</summary>
    private void CheckSession(OperationAnalysisContext context, MlCompilation compilation)
    {
        var session = context.Operation switch
        {
            IInvocationOperation { TargetMethod.Name: "Dispose", Instance: { } instance } => instance,
            IUsingOperation { Resources: not IVariableDeclarationGroupOperation } statement => statement.Resources,
            IUsingOperation { Resources: IVariableDeclarationGroupOperation group } => ValueOf(group),
            IUsingDeclarationOperation declaration => ValueOf(declaration.DeclarationGroup),
            _ => null,
        };
        if (session is null || !compilation.Symbols.Is(session.Type, OnnxTypes.Session)
            || NameOfForeign(session, context, compilation) is not { } name)
            return;

        Report(
            context, compilation, Diagnostic.Create(
                Rule, session.Syntax.GetLocation(), "it here", "session", name, "Leave that to whoever made it."));
    }

    /// <summary>What the session is called that belongs to somebody else; null when this code may end it.</summary>
    private static string? NameOfForeign(IOperation session, OperationAnalysisContext context, MlCompilation compilation)
    {
        if (NameOfService(session, context, compilation) is { } service)
            return service;
        if (NameOfKept(session) is not { } name || IsReplaced(context.Operation, session))
            return null;
        return !IsOfOwner(context.ContainingSymbol) || IsSharedByContainer(session, context, compilation) ? name : null;
    }

    /// <summary>A session of the container, which each request gets: asked for by name, or a parameter of an endpoint.</summary>
    private static string? NameOfService(IOperation session, OperationAnalysisContext context, MlCompilation compilation)
    {
        var name = LocalValues.Origin(session) switch
        {
            IInvocationOperation { TargetMethod: { Name: "GetService" or "GetRequiredService", TypeArguments: [var type] } } => type.Name,
            IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol handler } parameter }
                when compilation.EntryPoints.KindOf(handler) == EntryPointKind.Request => parameter.Name,
            _ => null,
        };
        return name is not null && !EndsProgram(context) && !IsMadeOften(compilation, context.CancellationToken) ? name : null;
    }

    /// <summary>The start of a program, which ends it too, and what the host calls when it stops.</summary>
    private static bool EndsProgram(OperationAnalysisContext context) =>
        Bodies.FunctionAround(context.Operation) is IAnonymousFunctionOperation lambda
            ? Bodies.Outermost(lambda.Parent is IDelegateCreationOperation made ? made : lambda).Parent
                is IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "Register" } }
            : context.ContainingSymbol.IsStatic || IsOfOwner(context.ContainingSymbol);

    /// <summary>Whether the program registers the session so that each asker gets its own.</summary>
    private static bool IsMadeOften(MlCompilation compilation, CancellationToken cancellationToken) =>
        RegisteredSessions.In(compilation, cancellationToken)
            .Any(it => ServiceLives.OccasionOf(Registrations.Around(it.Creation)!.TargetMethod) is not null);

    /// <summary>Whether an object that each request gets anew disposes the session that all of them are given.</summary>
    private static bool IsSharedByContainer(IOperation session, OperationAnalysisContext context, MlCompilation compilation)
    {
        if (context.ContainingSymbol is not { Name: "Dispose" or "DisposeAsync", ContainingType: { } owner })
            return false;
        var registered = RegisteredSessions.In(compilation, context.CancellationToken);
        return registered.Count > 0 && !IsMadeOften(compilation, context.CancellationToken)
            && IsGiven(session, compilation, context.CancellationToken)
            && ServiceLives.OccasionOf(owner, compilation, context.CancellationToken) is not null;
    }

    private static bool IsGiven(IOperation session, MlCompilation compilation, CancellationToken cancellationToken)
    {
        var origin = LocalValues.Origin(session);
        if (origin is IParameterReferenceOperation)
            return true;
        return origin is IMemberReferenceOperation { Instance: IInstanceReferenceOperation } kept
            && LoadedModels.Of(compilation, ModelFiles.None).ValuesGivenTo(kept.Member, cancellationToken) is { Length: > 0 } values
            && values.All(value => LocalValues.Origin(value) is IParameterReferenceOperation);
    }

    private static IOperation? ValueOf(IVariableDeclarationGroupOperation group) =>
        group.Declarations.SelectMany(declaration => declaration.Declarators).Select(it => it.GetVariableInitializer()?.Value)
            .FirstOrDefault();

    /// <summary>The field or property that keeps the session, or a parameter that an injecting constructor was given.</summary>
    private static string? NameOfKept(IOperation session) => LocalValues.Origin(session) switch
    {
        IFieldReferenceOperation { Field.ContainingType.IsScriptClass: false } field => field.Field.Name,
        IPropertyReferenceOperation { Instance: null or IInstanceReferenceOperation, Property.IsIndexer: false } property =>
            property.Property.Name,
        IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } parameter } =>
            parameter.Name,
        IPropertyReferenceOperation { Property: var property } => KeptField.Behind(property),
        IInvocationOperation { TargetMethod: var getter } => KeptField.Behind(getter),
        IAwaitOperation { Operation: IInvocationOperation { TargetMethod: var getter } } => KeptField.Behind(getter),
        _ => null,
    };

    /// <summary>Whether the code ends the life of what keeps the session: disposal, a finalizer, a shutdown.</summary>
    private static bool IsOfOwner(ISymbol code) => code is not IMethodSymbol
        {
            MethodKind: MethodKind.Ordinary or MethodKind.LambdaMethod or MethodKind.LocalFunction
        } method || s_ends.Any(end => method.Name.IndexOf(end, StringComparison.OrdinalIgnoreCase) >= 0);

    /// <summary>Whether the member gets another session, or null, in the same body: a reload.</summary>
    private static bool IsReplaced(IOperation disposal, IOperation session) =>
        LocalValues.Origin(session) is IMemberReferenceOperation kept
        && Bodies.RootOf(disposal).Descendants().OfType<ISimpleAssignmentOperation>().Any(assignment =>
            assignment.Target is IMemberReferenceOperation target && SymbolEqualityComparer.Default.Equals(target.Member, kept.Member));

    /// <summary>The name of a model that outlives the body: a field, property or parameter.</summary>
    private static string? NameOfShared(IOperation model) => LocalValues.Origin(model) switch
    {
        IFieldReferenceOperation { Field.ContainingType.IsScriptClass: false } field => field.Field.Name,
        IPropertyReferenceOperation { Instance: null or IInstanceReferenceOperation } property => property.Property.Name,
        IParameterReferenceOperation parameter => parameter.Parameter.Name,
        _ => null,
    };

    /// <summary>Whether each caller passes a model of its own that it uses no more.</summary>
    private static bool IsGivenForGood(IOperation model, MlCompilation compilation, CancellationToken cancellationToken)
    {
        if (LocalValues.Origin(model)
            is not IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol method } parameter })
            return false;

        var calls = compilation.Calls.CallersOf(CallPaths.NodeOf(method), cancellationToken).Select(edge => edge.Site)
            .OfType<IInvocationOperation>().ToList();
        return calls.Count > 0
            && calls.All(call => call.ArgumentFor(parameter.Ordinal) is { } argument && !IsUsedAfter(call, argument.Value));
    }

    private static bool IsUsedAfter(IInvocationOperation call, IOperation model)
    {
        if (LocalValues.VariableOf(model is IConversionOperation conversion ? conversion.Operand : model) is not ILocalSymbol variable)
            return true;

        return Bodies.LoopsAround(call).Any()
            || BodyIndex.Around(call).ReferencesTo(variable).Any(read => read.Syntax.SpanStart > call.Syntax.Span.End);
    }

    private static bool IsDisposed(IInvocationOperation creation) => Sink.Of(creation).Any(sink => sink.User switch
    {
        IUsingOperation or IUsingDeclarationOperation => true,
        IInvocationOperation { TargetMethod.Name: "Dispose" } call => ReferenceEquals(call.Instance, sink.Value),
        _ => false,
    });
}
