using MlGuard.Analyzers.Flow.Texts;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Serving;

/// <summary>MLG4034: each request adds a plugin to one kernel that all requests share.</summary>
/// <remarks>
/// microsoft/semantic-kernel#5047. Run against Semantic Kernel 1.82.0: the second request throws <c>ArgumentException</c>. A kernel of
/// <c>AddKernel</c> is made anew for each request.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RepeatedPluginAnalyzer() : MlGuardAnalyzer(RuleIds.RepeatedPlugin, LanguageModels.Frameworks)
{
    private const string Kernel = "Microsoft.SemanticKernel.Kernel";

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation) =>
        start.RegisterOperationAction(
            context =>
            {
                var call = (IInvocationOperation)context.Operation;
                if (KernelOf(call, compilation) is { } kernel
                    && Bodies.CallerOf(call, context.ContainingSymbol) is IMethodSymbol handler
                    && compilation.Texts.Entries.IsRequest(handler, context.CancellationToken)
                    && IsShared(kernel, handler, compilation)
                    && !LooksFirst(call))
                    Report(context, compilation, Diagnostic.Create(Rule, CallLocation.Of(call.Syntax)));
            },
            OperationKind.Invocation);

    private static IOperation? KernelOf(IInvocationOperation call, MlCompilation compilation)
    {
        var name = call.TargetMethod.Name;
        var receiver = FluentChain.ReceiverOf(call) is { } on ? Unconverted(on) : null;
        var kernel = receiver switch
        {
            IPropertyReferenceOperation { Property.Name: "Plugins", Instance: { } owner }
                when name.StartsWith("Add", StringComparison.Ordinal) => owner,
            _ when name.StartsWith("ImportPlugin", StringComparison.Ordinal) => receiver,
            _ => null,
        };
        return compilation.Symbols.Is(kernel?.Type, Kernel) ? kernel : null;
    }

    /// <summary>A static, a variable from outside of the handler, or what is registered as a singleton.</summary>
    private static bool IsShared(IOperation kernel, IMethodSymbol handler, MlCompilation compilation) => LocalValues.Origin(kernel) switch
    {
        IMemberReferenceOperation { Instance: null } => true,
        ILocalReferenceOperation local => handler.MethodKind == MethodKind.AnonymousFunction && IsOutside(local.Local, handler),
        IInvocationOperation { TargetMethod.Name: "Build" } when LocalValues.VariableOf(Unconverted(kernel)) is ILocalSymbol held =>
            handler.MethodKind == MethodKind.AnonymousFunction && IsOutside(held, handler),
        IParameterReferenceOperation or IMemberReferenceOperation => IsSingleton(compilation),
        _ => false,
    };

    private static IOperation Unconverted(IOperation value) => value is IConversionOperation conversion ? conversion.Operand : value;

    private static bool IsOutside(ILocalSymbol local, IMethodSymbol handler) => !handler.DeclaringSyntaxReferences.Any(around =>
        local.DeclaringSyntaxReferences.Any(declaration => around.Span.Contains(declaration.Span)));

    private static bool IsSingleton(MlCompilation compilation) =>
        compilation.Calls.BodiesNaming("AddSingleton")
            .Any(body => body.RegisteredTypes.Any(type => compilation.Symbols.Is(type, Kernel)));

    private static bool LooksFirst(IInvocationOperation call) => BodyIndex.Around(call).Calls.Any(other =>
        other.TargetMethod.Name is "Contains" or "TryGetPlugin" or "Clone" or "Any" or "Clear" or "Remove");
}
