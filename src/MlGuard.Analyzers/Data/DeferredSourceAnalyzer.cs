using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Frameworks.MlNet;
using MlGuard.Catalogue;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Data;

/// <summary>
/// MLG1005: rows that are made anew on every pass, from a query or an iterator, given to a trainer that passes over them again and again.
/// </summary>
/// <remarks>
/// dotnet/machinelearning#2159, #4036 and #6050, where a stored procedure ran 15 times in one Fit. Run against Microsoft.ML 5.0.1 with 600
/// rows:
/// SDCA enumerates its source 5,000 times, AveragedPerceptron 10 times, FastTree once.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DeferredSourceAnalyzer() : MlGuardAnalyzer(RuleIds.DeferredSource, [MlNet.Framework])
{
    private const string Query = "System.Linq.IQueryable";
    private const int MaximumSteps = 8;

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation) =>
        start.RegisterOperationAction(operation => Check(operation, compilation), OperationKind.Invocation);

    private void Check(OperationAnalysisContext context, MlCompilation compilation)
    {
        var load = (IInvocationOperation)context.Operation;
        if (load.TargetMethod.Name != "LoadFromEnumerable"
            || !compilation.Symbols.Is(load.TargetMethod.ContainingType, MlNetTypes.DataOperationsCatalog)
            || load.Arguments.Argument("data") is not { } rows
            || SourceOf(rows.Value, compilation.Symbols, context.CancellationToken) is not var (source, isQuery)
            || !IsPassedOverAgain(load, isQuery, compilation, context.CancellationToken))
            return;

        Report(context, compilation, Diagnostic.Create(Rule, rows.Value.Syntax.GetLocation(), source));
    }

    /// <summary>What makes the rows anew, in words; null when they lie in memory, or nobody knows.</summary>
    private static (string Name, bool IsQuery)? SourceOf(IOperation rows, MlSymbols symbols, CancellationToken cancellationToken)
    {
        if (StaticTypeOf(rows) is { } type && symbols.IsOrInherits(type, Query))
            return ("a query", true);
        return LocalValues.Origin(rows) is IInvocationOperation { TargetMethod: var method }
            && symbols.IsDeclaredHere(method)
            && IsIterator(method, cancellationToken)
            ? ($"the iterator '{method.Name}'", false)
            : null;
    }

    private static ITypeSymbol? StaticTypeOf(IOperation rows) =>
        rows is IConversionOperation { IsImplicit: true } conversion ? StaticTypeOf(conversion.Operand) : rows.Type;

    private static bool IsIterator(IMethodSymbol method, CancellationToken cancellationToken) =>
        method.OriginalDefinition.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax(cancellationToken) is var declaration
            && declaration.DescendantNodes(node =>
                node == declaration || node is not (LocalFunctionStatementSyntax or LambdaExpressionSyntax))
                .Any(node => node.IsKind(SyntaxKind.YieldReturnStatement)));

    /// <summary>
    /// Whether the body, or a helper that it gives the rows to, fits on them, and keeps them nowhere in between. Each fitted transform
    /// passes
    /// over a query once more; an iterator hurts when a trainer is known to pass over its rows again and again.
    /// </summary>
    private static bool IsPassedOverAgain(
        IInvocationOperation load, bool isQuery, MlCompilation compilation, CancellationToken cancellationToken)
    {
        var calls = Bodies.AllAround(load).OfType<IInvocationOperation>().ToList();
        var takers =
            calls.Where(call =>
                call.Arguments.Any(argument =>
                    IsView(argument.Value, compilation.Symbols) && ComesFrom(argument.Value, load, MaximumSteps)))
            .Select(call => compilation.Pipelines.BodyOf(call.TargetMethod, cancellationToken)).OfType<IOperation>()
            .SelectMany(body => body.Descendants()).OfType<IInvocationOperation>().ToList();
        var isFitted = takers.Any(call => Fits(call, compilation.Symbols))
            || calls.Any(call =>
                Fits(call, compilation.Symbols) && call.Arguments.Any(argument => ComesFrom(argument.Value, load, MaximumSteps)));
        calls.AddRange(takers);
        return isFitted
            && (isQuery || calls.Any(call => compilation.Pipelines.Members.Of(call.TargetMethod).Row is { PassesOften: true }))
            && !calls.Any(call =>
                call.TargetMethod.Name == "AppendCacheCheckpoint"
                    || (call.TargetMethod.Name == "Cache"
                        && compilation.Symbols.Is(call.TargetMethod.ContainingType, MlNetTypes.DataOperationsCatalog)));
    }

    private static bool Fits(IInvocationOperation call, MlSymbols symbols) =>
        symbols.RoleOf(call.TargetMethod) is Role.Fit or Role.CrossValidate;

    private static bool IsView(IOperation value, MlSymbols symbols) => symbols.Is(value.Type, MlNetTypes.IDataView);

    /// <summary>
    /// Whether a view is the loaded one, a part of it, or made from it: rows are read through splits, filters and transforms alike.
    /// </summary>
    private static bool ComesFrom(IOperation view, IOperation load, int steps)
    {
        var origin = LocalValues.Origin(view);
        return ReferenceEquals(origin.Syntax, load.Syntax) || (steps > 0 && origin switch
        {
            IMemberReferenceOperation { Instance: { } whole } => ComesFrom(whole, load, steps - 1),
            IInvocationOperation call => call.Arguments.Any(argument => ComesFrom(argument.Value, load, steps - 1)),
            _ => false,
        });
    }
}
