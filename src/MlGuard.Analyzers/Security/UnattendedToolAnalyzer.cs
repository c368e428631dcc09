using MlGuard.Analyzers.Flow.Texts;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Security;

/// <summary>MLG7011: a tool that changes things, which a model may run without anybody's consent.</summary>
/// <remarks>
/// Run against Microsoft.Agents.AI 1.28.0 with a scripted client: <c>UseToolApproval</c> alone lets a bare tool run at once; only an
/// <c>ApprovalRequiredAIFunction</c> asks. The tools of an MCP server leave the question to its client.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnattendedToolAnalyzer() : MlGuardAnalyzer(RuleIds.UnattendedTool, LanguageModels.Frameworks)
{
    private const string Asking = "Microsoft.Extensions.AI.ApprovalRequiredAIFunction";

    /// <summary>What else decides of each call before it runs.</summary>
    private static readonly string[] s_deciders = ["FunctionInvoker", "IAutoFunctionInvocationFilter", "IFunctionInvocationFilter"];

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation)
    {
        var effects = new ToolEffects(compilation);
        start.RegisterOperationAction(
            context =>
            {
                var call = (IInvocationOperation)context.Operation;
                if (Tools.FunctionOf(call, compilation.Symbols) is { } function
                    && Tools.SymbolOf(function) is { } method
                    && !IsAsked(call, compilation)
                    && !AsksItself(method, compilation, context.CancellationToken)
                    && effects.Of(method, _ => true, context.CancellationToken) is { } effect
                    && !s_deciders.Any(name => compilation.Calls.BodiesNaming(name, context.CancellationToken).Any()))
                    Report(context, compilation, Diagnostic.Create(Rule, call.Arguments[0].Value.Syntax.GetLocation(), effect.What));
            },
            OperationKind.Invocation);
    }

    /// <summary>Whether the tool waits for somebody's answer before it acts, or not.</summary>
    private static bool AsksItself(IMethodSymbol tool, MlCompilation compilation, CancellationToken cancellationToken) =>
        tool.DeclaringSyntaxReferences.Any(reference =>
            Consent.IsAskedIn(compilation.Calls.OperationsOf(reference.GetSyntax(cancellationToken), cancellationToken)));

    /// <summary>A helper of the program that takes the tool may wrap it.</summary>
    private static bool IsAsked(IInvocationOperation tool, MlCompilation compilation) => Sink.Of(tool).Any(sink => sink.User switch
    {
        IArgumentOperation { Parent: IObjectCreationOperation { Type: { } type } } => compilation.Symbols.IsOrInherits(type, Asking),
        IArgumentOperation { Parent: IInvocationOperation helper } => compilation.Symbols.IsDeclaredHere(helper.TargetMethod),
        _ => false,
    });
}
