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
            type.OriginalDefinition, it => IsEmpty(it, new Dictionary<ISymbol, bool>(SymbolEqualityComparer.Default), cancellationToken));

    private bool IsEmpty(INamedTypeSymbol type, Dictionary<ISymbol, bool> seen, CancellationToken cancellationToken)
    {
        if (seen.TryGetValue(type, out var known))
            return known;

        // One that holds its own kind holds something.
        seen.Add(type, false);
        return seen[type] = HoldsNothing(type, seen, cancellationToken);
    }

    private bool HoldsNothing(INamedTypeSymbol type, Dictionary<ISymbol, bool> seen, CancellationToken cancellationToken)
    {
        INamedTypeSymbol? current = type;
        for (; current is not null && symbols.IsDeclaredHere(current); current = current.BaseType)
        {
            if (current.GetMembers().OfType<IFieldSymbol>().Any(field => !field.IsConst && MayHold(field.Type, seen, cancellationToken))
                || SpeaksOfState(current, cancellationToken))
                return false;
        }

        return current is { Name: "Module" } && TorchTypes.Declares(current);
    }

    private bool MayHold(ITypeSymbol held, Dictionary<ISymbol, bool> seen, CancellationToken cancellationToken) => held switch
    {
        IArrayTypeSymbol array => MayHold(array.ElementType, seen, cancellationToken),
        INamedTypeSymbol { TypeKind: TypeKind.Enum } => false,
        INamedTypeSymbol named when symbols.IsModule(named) => !symbols.IsLoss(named)
            && !(symbols.IsDeclaredHere(named) && IsEmpty(named.OriginalDefinition, seen, cancellationToken)),
        INamedTypeSymbol named => TorchTypes.Declares(named)
            || named.TypeArguments.Any(argument => MayHold(argument, seen, cancellationToken)),
        _ => true,
    };

    /// <summary>Whether the class registers something by name, or asks whether it is being trained.</summary>
    private static bool SpeaksOfState(INamedTypeSymbol type, CancellationToken cancellationToken) =>
        type.DeclaringSyntaxReferences.SelectMany(part => part.GetSyntax(cancellationToken).DescendantNodes())
            .OfType<SimpleNameSyntax>()
            .Any(name => name.Identifier.ValueText == "training"
                || name.Identifier.ValueText.StartsWith("register_", StringComparison.Ordinal));
}
