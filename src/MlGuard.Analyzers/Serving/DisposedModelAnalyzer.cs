using MlGuard.Analyzers.Flow.Calls;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks.Onnx;
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
    private static readonly ImmutableHashSet<string> s_nativeModels = [
        "Microsoft.ML.OnnxTransformer", "Microsoft.ML.TensorFlow", "Microsoft.ML.Vision", "Microsoft.ML.TorchSharp"];

    private static readonly string[] s_ends = [
        "Dispose", "Close", "Stop", "Shutdown", "Unload", "Release", "Destroy",
        "Cleanup", "Clear", "Reset", "Reload", "End", "Free", "Exit"];

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation)
    {
        var hasNativeModels = new Lazy<bool>(() =>
            compilation.Compilation.ReferencedAssemblyNames.Any(assembly => s_nativeModels.Contains(assembly.Name)));
        start.RegisterOperationAction(operation => Check(operation, compilation, hasNativeModels), OperationKind.Invocation);
        if (compilation.Uses(OnnxRuntime.Framework))
            start.RegisterOperationAction(
                context => CheckSession(context, compilation),
                OperationKind.Invocation, OperationKind.Using, OperationKind.UsingDeclaration);
    }

    private void Check(OperationAnalysisContext context, MlCompilation compilation, Lazy<bool> hasNativeModels)
    {
        var creation = (IInvocationOperation)context.Operation;
        if (!compilation.Symbols.Plays(creation.TargetMethod, Role.CreateEngine)
            || creation.Arguments.Argument("transformer") is not { } model
            || creation.Arguments.Any(argument => argument.Parameter?.Type.Name == "PredictionEngineOptions")
            || NameOfShared(model.Value) is not { } name
            || !IsDisposed(creation)
            || !hasNativeModels.Value
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
            || NameOfKept(session) is not { } name || IsOfOwner(context.ContainingSymbol) || IsReplaced(context.Operation, session))
            return;

        Report(
            context, compilation, Diagnostic.Create(
                Rule, session.Syntax.GetLocation(), "it here", "session", name, "Leave that to whoever made it."));
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
        IInvocationOperation { TargetMethod: var getter } => KeptField.Behind(getter),
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

        return Bodies.LoopsAround(call).Any() || Bodies.AllAround(call).OfType<ILocalReferenceOperation>().Any(read =>
            SymbolEqualityComparer.Default.Equals(read.Local, variable) && read.Syntax.SpanStart > call.Syntax.Span.End);
    }

    private static bool IsDisposed(IInvocationOperation creation) => Sink.Of(creation).Any(sink => sink.User switch
    {
        IUsingOperation or IUsingDeclarationOperation => true,
        IInvocationOperation { TargetMethod.Name: "Dispose" } call => ReferenceEquals(call.Instance, sink.Value),
        _ => false,
    });
}
