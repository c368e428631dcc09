using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Frameworks.MlNet;
using MlGuard.Catalogue;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Training;

/// <summary>MLG2021: the result of an operation that changes nothing in place, thrown away.</summary>
/// <remarks>
/// Pipelines and data views are immutable: <c>Append</c> gives a new pipeline and leaves the old one as it is. Tensors are not, but only
/// the
/// operations with an underscore at the end of their names change one.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DiscardedResultAnalyzer() : MlGuardAnalyzer(RuleIds.DiscardedResult, [MlNet.Framework, TorchSharp.Framework])
{
    private static readonly OncePerBody<bool> s_hasStopwatch = new((body, _, _) =>
        body.Any(operation => operation.Type is { Name: "Stopwatch", ContainingNamespace.Name: "Diagnostics" }));

    private const string LeaveOut = "leave the call out";

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation)
    {
        var pipelines = compilation.Uses(MlNet.Framework) ? compilation.Pipelines.Members : null;
        var tensors = compilation.Uses(TorchSharp.Framework) ? new TensorOperations(compilation.Symbols) : null;
        start.RegisterOperationAction(
            context =>
            {
                if (Discarded(((IExpressionStatementOperation)context.Operation).Operation) is { } call
                    && Alternative(call, pipelines, tensors, compilation) is { } alternative)
                    Report(
                        context, compilation, Diagnostic.Create(
                            Rule, Bodies.NameOf(call).GetLocation(), call.TargetMethod.Name, alternative));
            },
            OperationKind.ExpressionStatement);
    }

    private static IInvocationOperation? Discarded(IOperation statement) => statement switch
    {
        IInvocationOperation call => call,
        IConditionalAccessOperation access => Discarded(access.WhenNotNull),
        _ => null,
    };

    /// <summary>What to do other than to assign the result; null when the call has an effect.</summary>
    private static string? Alternative(
        IInvocationOperation call, PipelineMembers? pipelines, TensorOperations? tensors, MlCompilation compilation)
    {
        if (pipelines is not null && IsImmutable(pipelines.Of(call.TargetMethod).Meaning))
            return LeaveOut;
        if (tensors?.IsPure(call.TargetMethod) != true || IsGivenOutput(call) || IsTried(call) || IsMeasured(call, compilation))
            return null;
        return tensors.HasInPlace(call.TargetMethod.Name) ? $"call {call.TargetMethod.Name}_" : LeaveOut;
    }

    private static bool IsImmutable(MemberMeaning meaning) => meaning switch
    {
        MemberMeaning.Append or MemberMeaning.Same or MemberMeaning.Step or MemberMeaning.SomeData or MemberMeaning.Split
            or MemberMeaning.Folds => true,
        // A cache fills itself when it is read, and has no effect on the data that it is made of.
        MemberMeaning.SameData => true,
        _ => false,
    };

    /// <summary>Whether the call writes into what it is given.</summary>
    private static bool IsGivenOutput(IInvocationOperation call) =>
        call.Arguments.Any(argument =>
            argument.Parameter is { Name: "inplace" or "out" } or { RefKind: not RefKind.None } && argument.IsWritten());

    /// <summary>Whether the code may only want to know if the call throws, such as on a machine without a GPU.</summary>
    private static bool IsTried(IOperation call) =>
        Bodies.AroundInFunction(call).OfType<ITryOperation>()
            .Any(attempt => !attempt.Catches.IsEmpty && Bodies.IsInside(call, attempt.Body));

    /// <summary>Whether the call is there for the time that it takes: beside a stopwatch, or in a lambda that is nothing else.</summary>
    private static bool IsMeasured(IInvocationOperation call, MlCompilation compilation) =>
        call.Parent is IExpressionStatementOperation { IsImplicit: true }
        || call.Parent is IExpressionStatementOperation { Parent: IBlockOperation { IsImplicit: true } }
        || s_hasStopwatch.Of(call, compilation);
}
