using Microsoft.CodeAnalysis.Text;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks.MlNet;
using MlGuard.Analyzers.Frameworks.Torch;
using MlGuard.Analyzers.Networks;
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
    : MlGuardAnalyzer(
        RuleIds.UnseededContext, [MlNet.Framework, TorchSharp.Framework],
        scope: RuleScope.NotInTests | RuleScope.NotInModelBuilderCode)
{
    /// <summary>By the creation of a context, where a body draws from it first: each context is reported once in a body.</summary>
    private static readonly OncePerBody<Dictionary<SyntaxNode, TextSpan>> s_first = new(FirstDraws);

    private static readonly ImmutableHashSet<string> s_drawing = ["ShuffleRows", "BootstrapSample"];

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation)
    {
        if (compilation.Uses(MlNet.Framework))
            start.RegisterOperationAction(operation => Check(operation, compilation), OperationKind.Invocation);
        if (compilation.Uses(TorchSharp.Framework) && compilation.Torch.IsInUse(start.CancellationToken))
            start.RegisterOperationBlockAction(block => CheckNetworks(block, compilation));
    }

    /// <summary>A loop that trains in a program that gives TorchSharp no seed anywhere.</summary>
    private void CheckNetworks(OperationBlockAnalysisContext context, MlCompilation compilation)
    {
        foreach (var root in context.OperationBlocks.Select(Bodies.RootOf).Distinct())
        {
            var body = compilation.Torch.BodyAround(root, context.OwningSymbol, context.CancellationToken);
            if (body.OwnOf(TorchMeaning.MakeOptimizer).FirstOrDefault() is { } made
                && body.Of(TorchMeaning.Backward).Any(it => it.Loop is not null)
                && compilation.Compilation.Options.OutputKind != OutputKind.DynamicallyLinkedLibrary
                && !compilation.Torch.Mentions("manual_seed", context.CancellationToken))
                Report(context, compilation, Diagnostic.Create(Rule, TorchValues.PlaceOf(made.Call), "The network starts from random numbers without a seed",
                    "Call torch.manual_seed first"));
            foreach (var shuffle in root.Descendants().Where(it => IsUnseededShuffle(it, compilation)))
            {
                if (compilation.Torch.Mentions("manual_seed", context.CancellationToken))
                    Report(context, compilation, Diagnostic.Create(Rule, CallLocation.Of(shuffle.Syntax), "The loader shuffles without a seed", "Pass one"));
            }
        }
    }

    private static bool IsUnseededShuffle(IOperation operation, MlCompilation compilation) =>
        operation is IInvocationOperation or IObjectCreationOperation && compilation.Symbols.IsOrInherits(operation.Type, TorchTypes.Loader)
        && operation.ArgumentsOfCall() is var given
        && given.Argument("shuffle")?.Value.ConstantValue is { HasValue: true, Value: true }
        && given.Argument("seed")?.IsWritten() == false;

    private void Check(OperationAnalysisContext context, MlCompilation compilation)
    {
        var call = (IInvocationOperation)context.Operation;
        if (!Draws(call, compilation))
            return;

        var creations = compilation.Knowledge.Contexts.Behind(call, context.CancellationToken);
        if (creations.FirstOrDefault(made => IsUnseeded(made, compilation, context.CancellationToken)) is { } creation
            && s_first.Of(call, compilation, context.CancellationToken)[creation.Syntax] == call.Syntax.Span)
            Report(context, compilation, Diagnostic.Create(Rule, PlaceOf(creation, call).GetLocation(), $"{call.TargetMethod.Name} draws from a context that has no seed",
                Advice(call, compilation)));
    }

    /// <summary>A seed alone would raise MLG2001 where the threads of a trainer race.</summary>
    private static string Advice(IInvocationOperation call, MlCompilation compilation) =>
        compilation.Pipelines.Members.Of(call.TargetMethod).Row is { Races: true } && !Repeatability.IsSingleThreaded(call)
            ? $"Pass a seed where it is made, and set NumberOfThreads to 1 for the trainer ({RuleIds.RacingTrainer})"
            : "Pass a seed where it is made";

    private static bool IsUnseeded(IOperation made, MlCompilation compilation, CancellationToken cancellationToken) =>
        made is IObjectCreationOperation creation
            ? creation.Arguments.Argument("seed") is { } seed && !seed.IsWritten()
            : compilation.Knowledge.Contexts.IsSeeded(made, cancellationToken) == false;

    /// <summary>Where the context is made, or comes from another project, or what draws from it, when that is in another file.</summary>
    private static SyntaxNode PlaceOf(IOperation creation, IInvocationOperation call) =>
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

    private static Dictionary<SyntaxNode, TextSpan> FirstDraws(
        IEnumerable<IOperation> body, MlCompilation compilation, CancellationToken cancellationToken)
    {
        var first = new Dictionary<SyntaxNode, TextSpan>();
        foreach (var call in body.OfType<IInvocationOperation>().Where(call => Draws(call, compilation)))
        {
            foreach (var creation in compilation.Knowledge.Contexts.Behind(call, cancellationToken))
            {
                if (!first.ContainsKey(creation.Syntax))
                    first.Add(creation.Syntax, call.Syntax.Span);
            }
        }

        return first;
    }
}
