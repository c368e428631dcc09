using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Catalogue;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Serving;

/// <summary>MLG4044: a context of LLamaSharp, or its weights, disposed while an executor or session that works with it lives on.</summary>
/// <remarks>
/// SciSharp/LLamaSharp#1002: a context in a <c>using</c>, and a session over it in a field; each <c>ChatAsync</c> threw
/// ObjectDisposedException. A context keeps its weights alive (#328), so weights alone may go; a StatelessExecutor makes a context of them
/// for each call. ONNX Runtime copies the options of a session, and its generators count references to their model: both are silent.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnderminedModelAnalyzer() : MlGuardAnalyzer(RuleIds.UnderminedModel, [LocalLanguageModels.Framework])
{
    private const string Executor = "ILLamaExecutor";
    private const string Stateless = "StatelessExecutor";

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation) =>
        start.RegisterOperationAction(
            context =>
            {
                var call = (IInvocationOperation)context.Operation;
                if (!LLamaTypes.Declares(call.TargetMethod))
                    return;
                var made = call.Parent is IAwaitOperation awaited ? awaited : (IOperation)call;
                var isContext = compilation.Symbols.Is(made.Type, LLamaTypes.Context);
                if (isContext || compilation.Symbols.Is(made.Type, LLamaTypes.Weights))
                    Check(context, made, isContext, compilation);
            },
            OperationKind.Invocation);

    private void Check(OperationAnalysisContext context, IOperation owner, bool isContext, MlCompilation compilation)
    {
        if (OwnerEnd.Of(owner) is not { } end)
            return;
        var function = Bodies.FunctionAround(owner);
        var what = isContext ? "the context" : "the weights";
        foreach (var place in Sink.Walk(owner, sink => UsersAt(sink, isContext))
            .Where(sink => IsUser(sink.Value.Type) && ReferenceEquals(Bodies.FunctionAround(sink.User), function))
            .Where(sink => sink.Value.Syntax.SpanStart >= end ? !OwnerEnd.IsDisposal(sink) : Leaves(sink))
            .Select(sink => sink.Value.Syntax).Distinct())
            Report(context, compilation, Diagnostic.Create(Rule, place.GetLocation(), what));
    }

    /// <summary>What is made of the owner and works with it, and what is made of that in turn.</summary>
    private static IEnumerable<Sink> UsersAt(Sink sink, bool isContext) => sink.User switch
    {
        IUsingOperation or IUsingDeclarationOperation => Sink.OfUsing(sink),
        IArgumentOperation { Parent: IObjectCreationOperation { Type: { } made } creation }
            when IsUser(made) && (isContext || made.Name == Stateless || IsUser(sink.Value.Type)) => Sink.Of(creation),
        _ => [],
    };

    private static bool IsUser(ITypeSymbol? type) =>
        LLamaTypes.Declares(type)
        && (type!.Name is "ChatSession" or Executor || type.AllInterfaces.Any(contract => contract.Name == Executor));

    /// <summary>Whether what works with the owner goes where it lives on.</summary>
    private static bool Leaves(Sink sink) => sink.User switch
    {
        IReturnOperation { Kind: OperationKind.Return } => true,
        ISimpleAssignmentOperation { Parent: IExpressionStatementOperation } assignment =>
            assignment.Target is IFieldReferenceOperation or IPropertyReferenceOperation,
        _ => false,
    };
}
