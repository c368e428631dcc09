using MlGuard.Analyzers.Flow.Values;

namespace MlGuard.Analyzers.Pipelines;

/// <content>
/// What metrics decide: they are followed into numbers, records and collections, and to what is chosen by comparing or ordering them.
/// </content>
internal sealed partial class BodyInterpreter
{
    private static readonly ImmutableHashSet<string> s_ordering = [
        "OrderBy", "OrderByDescending", "Order", "OrderDescending", "ThenBy", "ThenByDescending"];

    private static readonly ImmutableHashSet<string> s_ends = [
        "First", "FirstOrDefault", "Last", "LastOrDefault", "ElementAt", "ElementAtOrDefault", "Single", "SingleOrDefault"];

    private static readonly ImmutableHashSet<string> s_best = ["MaxBy", "MinBy"];

    private Value.Measured Measure(IInvocationOperation call, Value.Data scored)
    {
        _uses.Evaluation(call, scored.Schema);
        var evaluation = new Evaluation(call, scored, _site ?? call);
        _leaks.Note(evaluation);
        return new Value.Measured([evaluation]);
    }

    /// <summary>
    /// What something is that is made of <paramref name="made"/> and one <paramref name="part"/> more: chosen when a part is, else measured
    /// when a part is.
    /// </summary>
    private static Value? MadeOf(Value? made, Value? part)
    {
        if (part is Value.Unknown || made is Value.Unknown)
            return new Value.Unknown { SelectedBy = SelectionOf(made as Value.Unknown, part as Value.Unknown) };
        var by = Value.MeasuredBy(part);
        return by.IsEmpty ? made : new Value.Measured(Value.Union(Value.MeasuredBy(made), by));
    }

    /// <summary>A comparison of metrics depends on their values; how many there are, or whether there are any, does not.</summary>
    private static bool DependsOnMetrics(IOperation operation) => operation switch
    {
        IBinaryOperation
        {
            OperatorKind: BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan
                or BinaryOperatorKind.GreaterThanOrEqual or BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals,
        } comparison => IsMetric(comparison.LeftOperand) || IsMetric(comparison.RightOperand),
        _ => true,
    };

