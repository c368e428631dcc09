using MlGuard.Analyzers.Flow.Texts;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Serving;

/// <summary>MLG4041: a plugin is made and given to nobody.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnaddedPluginAnalyzer() : MlGuardAnalyzer(RuleIds.UnaddedPlugin, LanguageModels.Frameworks)
{
    private static readonly ImmutableHashSet<string> s_fillers = ["Add", "TryAdd"];

    private static readonly string[] s_makers =
        ["Microsoft.SemanticKernel.KernelExtensions", "Microsoft.SemanticKernel.KernelPluginFactory"];

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation) =>
        start.RegisterOperationAction(
            context =>
            {
                var call = (IInvocationOperation)context.Operation;
                if ((call.TargetMethod.Name.StartsWith("CreatePluginFrom", StringComparison.Ordinal)
                        || call.TargetMethod.Name.StartsWith("CreateFrom", StringComparison.Ordinal))
                    && s_makers.Any(maker => compilation.Symbols.Is(call.TargetMethod.ContainingType, maker))
                    && call.Type is { Name: "KernelPlugin" }
                    && IsForgotten(call))
                    Report(context, compilation, Diagnostic.Create(Rule, CallLocation.Of(call.Syntax), call.TargetMethod.Name));
            },
            OperationKind.Invocation);

    private static bool IsForgotten(IInvocationOperation made) => Sink.Of(made).All(sink =>
        sink.User is IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation }
        || (CollectionAt(sink.User) is { } collection && BodyIndex.Around(made).ReferencesTo(collection).All(IsFilled)));

    /// <summary>The collection that a plugin is put into, when a variable holds it.</summary>
    private static ILocalSymbol? CollectionAt(IOperation user) => user switch
    {
        IArgumentOperation { Parent: IInvocationOperation { Instance: ILocalReferenceOperation { Local: var local } } call }
            when s_fillers.Contains(call.TargetMethod.Name) => local,
        ISimpleAssignmentOperation
        {
            Target: IPropertyReferenceOperation { Property.IsIndexer: true, Instance: ILocalReferenceOperation { Local: var local } },
        } => local,
        _ => null,
    };

    /// <summary>Whether the collection is only given something, and never asked.</summary>
    private static bool IsFilled(ILocalReferenceOperation collection) => collection.Parent switch
    {
        IInvocationOperation call => ReferenceEquals(call.Instance, collection) && s_fillers.Contains(call.TargetMethod.Name)
            && call.Parent is IExpressionStatementOperation,
        IPropertyReferenceOperation { Property.IsIndexer: true, Parent: ISimpleAssignmentOperation assignment } indexer =>
            ReferenceEquals(assignment.Target, indexer),
        _ => false,
    };
}
