using System.Collections.Concurrent;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlGuard.Analyzers.Flow.Calls;
using MlGuard.Analyzers.Flow.Texts;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;

namespace MlGuard.Analyzers.Serving;

/// <summary>Which histories a model is asked with, whole or in a longer list, here or by a method that they are handed to.</summary>
/// <remarks>One that is only kept, shown or written to a log makes no call dearer.</remarks>
internal sealed class AskedHistories(MlCompilation compilation)
{
    private readonly ConcurrentDictionary<ISymbol, bool> _asked = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, ConcurrentBag<ISymbol>> _handed = new(SymbolEqualityComparer.Default);

    /// <summary>Notes where <paramref name="use"/> of <paramref name="history"/> leads.</summary>
    public void Read(IOperation use, ISymbol history, ISymbol body)
    {
        if (HistoryWrites.Is(use))
            return;
        foreach (var sink in Sink.Walk(use, Onward))
        {
            if (Asks(sink))
                _asked.TryAdd(history, true);
            else if (HolderOf(sink, body) is { } holder)
                _handed.GetOrAdd(history, _ => []).Add(holder);
        }
    }

    public bool Contains(ISymbol history)
    {
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var pending = new Stack<ISymbol>([history]);
        while (pending.Count > 0)
        {
            var current = pending.Pop();
            if (!seen.Add(current))
                continue;
            if (_asked.ContainsKey(current))
                return true;
            foreach (var next in (_handed.TryGetValue(current, out var holders) ? holders : []).Concat(Implementing(current)))
                pending.Push(next);
        }

        return false;
    }

    private IEnumerable<ISymbol> Implementing(ISymbol holder) => holder is IParameterSymbol { ContainingSymbol: IMethodSymbol method } given
        ? compilation.Calls.ImplementationsOf(CallPaths.NodeOf(method)).OfType<IMethodSymbol>()
            .Where(body => given.Ordinal < body.Parameters.Length).Select(body => (ISymbol)body.Parameters[given.Ordinal])
        : [];

    /// <summary>A call of a model, or an object of a library about models that takes the list: an agent's thread, a request.</summary>
    private bool Asks(Sink sink) => sink.User switch
    {
        IArgumentOperation { Parent: IInvocationOperation call } =>
            LanguageModels.IsChat(call, compilation.Symbols)
            || (LanguageModels.IsOfLibrary(call.TargetMethod.ContainingType) && !Conversations.Appends(call.TargetMethod.Name)),
        IArgumentOperation { Parent: IObjectCreationOperation { Type: { } type } } =>
            LanguageModels.IsOfLibrary(type) && !Conversations.IsHistory(type),
        ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Member: var member } } assignment =>
            ReferenceEquals(assignment.Value, sink.Value) && LanguageModels.IsOfLibrary(member.ContainingType),
        _ => false,
    };

    /// <summary>What of the program holds the list from there on: a parameter, a member, or what a method returns.</summary>
    private ISymbol? HolderOf(Sink sink, ISymbol body)
    {
        var holder = sink.User switch
        {
            IArgumentOperation { Parameter: { } parameter } => parameter,
            ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Member: var member } } assignment
                when ReferenceEquals(assignment.Value, sink.Value) => member,
            IReturnOperation result => Bodies.CallerOf(result, body) is IMethodSymbol { AssociatedSymbol: { } property }
                ? property
                : Bodies.CallerOf(result, body),
            _ => null,
        };
        return holder is not null && compilation.Symbols.IsDeclaredHere(holder) ? holder.OriginalDefinition : null;
    }

    private IEnumerable<Sink> Onward(Sink sink) => sink.User switch
    {
        IArgumentOperation { Parent: IInvocationOperation call } when !compilation.Symbols.IsDeclaredHere(call.TargetMethod) =>
            Conversations.Appends(call.TargetMethod.Name) ? OfHolder(FluentChain.ReceiverOf(call)) : OfCopy(call),
        IInvocationOperation call when ReferenceEquals(call.Instance, sink.Value) => OfCopy(call),
        IArgumentOperation { Parent: IObjectCreationOperation copy } when Conversations.HoldsMessages(copy.Type) => Sink.Of(copy),
        IConditionalOperation or ICoalesceOperation or IArrayInitializerOperation or IArrayCreationOperation => Sink.Of(sink.User),
        { Syntax: CollectionExpressionSyntax or SpreadElementSyntax } part => Sink.Of(part),
        _ => [],
    };

    private static IEnumerable<Sink> OfCopy(IInvocationOperation call) =>
        Conversations.HoldsMessages(call.Type) ? Sink.Of(call) : [];

    /// <summary>The uses of the list that gets all of it.</summary>
    private static IEnumerable<Sink> OfHolder(IOperation? list) =>
        list is ILocalReferenceOperation { Local: var local } ? Sink.OfVariable(local, list) : [];
}