    private static bool IsMetric(IOperation operand) =>
        operand is IInvocationOperation { TargetMethod.Name: "CompareTo" or "Compare" } || operand.Type switch
        {
            INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var content] } =>
                IsFraction(content),
            var type => IsFraction(type),
        };

    private static bool IsFraction(ITypeSymbol? type) =>
        type?.SpecialType is SpecialType.System_Double or SpecialType.System_Single or SpecialType.System_Decimal;

    private static ImmutableArray<Evaluation> SelectionOf(params Value?[] values) =>
        values.Aggregate(ImmutableArray<Evaluation>.Empty, (all, value) => value is null ? all : Value.Union(all, value.SelectedBy));

    /// <summary>A pattern names what it matches, and depends on metrics when it compares them.</summary>
    private Value? Match(IIsPatternOperation match)
    {
        var value = Evaluate(match.Value);
        var named = match.Pattern switch
        {
            IDeclarationPatternOperation declaration => declaration.DeclaredSymbol,
            IRecursivePatternOperation { DeconstructionSubpatterns.IsEmpty: true, PropertySubpatterns.IsEmpty: true } recursive =>
                recursive.DeclaredSymbol,
            _ => null,
        };
        if (named is not null)
            Write(named, value);
        return IsMetric(match.Value) && match.Pattern.DescendantsAndSelf().Any(pattern => pattern is IRelationalPatternOperation)
            ? MadeOf(null, value)
            : null;
    }

    /// <summary>What a call makes of metrics that it is called on or given.</summary>
    private Value? Computed(IInvocationOperation call, Value? receiver, Value?[] arguments)
    {
        var isQuestion = call.TargetMethod.ReturnType.SpecialType == SpecialType.System_Boolean
            && !_symbols.IsDeclaredHere(call.TargetMethod);
        if (call.TargetMethod.ReturnsVoid || isQuestion || arguments.Aggregate(MadeOf(null, receiver), MadeOf) is not { } made)
            return null;
        if (made is not Value.Measured measured || call.TargetMethod.ContainingType.Name is not "Enumerable")
            return made;

        var name = call.TargetMethod.Name;
        if (s_best.Contains(name))
            return new Value.Unknown { SelectedBy = measured.By };
        if (s_ordering.Contains(name))
            return measured with { IsOrdered = true };
        return s_ends.Contains(name)
            ? ElementAt(arguments.FirstOrDefault())
            : measured with { IsOrdered = arguments.FirstOrDefault() is Value.Measured { IsOrdered: true } };
    }

    /// <summary>An element at a certain place: in what is ordered by metrics it is chosen by them.</summary>
    private static Value? ElementAt(Value? collection) =>
        collection is Value.Measured { IsOrdered: true } ordered ? new Value.Unknown { SelectedBy = ordered.By } : ElementOf(collection);

    /// <summary>Rows that a model scores of which only is known how it was chosen.</summary>
    private static Value.Data? OfWinner(Value? model, Value? data) =>
        model is null or { SelectedBy.IsEmpty: true }
            ? null
            : (data as Value.Data ?? new Value.Data(Schema.Open))
                with { Schema = Schema.Open, Fittings = [], SelectedBy = model.SelectedBy };

    /// <summary>A collection that is given something measured holds it.</summary>
    private void Collect(IInvocationOperation call, Value?[] arguments)
    {
        if (call is not { TargetMethod.Name: "Add" or "TryAdd" or "Insert" or "Enqueue" or "Push", Instance: { } collection })
            return;

        foreach (var argument in arguments)
            Collect(collection, argument);
    }

    /// <summary>As above, for <c>collection[key] = value</c>.</summary>
    private void Collect(IOperation target, Value? value)
    {
        var collection = target switch
        {
            IArrayElementReferenceOperation element => element.ArrayReference,
            IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } indexed } => indexed,
            _ => target,
        };
        if (Value.MeasuredBy(value) is { IsEmpty: false } by && LocalValues.VariableOf(collection) is { } variable)
            Write(variable, new Value.Measured(Value.Union(Value.MeasuredBy(_variables[variable]), by)));
    }

    /// <summary>What either way of a branch writes is chosen by what the branch asks.</summary>
    private List<(ISymbol Variable, Value? Value)> ChosenIn(
        IConditionalOperation branch, Variables whenTrue, ImmutableArray<Evaluation> by) =>
    [
        .. WrittenIn(branch.WhenTrue).Concat(branch.WhenFalse is { } otherwise ? WrittenIn(otherwise) : [])
            .Select(variable => (variable, Value.Choice(whenTrue[variable], _variables[variable], by))),
    ];

    private static bool Skips(IOperation? way) =>
        way?.DescendantsAndSelf().Any(operation => operation is IBranchOperation { BranchKind: BranchKind.Continue }) == true;

    /// <summary>What a turn of a loop that metrics did not skip gives a variable of outside is chosen by them.</summary>
    private Value? Decided(ISymbol variable, Value? value) =>
        _turn.DecidedBy.IsEmpty || value is not (null or Value.Model or Value.Estimator) || !_turn.Outside.Contains(variable)
            ? value
            : (value ?? new Value.Unknown()) with { SelectedBy = Value.Union(_turn.DecidedBy, value?.SelectedBy ?? []) };

    /// <summary>A loop leaves what it has measured and chosen so far; which value that is, depends on how often it ran.</summary>
    private static void KeepChoices(Variables inside, Variables outside)
    {
        foreach (var (variable, value) in inside.Known.ToList())
        {
            if (value is null || ReferenceEquals(outside[variable], value))
                continue;
            if (!value.SelectedBy.IsEmpty)
                outside[variable] = new Value.Unknown { SelectedBy = value.SelectedBy };
            else if (value is Value.Measured)
                outside[variable] = value;
        }
    }

    /// <summary>A turn of a loop.</summary>
    /// <param name="DecidedBy">The evaluations that decided that the turn goes on, where a <c>continue</c> may have skipped the
    /// rest.</param>
    /// <param name="Outside">The variables that there were before the loop.</param>
    private sealed record Turn(ImmutableArray<Evaluation> DecidedBy, HashSet<ISymbol> Outside)
    {
        public static Turn None { get; } = new([], []);
    }
}
