using System.Collections.Concurrent;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Frameworks.Torch;

namespace MlGuard.Analyzers.Networks;

/// <summary>
/// Modules of the program that hold nothing which learns, moves or is saved, and answer the same in training, such as a loss that is
/// written as one: nobody notices whether they are registered.
/// </summary>
internal sealed class EmptyModules(MlSymbols symbols)
{
    private readonly ConcurrentDictionary<INamedTypeSymbol, bool> _known = new(SymbolEqualityComparer.Default);

    public bool Contain(INamedTypeSymbol type, CancellationToken cancellationToken) =>
        _known.GetOrAdd(
            type.OriginalDefinition, it => IsEmpty(it, new HashSet<ISymbol>(SymbolEqualityComparer.Default), cancellationToken));

    private bool IsEmpty(INamedTypeSymbol type, HashSet<ISymbol> around, CancellationToken cancellationToken)
    {
        // One that holds its own kind holds something.
        if (!around.Add(type))
            return false;

        INamedTypeSymbol? current = type;
        for (; current is not null && symbols.IsDeclaredHere(current); current = current.BaseType)
        {
            if (current.GetMembers().OfType<IFieldSymbol>().Any(field => !field.IsConst && MayHold(field.Type, around, cancellationToken))
                || SpeaksOfState(current, cancellationToken))
                return false;
        }

        return current is { Name: "Module" } && TorchTypes.Declares(current);
    }

    private bool MayHold(ITypeSymbol held, HashSet<ISymbol> around, CancellationToken cancellationToken) => held switch
    {
        IArrayTypeSymbol array => MayHold(array.ElementType, around, cancellationToken),
        INamedTypeSymbol { TypeKind: TypeKind.Enum } => false,
        INamedTypeSymbol named when symbols.IsModule(named) => !symbols.IsLoss(named)
            && !(symbols.IsDeclaredHere(named) && IsEmpty(named.OriginalDefinition, around, cancellationToken)),
        INamedTypeSymbol named => TorchTypes.Declares(named)
            || named.TypeArguments.Any(argument => MayHold(argument, around, cancellationToken)),
        _ => true,
    };

    /// <summary>Whether the class registers something by name, or asks whether it is being trained.</summary>
    private static bool SpeaksOfState(INamedTypeSymbol type, CancellationToken cancellationToken) =>
        type.DeclaringSyntaxReferences.SelectMany(part => part.GetSyntax(cancellationToken).DescendantNodes())
            .OfType<SimpleNameSyntax>()
            .Any(name => name.Identifier.ValueText == "training"
                || name.Identifier.ValueText.StartsWith("register_", StringComparison.Ordinal));
}
