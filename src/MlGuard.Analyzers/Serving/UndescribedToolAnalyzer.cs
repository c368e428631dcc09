using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlGuard.Analyzers.Flow.Texts;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Serving;

/// <summary>MLG4036: a tool without a description, so that a model guesses from its name what it is for.</summary>
/// <remarks>The parameters' names say enough as a rule, so they are not asked for. A partial method's comment may become its description.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UndescribedToolAnalyzer() : MlGuardAnalyzer(RuleIds.UndescribedTool, LanguageModels.Frameworks)
{
    private const string Description = "System.ComponentModel.DescriptionAttribute";

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation)
    {
        start.RegisterSymbolAction(
            context =>
            {
                var method = (IMethodSymbol)context.Symbol;
                if (Tools.MarkOf(method, compilation.Symbols) is not null && !IsDescribed(method, compilation)
                    && !IsPartial(method, context.CancellationToken))
                    Report(context, compilation, Diagnostic.Create(Rule, method.Locations[0], method.Name));
            },
            SymbolKind.Method);
        start.RegisterOperationAction(
            context =>
            {
                var call = (IInvocationOperation)context.Operation;
                if (Tools.FunctionOf(call, compilation.Symbols) is { } function && Tools.SymbolOf(function) is { } method
                    && !IsDescribed(method, compilation) && !SaysDescription(call) && Tools.MarkOf(method, compilation.Symbols) is null)
                {
                    Report(context, compilation, Diagnostic.Create(
                        Rule, call.Arguments[0].Value.Syntax.GetLocation(), NameOf(call, method)));
                }
            },
            OperationKind.Invocation);
    }

    /// <summary>The other part may be written by a generator that has not run.</summary>
    private static bool IsPartial(IMethodSymbol method, CancellationToken cancellationToken) =>
        method.DeclaringSyntaxReferences.Any(reference =>
            reference.GetSyntax(cancellationToken) is MethodDeclarationSyntax declaration
            && declaration.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static string NameOf(IInvocationOperation call, IMethodSymbol method) =>
        Constants.Text(call.Arguments.Argument("name")?.Value)
        ?? (method.MethodKind == MethodKind.AnonymousFunction ? "lambda" : method.Name);

    private static bool IsDescribed(IMethodSymbol method, MlCompilation compilation) =>
        method.GetAttributes().Any(attribute => compilation.Symbols.Is(attribute.AttributeClass, Description));

    /// <summary>Options may hold a description wherever they are made.</summary>
    private static bool SaysDescription(IInvocationOperation call) =>
        call.Arguments.Argument("description")?.IsWritten() == true
        || call.Arguments.Argument("options")?.IsWritten() == true;
}
