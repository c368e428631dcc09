using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks.Onnx;
using MlGuard.Catalogue;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Serving;

/// <summary>MLG4014: <c>RunAsync</c> where it cannot work.</summary>
/// <remarks>
/// microsoft/onnxruntime#29633 and #19140. Run against ONNX Runtime 1.31.1: a session with one thread throws "intra op thread pool must
/// have at least one thread". The arrays are pinned in 1.31.1; the first version that does is not known.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RiskyAsyncRunAnalyzer() : MlGuardAnalyzer(RuleIds.RiskyAsyncRun, [OnnxRuntime.Framework])
{
    private static readonly Version s_pins = new(1, 30);

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation)
    {
        var isOld = compilation.Assemblies.VersionOf(OnnxTypes.Assembly) < s_pins;
        start.RegisterOperationAction(
            context =>
            {
                var run = (IInvocationOperation)context.Operation;
                if (run.TargetMethod.Name != "RunAsync" || !OnnxTypes.Declares(run.TargetMethod))
                    return;
                if (isOld)
                    Report(
                        context, compilation, Diagnostic.Create(
                            Rule, Bodies.NameOf(run).GetLocation(), "in this version its arrays are not pinned and memory gets corrupted",
                            "Update the package, or call Run."));
                else if (run.Instance is { } session && HasOneThread(session, compilation, context.CancellationToken))
                    Report(
                        context, compilation, Diagnostic.Create(
                            Rule, Bodies.NameOf(run).GetLocation(), "this session has no thread to spare, so it throws",
                            "Set IntraOpNumThreads to 2 or more, or call Run."));
            },
            OperationKind.Invocation);
    }

    private static bool HasOneThread(IOperation session, MlCompilation compilation, CancellationToken cancellationToken) =>
        Models.LoadedModels.CreationsOf(session, compilation, cancellationToken) is { IsEmpty: false } creations
        && creations.All(creation => creation.Arguments.FirstOrDefault(argument => argument.Parameter?.Type.Name == "SessionOptions") is
            { } options && SetsOneThread(options.Value));

    private static bool SetsOneThread(IOperation options)
    {
        if (LocalValues.Origin(options) is not IObjectCreationOperation creation)
            return false;

        var set = (creation.Initializer?.Initializers ?? []).OfType<ISimpleAssignmentOperation>().Concat(
            Bodies.RootOf(options).Descendants().OfType<ISimpleAssignmentOperation>().Where(assignment =>
                assignment.Target is IPropertyReferenceOperation { Instance: { } owner }
                && ReferenceEquals(LocalValues.Origin(owner), creation)))
            .Where(assignment => assignment.Target is IPropertyReferenceOperation { Property.Name: "IntraOpNumThreads" })
            .Select(assignment => Numbers.Of(assignment.Value)).ToList();
        return set.Count > 0 && set.All(count => count == 1);
    }
}
