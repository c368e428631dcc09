using MlGuard.Analyzers.Flow.Calls;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Security;

/// <summary>Which effects the code of a tool has, followed through the methods of the program that it calls.</summary>
internal sealed class ToolEffects(MlCompilation compilation)
{
    private const int MaximumBodies = 64;

    private const string Write = "writes files";

    /// <summary>The first effect of <paramref name="method"/> that is <paramref name="wanted"/>, or null.</summary>
    public ToolEffect? Of(IMethodSymbol method, Func<ToolEffect, bool> wanted, CancellationToken cancellationToken)
    {
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var pending = new Queue<ISymbol>([CallPaths.NodeOf(method)]);
        while (pending.Count > 0 && seen.Count < MaximumBodies)
        {
            var code = pending.Dequeue();
            if (!seen.Add(code))
                continue;
            if (OwnEffect(code, wanted, cancellationToken) is { } effect)
                return effect;
            foreach (var edge in compilation.Calls.CalleesOf(code, cancellationToken))
            {
                pending.Enqueue(edge.Callee);
                foreach (var body in compilation.Calls.ImplementationsOf(edge.Callee))
                    pending.Enqueue(body);
            }
        }

        return null;
    }

    /// <summary>What the code does itself; a tool may also be a method of another project.</summary>
    private ToolEffect? OwnEffect(ISymbol code, Func<ToolEffect, bool> wanted, CancellationToken cancellationToken)
    {
        var calls = compilation.Calls.BodiesOf(CallPaths.OwnerOf(code), cancellationToken)
            .SelectMany(body => body.ForeignCallsFrom(code)).ToList();
        var asksFirst = calls.Any(AsksForFile);
        return (code is IMethodSymbol own ? calls.Prepend(own) : calls).SelectMany(EffectsOf)
            .Select(effect => asksFirst && effect.What == Write ? effect with { IsDestructive = false } : effect)
            .FirstOrDefault(wanted);
    }

    /// <summary>Code that asks whether the file is there may write only where none is.</summary>
    private static bool AsksForFile(IMethodSymbol method) =>
        method is { Name: "Exists", ContainingType.Name: "File" or "Path" };

    private IEnumerable<ToolEffect> EffectsOf(IMethodSymbol method)
    {
        if (compilation.Knowledge.SummaryOf(method) is { Effects.IsEmpty: false } summary)
            return summary.Effects.Select(effect => new ToolEffect(effect.What, effect.IsDestructive));
        var name = method.MethodKind == MethodKind.Constructor ? ".ctor" : method.Name;
        for (var type = method.ContainingType; type is not null; type = type.BaseType)
        {
            if (EffectTable.Of(type.FullMetadataName(), name) is { } row)
                return [new ToolEffect(row.What, row.IsDestructive)];
        }

        return [];
    }
}
