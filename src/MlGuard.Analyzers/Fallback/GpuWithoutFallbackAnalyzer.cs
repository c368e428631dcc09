using MlGuard.Analyzers.Flow.Calls;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks.Onnx;
using MlGuard.Analyzers.Models;
using MlGuard.Catalogue;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Fallback;

/// <summary>MLG5003: a graphics processor that is asked for without a way back to the CPU.</summary>
/// <remarks>
/// microsoft/onnxruntime#2184 and #4009, saddam213/OnnxStack#140. Run against the CPU package 1.31.1: CUDA and DML throw
/// <c>EntryPointNotFoundException</c>, CoreML <c>NotSupportedException</c>, and only the overload with a name <c>OnnxRuntimeException</c>.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GpuWithoutFallbackAnalyzer() : MlGuardAnalyzer(RuleIds.GpuWithoutFallback, [OnnxRuntime.Framework])
{
    private const int MaximumDepth = 4;

    private const string Advice =
        "Ask OrtEnv.GetAvailableProviders first, or catch every exception, EntryPointNotFoundException too, and go on with the CPU.";

    /// <summary>They run on the CPU themselves, or are a part of every build for their system.</summary>
    private static readonly string[] s_always = ["_CPU", "_Dnnl", "_Nnapi"];

    private static readonly string[] s_alwaysByName = ["CPU", "XNNPACK"];

    /// <summary>Whether the body asks which providers or devices there are.</summary>
    private static readonly OncePerBody<bool> s_looksFirst = new((body, compilation, _) =>
        body.Any(operation => operation is IInvocationOperation
        {
            TargetMethod: { Name: "GetAvailableProviders" or "GetEpDevices", ContainingType: var owner },
        } && compilation.Symbols.Is(owner, OnnxTypes.Environment)));

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation) =>
        start.RegisterOperationAction(
            context =>
            {
                var call = (IInvocationOperation)context.Operation;
                var caller = Bodies.CallerOf(call, context.ContainingSymbol);
                if (AsksFor(call) is { } provider
                    && !IsChosen(call)
                    && !IsGivenDevice(call)
                    && !HasWayBack(call, caller, compilation, MaximumDepth, context.CancellationToken))
                    Report(
                        context, compilation, Diagnostic.Create(
                            Rule, Bodies.NameOf(call).GetLocation(), provider,
                            MlNetModelUses.Applies(call) ? "Pass 'fallbackToCpu: true'." : Advice));
            },
            OperationKind.Invocation);

    private static string? AsksFor(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (MlNetModelUses.Applies(call))
            return AsksForDevice(call) ? "CUDA" : null;
        if (!OnnxTypes.Declares(method))
            return null;
        if (method.Name.StartsWith("MakeSessionOptionWith", StringComparison.Ordinal))
            return method.Name.Substring("MakeSessionOptionWith".Length).Replace("Provider", "");
        if (IsByName(call))
            return Constants.Text(call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 0)?.Value) is { } name
                && !s_alwaysByName.Contains(name)
                ? name
                : null;
        return method.Name.StartsWith("AppendExecutionProvider_", StringComparison.Ordinal) && !s_always.Any(method.Name.EndsWith)
            ? method.Name.Substring("AppendExecutionProvider_".Length)
            : null;
    }

    /// <summary>ML.NET documents that a step on a device raises an exception on an error of it, unless it may fall back.</summary>
    private static bool AsksForDevice(IInvocationOperation call) =>
        call.Arguments.Argument("gpuDeviceId") is { } device && device.IsWritten() && Numbers.Of(device.Value) is not null
        && call.Arguments.Argument("fallbackToCpu") is { Value.ConstantValue: { HasValue: true, Value: false } };

    /// <summary>Whether whoever runs it chose it from a list: who asks for a GPU by name is told that there is none.</summary>
    private static bool IsChosen(IOperation call)
    {
        for (var current = call; current.Parent is { } parent; current = parent)
        {
            var chosen = parent switch
            {
                ISwitchOperation choice when current is ISwitchCaseOperation => choice.Value,
                ISwitchExpressionOperation choice when current is ISwitchExpressionArmOperation => choice.Value,
                IConditionalOperation { Condition: IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } equal } choice
                    when !ReferenceEquals(choice.Condition, current) => equal.LeftOperand,
                _ => null,
            };
            if (chosen is { ConstantValue.HasValue: false, Type.TypeKind: TypeKind.Enum })
                return true;
        }

        return false;
    }

    /// <summary>Whether it runs on the device that somebody gave, and not at all where nobody gave one.</summary>
    private static bool IsGivenDevice(IInvocationOperation call)
    {
        var given = call.Arguments.SelectMany(argument => argument.Value.DescendantsAndSelf()).Select(GivenBy).OfType<ISymbol>()
            .ToImmutableHashSet<ISymbol>(SymbolEqualityComparer.Default);
        return !given.IsEmpty && Bodies.AroundInFunction(call).OfType<IConditionalOperation>().Any(choice =>
            Bodies.IsInside(call, choice.WhenTrue)
            && choice.Condition.DescendantsAndSelf().Any(test => IsNullTest(test) && test.DescendantsAndSelf().Any(part =>
                (GivenBy(part) ?? DeclaredBy(part)) is { } tested && given.Contains(tested))));
    }

    private static ISymbol? GivenBy(IOperation value) => value switch
    {
        IParameterReferenceOperation parameter => parameter.Parameter,
        ILocalReferenceOperation local => local.Local,
        IFieldReferenceOperation field => field.Field,
        IPropertyReferenceOperation { Property: var property } when !IsOfNullable(property) => property,
        _ => null,
    };

    private static ISymbol? DeclaredBy(IOperation pattern) => pattern switch
    {
        IDeclarationPatternOperation declaration => declaration.DeclaredSymbol,
        IRecursivePatternOperation recursive => recursive.DeclaredSymbol,
        _ => null,
    };

    private static bool IsOfNullable(IPropertySymbol property) =>
        property.ContainingType.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    private static bool IsNullTest(IOperation test) => test switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals, RightOperand.ConstantValue: var other } =>
            other is { HasValue: true, Value: null },
        IPropertyReferenceOperation { Property: { Name: "HasValue" } property } => IsOfNullable(property),
        IIsPatternOperation { Pattern: INegatedPatternOperation or IDeclarationPatternOperation or IRecursivePatternOperation } => true,
        _ => false,
    };

    private static bool IsByName(IInvocationOperation call) => call.TargetMethod.Name == "AppendExecutionProvider";

    private static bool HasWayBack(
        IOperation call, ISymbol caller, MlCompilation compilation, int depth, CancellationToken cancellationToken)
    {
        if (IsGuarded(call) || s_looksFirst.Of(call, compilation, cancellationToken))
            return true;
        if (depth == 0)
            return false;

        var callers = compilation.Calls.CallersOf(CallPaths.NodeOf(caller), cancellationToken);
        return callers.Count > 0
            && callers.All(edge => HasWayBack(edge.Site, edge.Caller, compilation, depth - 1, cancellationToken));
    }

    /// <summary>Whether a <c>catch</c> of every failure stands around it.</summary>
    private static bool IsGuarded(IOperation call)
    {
        for (var current = call; current.Parent is { } parent; current = parent)
        {
            if (parent is ITryOperation attempt && ReferenceEquals(attempt.Body, current)
                && attempt.Catches.Any(clause => clause.ExceptionType is null or { Name: "Exception" or "Object" or "SystemException" }
                    && !clause.Handler.Descendants().OfType<IThrowOperation>().Any(it => it.Exception is null)))
                return true;
        }

        return false;
    }
}
