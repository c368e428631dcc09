using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlGuard.Analyzers.Flow.Values;

/// <summary>Where an operation stands.</summary>
internal static class Bodies
{
    /// <summary>The whole body around <paramref name="operation"/>, with its lambdas and local functions.</summary>
    public static IOperation RootOf(IOperation operation)
    {
        while (operation.Parent is { } parent)
            operation = parent;
        return operation;
    }

    /// <summary>
    /// Everything in the body around <paramref name="operation"/>. A script or notebook is one body to whoever writes it, though the
    /// compiler
    /// takes each of its statements for itself.
    /// </summary>
    public static IEnumerable<IOperation> AllAround(IOperation operation)
    {
        var root = RootOf(operation);
        return IsInScript(root) ? StatementsAround(root).SelectMany(it => it.DescendantsAndSelf()) : root.DescendantsAndSelf();
    }

    /// <summary>The statements of the script around <paramref name="root"/>, in order.</summary>
    public static IEnumerable<IOperation> StatementsAround(IOperation root) =>
        root.SemanticModel is { } model && model.SyntaxTree.GetRoot() is CompilationUnitSyntax script
            ? script.Members.SelectMany(StatementsOf).Select(node => model.GetOperation(node)).OfType<IOperation>()
            : [root];

    public static bool IsInScript(IOperation operation) => operation.Syntax.SyntaxTree.Options.Kind == SourceCodeKind.Script;

    private static IEnumerable<SyntaxNode> StatementsOf(MemberDeclarationSyntax member) => member switch
    {
        GlobalStatementSyntax statement => [statement.Statement],
        FieldDeclarationSyntax field => field.Declaration.Variables.Select(variable => variable.Initializer).OfType<SyntaxNode>(),
        _ => [],
    };

    /// <summary>Whether both stand in the same body, or in the same script.</summary>
    public static bool AreTogether(IOperation one, IOperation other) =>
        ReferenceEquals(RootOf(one), RootOf(other)) || (IsInScript(one) && one.Syntax.SyntaxTree == other.Syntax.SyntaxTree);

    public static bool IsInside(IOperation operation, IOperation outer)
    {
        for (IOperation? current = operation; current is not null; current = current.Parent)
        {
            if (ReferenceEquals(current, outer))
                return true;
        }

        return false;
    }

    /// <summary>
    /// What stands around <paramref name="operation"/>, from the inside out, up to the end of its own method, local function or lambda.
    /// </summary>
    public static IEnumerable<IOperation> AroundInFunction(IOperation operation)
    {
        for (var current = operation.Parent; current is not null
            and not (IAnonymousFunctionOperation or ILocalFunctionOperation); current = current.Parent)
            yield return current;
    }

    /// <summary>The lambda, local function or member's body that <paramref name="operation"/> stands in.</summary>
    public static IOperation FunctionAround(IOperation operation)
    {
        var current = operation;
        while (current is not (IAnonymousFunctionOperation or ILocalFunctionOperation) && current.Parent is { } parent)
            current = parent;
        return current;
    }

    /// <summary>The lambda or local function that <paramref name="operation"/> stands in, or else <paramref name="member"/>.</summary>
    public static ISymbol CallerOf(IOperation operation, ISymbol member)
    {
        for (var current = operation.Parent; current is not null; current = current.Parent)
        {
            if (current is IAnonymousFunctionOperation lambda)
                return lambda.Symbol;
            if (current is ILocalFunctionOperation function)
                return function.Symbol;
        }

        return member;
    }

    /// <summary>What runs as part of <paramref name="root"/>, without the lambdas and local functions that it only declares.</summary>
    public static IEnumerable<IOperation> Own(IOperation root)
    {
        var pending = new Stack<IOperation>([root]);
        while (pending.Count > 0)
        {
            var operation = pending.Pop();
            yield return operation;
            foreach (var child in operation.ChildOperations)
            {
                if (child is not (IAnonymousFunctionOperation or ILocalFunctionOperation))
                    pending.Push(child);
            }
        }
    }

    /// <summary>The loops that run <paramref name="operation"/> again and again; not those that only iterate over it.</summary>
    public static IEnumerable<ILoopOperation> LoopsAround(IOperation operation) =>
        AroundInFunction(operation).OfType<ILoopOperation>().Where(loop => IsInside(operation, loop.Body));

    /// <summary>The value after the conversions and parentheses around it, as whoever uses it sees it.</summary>
    public static IOperation Outermost(IOperation value)
    {
        while (value.Parent is IConversionOperation or IParenthesizedOperation or IAwaitOperation)
            value = value.Parent;
        return value;
    }

    /// <summary>The method's name in a call, the smallest piece that stands for it.</summary>
    public static SyntaxNode NameOf(IInvocationOperation call) =>
        call.Syntax is not InvocationExpressionSyntax invocation ? call.Syntax : invocation.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name,
        MemberBindingExpressionSyntax binding => binding.Name,
        var name => name,
    };
}
