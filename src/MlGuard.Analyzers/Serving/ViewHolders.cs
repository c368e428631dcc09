using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlGuard.Analyzers.Flow.Values;

namespace MlGuard.Analyzers.Serving;

/// <summary>What keeps a view of native memory, or a function that reads one, and goes where that is handed on to.</summary>
internal static class ViewHolders
{
    private static readonly ImmutableHashSet<string> s_lazy = ["IEnumerable", "IOrderedEnumerable", "IQueryable"];

    /// <summary>Where the holder is used that takes the view at a sink.</summary>
    /// <param name="sink">Where a view is used.</param>
    /// <param name="isView">Whether values of a type are views.</param>
    public static IEnumerable<Sink> At(Sink sink, Func<ITypeSymbol?, bool> isView) => sink.User switch
    {
        IUsingOperation or IUsingDeclarationOperation => Sink.OfUsing(sink),
        ITupleOperation tuple => Sink.Of(tuple),
        ITranslatedQueryOperation query => Sink.Of(query),
        IConditionalOperation { Type: not null } choice when !ReferenceEquals(choice.Condition, sink.Value) => Sink.Of(choice),
        ISwitchExpressionArmOperation { Parent: ISwitchExpressionOperation choice } => Sink.Of(choice),
        ICoalesceOperation choice => Sink.Of(choice),
        IArrayInitializerOperation { Parent: IArrayCreationOperation array } => Sink.Of(array),
        { Syntax: CollectionExpressionSyntax } list => Sink.Of(list),
        IArgumentOperation { Parent: IInvocationOperation { Parent: IObjectOrCollectionInitializerOperation { Parent: { } made } } }
            when isView(sink.Value.Type) => Sink.Of(made),
        IArgumentOperation { Parent: IInvocationOperation call } when IsResponse(call.Type) || IsIterator(call.TargetMethod) =>
            Sink.Of(call),
        IArgumentOperation { Parent: IObjectCreationOperation made } argument
            when isView(sink.Value.Type) && (IsResponse(made.Type) || IsPartOfRecord(argument, made)) => Sink.Of(made),
        ISimpleAssignmentOperation { Parent: IObjectOrCollectionInitializerOperation { Parent: IObjectCreationOperation made } }
            when isView(sink.Value.Type) => Sink.Of(made),
        ISimpleAssignmentOperation { Parent: IAnonymousObjectCreationOperation made } when isView(sink.Value.Type) => Sink.Of(made),
        _ => [],
    };

    /// <summary>Whether the function that <paramref name="use"/> stands in is called after <paramref name="outer"/> has ended.</summary>
    public static bool OutlivesWithFunction(IOperation use, IOperation outer)
    {
        var function = Bodies.FunctionAround(use);
        while (Bodies.FunctionAround(function.Parent!) is var around && !ReferenceEquals(around, outer))
        {
            if (around.Parent is null)
                return false;
            function = around;
        }

        return ValuesOf(function, outer).Any(value => Sink.Walk(value, FunctionHoldersAt).Any(sink => IsKept(sink, outer)));
    }

    /// <summary>Where a function stands for a value.</summary>
    private static IEnumerable<IOperation> ValuesOf(IOperation function, IOperation outer) => function switch
    {
        ILocalFunctionOperation { Symbol: var symbol } => outer.Descendants().OfType<IMethodReferenceOperation>()
            .Where(group => SymbolEqualityComparer.Default.Equals(group.Method, symbol)).Select(Delegate),
        _ => [Delegate(function)],
    };

    private static IOperation Delegate(IOperation function) => function.Parent is IDelegateCreationOperation made ? made : function;

    private static IEnumerable<Sink> FunctionHoldersAt(Sink sink) => sink.User switch
    {
        IArgumentOperation { Parent: IObjectCreationOperation { Type.Name: "Lazy" } lazy } => Sink.Of(lazy),
        IArgumentOperation { Parent: IInvocationOperation call } when StartsTask(call) || IsLazyQuery(call) => Sink.Of(call),
        ITranslatedQueryOperation query => Sink.Of(query),
        _ => [],
    };

    private static bool IsKept(Sink sink, IOperation outer) => sink.User switch
    {
        IReturnOperation { Kind: OperationKind.Return } =>
            !IsAwaited(sink.Value) && ReferenceEquals(Bodies.FunctionAround(sink.User), outer),
        ISimpleAssignmentOperation { Target: IFieldReferenceOperation or IPropertyReferenceOperation,
            Parent: not IObjectOrCollectionInitializerOperation } => true,
        IEventAssignmentOperation => true,
        _ => false,
    };

    private static bool IsAwaited(IOperation value)
    {
        while (value is IConversionOperation or IParenthesizedOperation)
            value = value.ChildOperations.First();
        return value is IAwaitOperation;
    }

    private static bool StartsTask(IInvocationOperation call) =>
        call.TargetMethod is { Name: "Run" or "StartNew", ContainingType.Name: "Task" or "TaskFactory" };

    private static bool IsLazyQuery(IInvocationOperation call) =>
        call.TargetMethod.ContainingType.Name == "Enumerable" && s_lazy.Contains(call.Type?.Name ?? "");

    /// <summary>What ASP.NET Core writes when the code is done.</summary>
    private static bool IsResponse(ITypeSymbol? type) =>
        type?.ContainingAssembly?.Name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) == true
        && (type.Name.EndsWith("Result", StringComparison.Ordinal)
            || type.AllInterfaces.Any(it => it.Name is "IResult" or "IActionResult"));

    private static bool IsPartOfRecord(IArgumentOperation argument, IObjectCreationOperation made) =>
        made.Type is INamedTypeSymbol { IsRecord: true } record && argument.Parameter is { } parameter
        && record.GetMembers(parameter.Name).OfType<IPropertySymbol>().Any();

    /// <summary>Whether the method runs only while somebody goes through what it gives.</summary>
    private static bool IsIterator(IMethodSymbol method) => method.OriginalDefinition.DeclaringSyntaxReferences is [var declaration]
        && s_lazy.Contains(method.ReturnType.Name)
        && declaration.GetSyntax() is var syntax
        && syntax.DescendantNodes(node => node == syntax || node is not (LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax))
            .OfType<YieldStatementSyntax>().Any();
}
