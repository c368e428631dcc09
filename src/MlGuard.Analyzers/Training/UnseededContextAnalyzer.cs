using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks.MlNet;
using MlGuard.Analyzers.Pipelines;
using MlGuard.Catalogue;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Training;

/// <summary>MLG2002: a context without a seed, and a trainer or transform that draws from it.</summary>
/// <remarks>
/// Run against Microsoft.ML 5.0.1: FastTree, FastForest, LightGbm, Lbfgs, AveragedPerceptron, LinearSvm and both splits are the same in
/// every
/// run without a seed, and so they are no reason to report.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnseededContextAnalyzer()
    : MlGuardAnalyzer(RuleIds.UnseededContext, [MlNet.Framework], scope: RuleScope.NotInTests | RuleScope.NotInModelBuilderCode)
{
    private static readonly ImmutableHashSet<string> s_drawing = ["ShuffleRows", "BootstrapSample"];

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation) =>
        start.RegisterOperationAction(operation => Check(operation, compilation), OperationKind.Invocation);

    private void Check(OperationAnalysisContext context, MlCompilation compilation)
    {
        var call = (IInvocationOperation)context.Operation;
        if (!Draws(call, compilation))
            return;

        var creations = compilation.Knowledge.Contexts.Behind(call, context.CancellationToken);
        if (creations.FirstOrDefault(IsUnseeded) is { } creation && IsFirst(call, creation, compilation, context.CancellationToken))
            Report(context, compilation, Diagnostic.Create(Rule, PlaceOf(creation, call).GetLocation(), call.TargetMethod.Name));
    }

    private static bool IsUnseeded(IObjectCreationOperation creation) =>
        creation.Arguments.Argument("seed") is { } seed && !seed.IsWritten();

    /// <summary>Where the context is made, or what draws from it, when that is in another file.</summary>
    private static SyntaxNode PlaceOf(IObjectCreationOperation creation, IInvocationOperation call) =>
        creation.Syntax.SyntaxTree == call.Syntax.SyntaxTree ? creation.Syntax : Bodies.NameOf(call);

    private static bool Draws(IInvocationOperation call, MlCompilation compilation)
    {
        var isDrawing = compilation.Pipelines.Members.Of(call.TargetMethod).Row is { IsRandom: true }
            || (s_drawing.Contains(call.TargetMethod.Name)
                && compilation.Symbols.Is(call.TargetMethod.ContainingType, MlNetTypes.DataOperationsCatalog));
        return isDrawing
            && call.Arguments.Argument("seed")?.IsWritten() != true
            && (call.Arguments.Argument("options") is not { } options || IsWithoutSeed(options.Value));
    }

    private static bool IsWithoutSeed(IOperation options) =>
        LocalValues.Origin(options) is IObjectCreationOperation creation && !StepReader.IsChangedLater(creation)
        && !(creation.Initializer?.Initializers
            ?? []).Any(member => member is ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Member.Name: "Seed" } });

    /// <summary>Each context is reported once in a body.</summary>
    private static bool IsFirst(
        IInvocationOperation call, IObjectCreationOperation creation, MlCompilation compilation, CancellationToken cancellationToken) =>
        Bodies.AllAround(call).OfType<IInvocationOperation>().First(other => ReferenceEquals(other, call) || (Draws(other, compilation)
            && compilation.Knowledge.Contexts.Behind(other, cancellationToken).Any(made => made.Syntax == creation.Syntax))) == call;
}
