using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Frameworks.MlNet;

namespace MlGuard.Analyzers.Pipelines;

/// <summary>The <c>MLContext</c> that a catalog's method belongs to, and where it was made.</summary>
internal static class MlContexts
{
    /// <summary>The creation of the context behind <paramref name="call"/>, when one place alone makes it.</summary>
    public static IObjectCreationOperation? CreationBehind(IInvocationOperation call, MlSymbols symbols)
    {
        var owner = FluentChain.ReceiverOf(call);
        while (owner is IPropertyReferenceOperation { Instance: { } instance } && !symbols.Is(owner.Type, MlNetTypes.MLContext))
            owner = instance;
        if (owner is null || !symbols.Is(owner.Type, MlNetTypes.MLContext))
            return null;

        return LocalValues.Origin(owner) switch
        {
            IObjectCreationOperation creation => creation,
            IFieldReferenceOperation { Field: { IsReadOnly: true } field } reference => CreationIn(field, reference),
            _ => null,
        };
    }

    private static IObjectCreationOperation? CreationIn(IFieldSymbol field, IOperation reference) =>
        field.DeclaringSyntaxReferences is [var declaration]
            && declaration.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: { } value }
        && reference.SemanticModel is { } model && model.SyntaxTree == value.SyntaxTree
            ? model.GetOperation(value) as IObjectCreationOperation
            : null;
}
