using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlGuard.Analyzers.Flow.Values;

/// <summary>Whether an object was made elsewhere and passed in: by dependency injection, or by whoever constructs the type.</summary>
internal static class Injection
{
    /// <summary>
    /// Whether <paramref name="receiver"/> is a parameter, a service asked for, or a field or property that nothing but constructor
    /// parameters fill.
    /// What its own code makes is not injected.
    /// </summary>
    public static bool IsInjected(IOperation? receiver, CancellationToken cancellationToken) =>
        receiver is not null && LocalValues.Origin(receiver) switch
        {
            IParameterReferenceOperation => true,
            IInvocationOperation call => IsServiceLookup(call.TargetMethod),
            IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } member => IsFilledByParameters(member, cancellationToken),
            _ => false,
        };

    /// <summary>What a member holds that its initializer or one line of a constructor fills, and nothing else can; else null.</summary>
    public static IOperation? OnlyValueOf(IMemberReferenceOperation member, CancellationToken cancellationToken) =>
        member.Member is IFieldSymbol { IsReadOnly: true } or IPropertySymbol { SetMethod: null }
        && ValuesOf(member.Member, cancellationToken).Take(2).ToList() is [var only]
        && ModelOf(only, member) is { } model
            ? model.GetOperation(only, cancellationToken)
            : null;

    private static bool IsServiceLookup(IMethodSymbol method) =>
        method.Name is "GetService" or "GetRequiredService" or "GetKeyedService" or "GetRequiredKeyedService";

    private static bool IsFilledByParameters(IMemberReferenceOperation member, CancellationToken cancellationToken) =>
        ValuesOf(member.Member, cancellationToken).All(value => IsParameter(value, member, cancellationToken));

    /// <summary>What the constructors assign to the member, and its initializer.</summary>
    private static IEnumerable<ExpressionSyntax> ValuesOf(ISymbol member, CancellationToken cancellationToken)
    {
        foreach (var reference in member.DeclaringSyntaxReferences)
        {
            if (InitializerOf(reference.GetSyntax(cancellationToken)) is { } initializer)
                yield return initializer;
        }

        foreach (var reference in member.ContainingType.InstanceConstructors.SelectMany(constructor =>
            constructor.DeclaringSyntaxReferences))
        {
            foreach (var assignment in reference.GetSyntax(cancellationToken).DescendantNodes().OfType<AssignmentExpressionSyntax>())
            {
                foreach (var value in ValuesIn(assignment, member.Name))
                    yield return value;
            }
        }
    }

    private static IEnumerable<ExpressionSyntax> ValuesIn(AssignmentExpressionSyntax assignment, string name)
    {
        if (NameOf(assignment.Left) == name)
            yield return assignment.Right;
        if (assignment is not { Left: TupleExpressionSyntax targets, Right: TupleExpressionSyntax values }
            || targets.Arguments.Count != values.Arguments.Count)
            yield break;

        for (var i = 0; i < targets.Arguments.Count; i++)
        {
            if (NameOf(targets.Arguments[i].Expression) == name)
                yield return values.Arguments[i].Expression;
        }
    }

    private static string? NameOf(ExpressionSyntax target) => target switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } member => member.Name.Identifier.ValueText,
        _ => null,
    };

    private static ExpressionSyntax? InitializerOf(SyntaxNode declaration) => declaration switch
    {
        VariableDeclaratorSyntax field => field.Initializer?.Value,
        PropertyDeclarationSyntax property => property.Initializer?.Value ?? property.ExpressionBody?.Expression,
        _ => null,
    };

    /// <summary><c>client</c>, <c>client ?? throw</c>, <c>provider.GetRequiredService&lt;IChatClient&gt;()</c>.</summary>
    private static bool IsParameter(ExpressionSyntax value, IMemberReferenceOperation member, CancellationToken cancellationToken)
    {
        if (ModelOf(value, member) is not { } model)
            return true;
        if (value is BinaryExpressionSyntax { RawKind: (int)Microsoft.CodeAnalysis.CSharp.SyntaxKind.CoalesceExpression } coalesce)
            value = coalesce.Left;
        return model.GetSymbolInfo(value, cancellationToken).Symbol switch
        {
            IParameterSymbol => true,
            IMethodSymbol method => IsServiceLookup(method),
            _ => false,
        };
    }

    /// <summary>The meaning of a value of the same compilation; null where it is another's.</summary>
    private static SemanticModel? ModelOf(ExpressionSyntax value, IMemberReferenceOperation member)
    {
        if (member.SemanticModel is not { Compilation: var compilation } near || !compilation.ContainsSyntaxTree(value.SyntaxTree))
            return null;
#pragma warning disable RS1030 // One constructor of another file, read only when a rule asks where a client comes from.
        return near.SyntaxTree == value.SyntaxTree ? near : compilation.GetSemanticModel(value.SyntaxTree);
#pragma warning restore RS1030
    }
}
