using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using SyntaxKind = Microsoft.CodeAnalysis.CSharp.SyntaxKind;

namespace MlGuard.Analyzers.Data;

/// <summary>What makes the rows of a data view anew on every pass.</summary>
/// <param name="Name">In words.</param>
/// <param name="IsQuery">Whether it is a query, which may go to a database.</param>
/// <param name="Asks">What it asks each time, such as a file; null when each pass gives the same rows, only later.</param>
internal sealed record RowSource(string Name, bool IsQuery, string? Asks)
{
    private const string Query = "System.Linq.IQueryable";
    private const int MaximumChain = 64;

    private static readonly OncePerBody<ILookup<ISymbol, ILocalFunctionOperation>> s_functions = new((body, _, _) =>
        body.OfType<ILocalFunctionOperation>().ToLookup<ILocalFunctionOperation, ISymbol>(
            function => function.Symbol, SymbolEqualityComparer.Default));

    /// <summary>The source of <paramref name="rows"/>; null when they lie in memory, or nobody knows.</summary>
    public static RowSource? Of(IOperation rows, MlCompilation compilation, CancellationToken cancellationToken)
    {
        var symbols = compilation.Symbols;
        if (StaticTypeOf(rows) is { } type && symbols.IsOrInherits(type, Query))
            return IsOverMemory(rows, symbols) ? null : new RowSource("a query", IsQuery: true, "a database");
        if (LocalValues.Origin(rows) is not IInvocationOperation { TargetMethod: var method } call
            || !symbols.IsDeclaredHere(method)
            || !IsIterator(method, cancellationToken))
            return null;

        var body = BodyOf(method, call, compilation) ?? compilation.Pipelines.BodyOf(method, cancellationToken);
        var asks = body is null
            ? null
            : OutsideWorld.AskedIn(body, callee => compilation.Pipelines.BodyOf(callee, cancellationToken), symbols);
        return new RowSource($"the iterator '{method.Name}'", IsQuery: false, asks);
    }

    /// <summary>A local function stands in the body that calls it.</summary>
    private static IOperation? BodyOf(IMethodSymbol method, IOperation call, MlCompilation compilation) =>
        method.MethodKind == MethodKind.LocalFunction
            ? s_functions.Of(call, compilation)[method.OriginalDefinition].FirstOrDefault()
            : null;

    private static ITypeSymbol? StaticTypeOf(IOperation rows) =>
        rows is IConversionOperation { IsImplicit: true } conversion ? StaticTypeOf(conversion.Operand) : rows.Type;

    /// <summary>Whether a chain of queries begins with <c>AsQueryable</c> on a list or array.</summary>
    private static bool IsOverMemory(IOperation rows, MlSymbols symbols)
    {
        for (var length = 0; length < MaximumChain; length++)
        {
            if (LocalValues.Origin(rows) is not IInvocationOperation call || FluentChain.ReceiverOf(call) is not { } receiver)
                return false;
            if (call.TargetMethod.Name == "AsQueryable")
                return StaticTypeOf(receiver) is { } type && !symbols.IsOrInherits(type, Query);
            rows = receiver;
        }

        return false;
    }

    private static bool IsIterator(IMethodSymbol method, CancellationToken cancellationToken) =>
        method.OriginalDefinition.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax(cancellationToken) is var declaration
            && declaration.DescendantNodes(node =>
                node == declaration || node is not (LocalFunctionStatementSyntax or LambdaExpressionSyntax))
                .Any(node => node.IsKind(SyntaxKind.YieldReturnStatement)));
}
