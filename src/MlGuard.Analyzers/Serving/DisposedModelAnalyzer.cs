using MlGuard.Analyzers.Flow.Calls;
using MlGuard.Analyzers.Flow.Values;
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
public sealed class DisposedModelAnalyzer() : MlGuardAnalyzer(RuleIds.DisposedModel, [MlNet.Framework])
{
    private static readonly ImmutableHashSet<string> s_nativeModels = [
        "Microsoft.ML.OnnxTransformer", "Microsoft.ML.TensorFlow", "Microsoft.ML.Vision", "Microsoft.ML.TorchSharp"];

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation)
    {
        var hasNativeModels = new Lazy<bool>(() =>
            compilation.Compilation.ReferencedAssemblyNames.Any(assembly => s_nativeModels.Contains(assembly.Name)));
        start.RegisterOperationAction(operation => Check(operation, compilation, hasNativeModels), OperationKind.Invocation);
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

        Report(context, compilation, Diagnostic.Create(Rule, Bodies.NameOf(creation).GetLocation(), name));
    }

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
