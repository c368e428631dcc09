using System.Runtime.CompilerServices;
using MlGuard.Analyzers.Flow.Values;

namespace MlGuard.Analyzers.Models;

/// <summary>A constant that code compares with the names which it goes through, one by one.</summary>
/// <param name="Item">The variable that stands for each name, or for what has it.</param>
/// <param name="Collection">What is gone through.</param>
/// <param name="Scope">The code that runs for each.</param>
/// <param name="Constant">What it is compared with.</param>
internal sealed record ComparedName(ISymbol Item, IOperation Collection, IOperation Scope, IOperation Constant)
{
    private static readonly ConditionalWeakTable<IOperation, ILookup<ISymbol, string>> s_known = new();

    private static readonly ImmutableHashSet<string> s_filters = ["Where", "Any", "Count", "All", "TakeWhile", "SkipWhile"];

    /// <summary>The comparison that <paramref name="operation"/> is: a test, a pattern, or the label of a case.</summary>
    public static ComparedName? At(IOperation operation) =>
        Pair(operation) is ({ } item, { } constant) && ItemOf(item) is { } symbol && GoneThrough(symbol, operation) is var (all, scope)
            ? new ComparedName(symbol, all, scope, constant)
            : null;

    /// <summary>Every text that the code of the scope compares the variable with.</summary>
    public IEnumerable<string> Texts() => s_known.GetValue(Scope, static scope => scope.Descendants()
        .Select(Pair).Where(pair => pair.Constant is not null)
        .Select(pair => (Item: ItemOf(pair.Item!), Text: Constants.Text(pair.Constant)))
        .Where(pair => pair is { Item: not null, Text: not null })
        .ToLookup(pair => pair.Item!, pair => pair.Text!, SymbolEqualityComparer.Default)!)[Item];

    /// <summary>What is compared, and the constant that it is compared with.</summary>
    private static (IOperation? Item, IOperation? Constant) Pair(IOperation operation) => operation switch
    {
        IBinaryOperation or IInvocationOperation => Ordered(RunResults.ComparedBy(operation)),
        IConstantPatternOperation pattern => (TestedBy(pattern), pattern.Value),
        ISingleValueCaseClauseOperation { Parent: ISwitchCaseOperation { Parent: ISwitchOperation tested } } label =>
            (tested.Value, label.Value),
        _ => default,
    };

    private static (IOperation?, IOperation?) Ordered((IOperation? Left, IOperation? Right) pair)
    {
        if (pair is not ({ } left, { } right))
            return default;
        return ItemOf(left) is null ? (right, left) : (left, right);
    }

    /// <summary>What a pattern is held against; for a pattern of the property <c>Name</c>, what has the name.</summary>
    private static IOperation? TestedBy(IPatternOperation pattern)
    {
        IOperation? current = pattern;
        while (current is IPatternOperation or IPropertySubpatternOperation or IPatternCaseClauseOperation)
        {
            if (current is IPropertySubpatternOperation { Member: not IPropertyReferenceOperation { Property.Name: "Name" or "Key" } })
                return null;
            current = current.Parent;
        }

        return current switch
        {
            IIsPatternOperation test => test.Value,
            ISwitchExpressionArmOperation { Parent: ISwitchExpressionOperation choice } => choice.Value,
            ISwitchCaseOperation { Parent: ISwitchOperation choice } => choice.Value,
            _ => null,
        };
    }

    /// <summary>The variable that is a name, or has it.</summary>
    private static ISymbol? ItemOf(IOperation value) => LocalValues.Origin(value) switch
    {
        IPropertyReferenceOperation { Property.Name: "Name" or "Key", Instance: { } owner } => LocalValues.VariableOf(owner),
        var other => LocalValues.VariableOf(other),
    };

    private static (IOperation Collection, IOperation Scope)? GoneThrough(ISymbol item, IOperation place)
    {
        if (item is ILocalSymbol local)
            return RunResults.LoopOver(local, place) is { } loop ? (loop.Collection, loop.Body) : null;

        return RunResults.QueryOver(item, place) is var (call, all, lambda) && MayGoThrough(call) ? (all, lambda) : null;
    }

    /// <summary>A choice by the name alone has its own answer, which throws.</summary>
    private static bool MayGoThrough(IInvocationOperation call) =>
        s_filters.Contains(call.TargetMethod.Name)
        || (RunResults.Choices.Contains(call.TargetMethod.Name) && RunResults.ChosenByName(call) is null);
}
